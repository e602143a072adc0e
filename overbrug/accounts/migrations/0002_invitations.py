"""Memberships are accepted; those that were there before count as accepted when they began."""

import django.db.models.deletion
from django.db import migrations, models


def accept_all(apps, schema_editor):
    memberships = apps.get_model("accounts", "Membership").objects
    memberships.filter(accepted_at=None).update(accepted_at=models.F("started_at"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="accepted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(accept_all, migrations.RunPython.noop, elidable=False),
        migrations.AddField(
            model_name="onetimelink",
            name="membership",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="links",
                to="accounts.membership",
            ),
        ),
        migrations.AlterField(
            model_name="onetimelink",
            name="kind",
            field=models.CharField(
                choices=[
                    ("first_admin", "make a platform administrator"),
                    ("choose_password", "choose a password"),
                    ("join_organisation", "accept an invitation"),
                ],
                max_length=20,
            ),
        ),
    ]
