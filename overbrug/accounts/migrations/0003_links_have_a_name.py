"""Links that are handed over become links like those in mails; the ones that are open go on working."""

import django.utils.timezone
from django.db import migrations, models

from overbrug.lib.tokens import random_name


def name_all(apps, schema_editor):
    for link in apps.get_model("accounts", "OneTimeLink").objects.filter(public_id=None):
        link.public_id = random_name(12)
        link.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitations")]

    operations = [
        migrations.AddField(
            model_name="onetimelink",
            name="public_id",
            field=models.CharField(editable=False, max_length=12, null=True),
        ),
        migrations.RunPython(name_all, migrations.RunPython.noop, elidable=False),
        migrations.AlterField(
            model_name="onetimelink",
            name="public_id",
            field=models.CharField(editable=False, max_length=12, unique=True),
        ),
        migrations.AddField(
            model_name="onetimelink",
            name="revoked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="onetimelink",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AlterField(
            model_name="onetimelink",
            name="hash",
            field=models.CharField(editable=False, max_length=64, unique=True),
        ),
    ]
