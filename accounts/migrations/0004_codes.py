"""Adds the role of those who print tear-off codes.

SQLite changes a constraint by making the table anew, which the triggers that name it do not survive: they are lowered
before and raised after.
"""

from importlib import import_module

from django.db import migrations, models

_guards = import_module("accounts.migrations.0002_guards")
_ROLES = {
    "handler": "Handler",
    "leader": "Leader",
    "superior": "Superior",
    "intake": "Case intake officer",
    "secretary": "Panel secretary",
    "verifier": "Verifier",
    "panel": "Panel member",
    "chair": "Panel chair",
    "issuer": "Code officer",
}


class Migration(migrations.Migration):
    """Widens the list of roles."""

    dependencies = [("accounts", "0003_user_email")]
    operations = [
        migrations.RunPython(_guards.lower_guards, _guards.raise_guards),
        migrations.RemoveConstraint(model_name="membership", name="membership_role_known"),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(choices=list(_ROLES.items()), max_length=12, verbose_name="role"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(role__in=list(_ROLES)), name="membership_role_known"
            ),
        ),
        migrations.RunPython(_guards.raise_guards, _guards.lower_guards),
    ]
