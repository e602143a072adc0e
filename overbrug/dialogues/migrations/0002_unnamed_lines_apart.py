"""Lines without a name move to a database of their own (docs/decisions/0006).

The facts are migrated first and hand over what they hold. A server that stops halfway does it
again: a line that was handed over before is left as it is.
"""

from random import SystemRandom
from typing import Any

from django.db import connections, migrations, models, transaction

# Without rowid SQLite keeps the lines in order of their random ids. A later migration that alters
# this model must rebuild it the same way: tests/dialogues/test_unnamed_bytes.py looks.
TABLE = """CREATE TABLE IF NOT EXISTS "unnamed_lines" (
    "id" varchar(32) NOT NULL PRIMARY KEY,
    "table_id" varchar(16) NOT NULL,
    "field" varchar(65) NOT NULL,
    "text" text NOT NULL,
    "is_shown" bool NOT NULL
)"""
INDEX = 'CREATE INDEX IF NOT EXISTS "unnamed_lines_table" ON "unnamed_lines" ("table_id")'
OLD = """SELECT line."id", t."public_id", line."field", line."text", line."is_shown"
    FROM "dialogues_unnamedline" line JOIN "dialogues_table" t ON t."id" = line."table_id" """
NEW = """INSERT INTO "unnamed_lines" ("id", "table_id", "field", "text", "is_shown")
    VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""


def make_table(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLE + (" WITHOUT ROWID" if connection.vendor == "sqlite" else ""))
        cursor.execute(INDEX)


def make_apart(apps: Any, schema_editor: Any) -> None:
    """In the database of the lines: their table."""
    make_table(schema_editor.connection)


def hand_over(apps: Any, schema_editor: Any) -> None:
    """In the facts: give all lines away, in an order that says nothing, and drop the table."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(OLD)
        rows = list(cursor.fetchall())
    if rows:
        SystemRandom().shuffle(rows)
        with transaction.atomic(using="unnamed"):
            make_table(connections["unnamed"])
            with connections["unnamed"].cursor() as cursor:
                cursor.executemany(NEW, [(*row[:4], bool(row[4])) for row in rows])
    schema_editor.execute('DROP TABLE "dialogues_unnamedline"')


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0001_initial")]

    operations = [
        migrations.RunPython(hand_over, hints={"database": "default"}),
        migrations.RunPython(make_apart, hints={"database": "unnamed"}),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="UnnamedLine"),
                migrations.CreateModel(
                    name="UnnamedLine",
                    fields=[
                        (
                            "id",
                            models.CharField(max_length=32, primary_key=True, serialize=False),
                        ),
                        ("table", models.CharField(db_column="table_id", max_length=16)),
                        ("field", models.CharField(max_length=65)),
                        ("text", models.TextField()),
                        ("is_shown", models.BooleanField(default=False)),
                    ],
                    options={"db_table": "unnamed_lines"},
                ),
            ],
        ),
    ]
