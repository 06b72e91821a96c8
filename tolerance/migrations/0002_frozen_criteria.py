"""Triggers that keep a published criteria set as it is: cases are judged under its words."""

from django.db import migrations

REFUSAL = "a published criteria set never changes"
ROWS = {
    "criterion_update": ("UPDATE", "tolerance_criterion", "OLD.criteria_set_id"),
    "criterion_insert": ("INSERT", "tolerance_criterion", "NEW.criteria_set_id"),
}
CHANGED = (
    "OLD.state <> 'draft' AND (NEW.version <> OLD.version OR NEW.title_zh <> OLD.title_zh OR NEW.title_en <> OLD.title_en "
    "OR NEW.effective_on <> OLD.effective_on OR NEW.published_on <> OLD.published_on OR NEW.state = 'draft')"
)


def _conditions():
    for name, (act, table, key) in ROWS.items():
        yield name, act, table, f"(SELECT state FROM tolerance_criteriaset WHERE id = {key}) <> 'draft'"
    yield "criteria_set_update", "UPDATE", "tolerance_criteriaset", CHANGED


def create(apps, schema_editor):
    """Create the triggers in the dialect of the database at hand."""
    for name, act, table, condition in _conditions():
        if schema_editor.connection.vendor == "sqlite":
            body = f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {body}")
        elif schema_editor.connection.vendor == "postgresql":
            raising = f"IF {condition} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW;"
            schema_editor.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raising} END $$")
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def drop(apps, schema_editor):
    """Drop the triggers."""
    for name, _act, table, _condition in _conditions():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}")
        elif schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    """Creates three triggers."""

    dependencies = [("tolerance", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
