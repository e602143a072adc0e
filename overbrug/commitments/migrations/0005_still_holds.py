from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0004_answers_by_one"),
    ]

    operations = [
        migrations.AddField(
            model_name=model,
            name="still_holds_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="said again that it still holds"
            ),
        )
        for model in ("commitment", "historicalcommitment")
    ]
