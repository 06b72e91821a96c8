"""The words of the letter that carries an edition by e-mail; owns their order, and takes its figures from elsewhere."""

from django.utils.translation import gettext as _

from digests.models import Edition
from digests.presenting import asked_of, changed, day, title
from digests.summary import lead


def covering_letter(edition: Edition) -> str:
    """Return the letter in the active language: what is attached, what it says, what it asks for, and where to act."""
    data, period = edition.figures, edition.figures["period"]
    said = lead(data, from_day=day(period["start"]), to_day=day(period["end"]))
    asked = [f"{place}. {words}" for place, words in enumerate(asked_of(data), start=1)]
    parts = [
        _("To those who lead %(unit)s:") % {"unit": edition.unit.name},
        _("%(title)s, %(number)s, is attached.")
        % {"title": f"{edition.unit.name}{edition.period_name}{title()}", "number": edition.number},
        changed(edition),
        said,
        "\n".join([_("Decisions asked for"), *asked]) if asked else "",
        _("To read it on a phone, to say that you have read it and to give instructions, sign in and open “Digests”."),
        _("Qingzhuang sent this letter by itself; nobody reads answers to it."),
    ]
    return "\n\n".join(part for part in parts if part)
