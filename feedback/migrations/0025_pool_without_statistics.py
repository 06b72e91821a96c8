"""Keeps PostgreSQL's statistics from copying what waits in the pool into a catalogue that no release rewrites."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_MODELS = ("PooledEntry", "PooledFile", "Bucket")


def leave_out(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let no analysis look at the columns, and none begin by itself."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in _MODELS:
        meta = apps.get_model("feedback", name)._meta
        table = schema_editor.quote_name(meta.db_table)
        columns = (schema_editor.quote_name(field.column) for field in meta.local_fields)
        unseen = ", ".join(f"ALTER COLUMN {column} SET STATISTICS 0" for column in columns)
        schema_editor.execute(f"ALTER TABLE {table} {unseen}")
        schema_editor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")


class Migration(migrations.Migration):
    dependencies = [("feedback", "0024_results")]

    operations = [migrations.RunPython(leave_out, migrations.RunPython.noop)]
