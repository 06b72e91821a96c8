"""How the trail is shown."""

from django import template

from accounts import acts

register = template.Library()
register.filter("act_label", acts.label)
