"""An objection knows its lines, and a voice whether its chair was taken from another device."""

from django.db import migrations, models


def name_the_lines(apps, schema_editor):
    """Who objects to an open page now objects to all that stands on it."""
    votes = apps.get_model("harvest", "Vote").objects.using(schema_editor.connection.alias)
    for vote in votes.filter(choice="object", page__state="open").select_related("page"):
        vote.objected = sorted({line["key"] for line in vote.page.content})
        vote.objected_epoch = vote.epoch
        vote.save(update_fields=["objected", "objected_epoch"])


class Migration(migrations.Migration):
    dependencies = [("harvest", "0003_hiding")]

    operations = [
        migrations.AddField(
            model_name="vote", name="is_taken_over", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="vote", name="objected", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="vote",
            name="objected_epoch",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.RunPython(name_the_lines, migrations.RunPython.noop),
    ]
