"""Database triggers that refuse to change or remove what the audit trail holds (quality S9)."""

TABLES = ["auditlog_logentry", "coordination_auditseal"]

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail cannot be changed';
END $$;
"""


def statements(vendor, tables=TABLES):
    """Return the statements that let rows of tables be added, never changed or removed."""
    found = [POSTGRESQL_FUNCTION] if vendor == "postgresql" else []
    for table in tables:
        for event in ("update", "delete"):
            name = f"{table}_refuses_{event}"
            if vendor == "postgresql":
                found.append(
                    f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();"
                )
            else:
                found.append(
                    f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} BEGIN "
                    "SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END;"
                )
    return found


def removals(vendor, tables=TABLES):
    """Return the statements that take the triggers away again."""
    on = (lambda table: f" ON {table}") if vendor == "postgresql" else (lambda table: "")
    return [
        f"DROP TRIGGER IF EXISTS {table}_refuses_{event}{on(table)};"
        for table in tables
        for event in ("update", "delete")
    ]


def install(apps, schema_editor):
    run(schema_editor.connection, statements(schema_editor.connection.vendor))


def remove(apps, schema_editor):
    run(schema_editor.connection, removals(schema_editor.connection.vendor))


def run(connection, commands):
    with connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)
