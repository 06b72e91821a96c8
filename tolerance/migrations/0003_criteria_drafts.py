"""Who drafted a set, one set a day, and triggers against moving criteria into, or out of, a published set."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REFUSAL = "a published criteria set never changes"
TABLE = "tolerance_criterion"
# By name of the trigger: the act, the row whose set counts, and the row that PostgreSQL goes on with.
GUARDS = {"criterion_moved_in": ("UPDATE", "NEW"), "criterion_delete": ("DELETE", "OLD")}


def create(apps, schema_editor):
    """Create the triggers in the dialect of the database at hand."""
    for name, (act, row) in GUARDS.items():
        condition = f"(SELECT state FROM tolerance_criteriaset WHERE id = {row}.criteria_set_id) <> 'draft'"
        if schema_editor.connection.vendor == "sqlite":
            body = f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} FOR EACH ROW {body}")
        elif schema_editor.connection.vendor == "postgresql":
            raising = f"IF {condition} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row};"
            schema_editor.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raising} END $$")
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()")


def drop(apps, schema_editor):
    """Drop the triggers."""
    for name in GUARDS:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}")
        elif schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    """Adds a column, a constraint and two triggers."""

    dependencies = [
        ("tolerance", "0002_frozen_criteria"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="criteriaset",
            name="drafted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriaset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("effective_on",), name="criteria_set_one_per_day"
            ),
        ),
        migrations.RunPython(create, drop),
    ]
