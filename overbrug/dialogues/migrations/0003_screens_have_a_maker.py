"""A big screen knows who made it, so that it goes when that person goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0002_unnamed_lines_apart")]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="screens",
                to="dialogues.seat",
            ),
        ),
        migrations.AddField(
            model_name="screenpairing",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pairings",
                to="dialogues.seat",
            ),
        ),
    ]
