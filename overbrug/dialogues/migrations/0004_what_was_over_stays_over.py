"""A table remembers that its talk was over, and a seat that somebody sat down after that."""

from django.db import migrations, models
from django.db.models.functions import Coalesce


def remember(apps, schema_editor):
    """What has finished or closed by now ended then, for each table where somebody sat."""
    Table = apps.get_model("dialogues", "Table")
    rows = Table.objects.using(schema_editor.connection.alias)
    Dialogue = apps.get_model("dialogues", "Dialogue")
    closed = Dialogue.objects.filter(pk=models.OuterRef("dialogue_id")).values("closed_at")[:1]
    rows.filter(seats__kind="person", dialogue__closed_at__isnull=False).update(
        first_ended_at=Coalesce("finished_at", models.Subquery(closed))
    )
    rows.filter(first_ended_at=None).update(first_ended_at=models.F("finished_at"))


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0003_screens_have_a_maker")]

    operations = [
        migrations.AddField(
            model_name="table",
            name="first_ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="seat",
            name="came_after_end",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
