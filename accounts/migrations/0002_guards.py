"""Lets the database itself refuse a role to an administrator, and an administrator's role to whoever holds another."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_BOTH = "an administrator holds no other role"
_ROLE_MEETS_ADMIN = "EXISTS (SELECT 1 FROM accounts_user WHERE id = NEW.user_id AND admin_role <> '')"
_ADMIN_MEETS_ROLE = "NEW.admin_role <> '' AND EXISTS (SELECT 1 FROM accounts_membership WHERE user_id = NEW.id)"
_EVENTS = (
    ("membership_not_for_admin_insert", "INSERT", "accounts_membership", _ROLE_MEETS_ADMIN),
    ("membership_not_for_admin_update", "UPDATE", "accounts_membership", _ROLE_MEETS_ADMIN),
    ("admin_without_membership", "UPDATE", "accounts_user", _ADMIN_MEETS_ROLE),
)


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {bad} BEGIN SELECT RAISE(ABORT, '{_BOTH}'); END"
            for name, event, table, bad in _EVENTS
        ]
    return [
        statement
        for name, event, table, bad in _EVENTS
        for statement in (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {bad} THEN "
            f"RAISE EXCEPTION '{_BOTH}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        )
    ]


def raise_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database's dialect."""
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def lower_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for name, _event, table, _bad in _EVENTS:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}")
        else:
            schema_editor.execute(f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    """Adds the triggers; Django has no constraint that reaches over two tables."""

    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(raise_guards, lower_guards)]
