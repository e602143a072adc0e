"""Conversations, tables, seats, and the answers that stay outside the live document."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KEY = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))

# Without rowid SQLite keeps the lines in order of their random ids. A later migration that alters
# this model must rebuild it the same way: tests/dialogues/test_unnamed_bytes.py looks.
WITHOUT_ROWID = """CREATE TABLE "dialogues_unnamedline" (
    "id" varchar(32) NOT NULL PRIMARY KEY,
    "field" varchar(65) NOT NULL,
    "text" text NOT NULL,
    "is_shown" bool NOT NULL,
    "table_id" bigint NOT NULL
        REFERENCES "dialogues_table" ("id") DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID"""
INDEX = 'CREATE INDEX "dialogues_unnamedline_table" ON "dialogues_unnamedline" ("table_id")'


def make_unnamed(apps: Any, schema_editor: Any) -> None:
    """Make the table, on SQLite in the form that keeps no order of arrival."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(WITHOUT_ROWID)
        schema_editor.execute(INDEX)
    else:
        schema_editor.create_model(apps.get_model("dialogues", "UnnamedLine"))


def drop_unnamed(apps: Any, schema_editor: Any) -> None:
    """Take the table away again."""
    schema_editor.execute('DROP TABLE "dialogues_unnamedline"')


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("cards", "0001_initial"),
        ("opgaven", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dialogue",
            fields=[
                KEY,
                ("public_id", models.CharField(editable=False, max_length=12, unique=True)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("language", models.CharField(default="nl", max_length=8, verbose_name="language")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="moment")),
                ("code", models.CharField(editable=False, max_length=8, unique=True)),
                ("code_expires_at", models.DateTimeField()),
                ("is_rehearsal", models.BooleanField(default=False)),
                ("is_example", models.BooleanField(default=False)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "form_key",
                    models.CharField(editable=False, max_length=32, null=True, unique=True),
                ),
                (
                    "card_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dialogues",
                        to="cards.cardversion",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opgave",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dialogues",
                        to="opgaven.opgave",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="dialogues",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={"ordering": ("-created_at", "-pk")},
        ),
        migrations.CreateModel(
            name="Table",
            fields=[
                KEY,
                ("number", models.PositiveSmallIntegerField(verbose_name="table number")),
                ("public_id", models.CharField(editable=False, max_length=16, unique=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tables",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
            options={"ordering": ("number",)},
        ),
        migrations.AddField(
            model_name="dialogue",
            name="grown_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="grown",
                to="dialogues.table",
            ),
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                KEY,
                ("public_id", models.CharField(editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=60, verbose_name="name or initials")),
                ("initials", models.CharField(blank=True, max_length=4)),
                ("note", models.CharField(blank=True, max_length=60, verbose_name="on behalf of")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("screen", "big screen")],
                        default="person",
                        max_length=6,
                    ),
                ),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("join_token", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="dialogues.table",
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.CreateModel(
            name="PrivateAnswer",
            fields=[
                KEY,
                ("epoch", models.PositiveIntegerField(default=1)),
                ("field", models.CharField(max_length=65)),
                ("text", models.TextField(blank=True)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="private_answers",
                        to="dialogues.seat",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScreenPairing",
            fields=[
                KEY,
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairings",
                        to="dialogues.table",
                    ),
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="UnnamedLine",
                    fields=[
                        (
                            "id",
                            models.CharField(max_length=32, primary_key=True, serialize=False),
                        ),
                        ("field", models.CharField(max_length=65)),
                        ("text", models.TextField()),
                        ("is_shown", models.BooleanField(default=False)),
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="unnamed_lines",
                                to="dialogues.table",
                            ),
                        ),
                    ],
                ),
            ],
        ),
        migrations.RunPython(make_unnamed, drop_unnamed),
        migrations.AddConstraint(
            model_name="dialogue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_rehearsal", True), ("opgave", None)),
                    models.Q(("is_rehearsal", False), ("opgave__isnull", False)),
                    _connector="OR",
                ),
                name="rehearsals_have_no_opgave",
            ),
        ),
        migrations.AddConstraint(
            model_name="table",
            constraint=models.UniqueConstraint(
                fields=("dialogue", "number"), name="one_table_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="privateanswer",
            constraint=models.UniqueConstraint(
                fields=("seat", "epoch", "field"), name="one_private_answer_per_field"
            ),
        ),
    ]
