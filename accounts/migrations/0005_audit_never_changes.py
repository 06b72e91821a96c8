"""Lets the database itself refuse to change or remove an entry of the audit trail, whoever asks."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_REFUSAL = "an entry of the audit trail never changes"
_TABLE = "accounts_auditentry"
_ACTS = ("UPDATE", "DELETE")


def _name(act: str) -> str:
    return f"audit_entry_{act.lower()}"


def raise_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database's dialect; PostgreSQL can also empty a table at once, SQLite cannot."""
    if schema_editor.connection.vendor == "sqlite":
        for act in _ACTS:
            body = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            schema_editor.execute(f"CREATE TRIGGER {_name(act)} BEFORE {act} ON {_TABLE} FOR EACH ROW {body}")
        return
    refuse = f"BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END"
    schema_editor.execute(f"CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$")
    for act in (*_ACTS, "TRUNCATE"):
        each = "STATEMENT" if act == "TRUNCATE" else "ROW"
        schema_editor.execute(
            f"CREATE TRIGGER {_name(act)} BEFORE {act} ON {_TABLE} FOR EACH {each} EXECUTE FUNCTION audit_entry_stays()"
        )


def lower_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for act in _ACTS:
            schema_editor.execute(f"DROP TRIGGER {_name(act)}")
        return
    schema_editor.execute("DROP FUNCTION audit_entry_stays() CASCADE")


class Migration(migrations.Migration):
    """Adds the triggers; the hash chain shows what they cannot hinder, such as a hand at the file itself."""

    dependencies = [("accounts", "0004_codes")]
    operations = [migrations.RunPython(raise_guards, lower_guards)]
