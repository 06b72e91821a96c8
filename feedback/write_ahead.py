"""Cuts PostgreSQL's write-ahead log; owns what the server's administrator must allow for it, and no table.

The log keeps every insertion into the pool in order of arrival, beside the digest that the released report bears, and
words that were deleted since. Once a new segment has begun, a checkpoint lets the server do without all before it. With
`wal_recycle = off` it deletes them; else it gives them another name, and what stands in them stays. What a standby, a
replication slot or an archive still needs is kept for it: `docs/operations.md` says so.
"""

from django.db import connection

# What must hold, and what makes it hold.
_RIGHTS = {
    "current_setting('wal_recycle') = 'off'": "ALTER SYSTEM SET wal_recycle = off; SELECT pg_reload_conf();",
    "has_function_privilege('pg_switch_wal()', 'execute')": "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {user};",
    "EXISTS (SELECT 1 FROM pg_roles WHERE (rolname = current_user AND rolsuper) "
    "OR (rolname = 'pg_checkpoint' AND pg_has_role(oid, 'usage')))": "GRANT pg_checkpoint TO {user};",
}


def missing_rights() -> list[str]:
    """Return the statements that an administrator has to run until the log can be cut; none on any other database."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT current_user, {', '.join(_RIGHTS)}")
        user, *held = cursor.fetchone()
    quoted = connection.ops.quote_name(user)
    return [cure.format(user=quoted) for cure, holds in zip(_RIGHTS.values(), held, strict=True) if not holds]


def cut_log() -> bool:
    """Let PostgreSQL delete its log up to now; return whether it may. Never in a transaction."""
    if missing_rights():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("CHECKPOINT")
    return True
