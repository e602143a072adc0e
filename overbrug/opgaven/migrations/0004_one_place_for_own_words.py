from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('opgaven', '0003_own_words'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='historicalparty',
            name='stake_is_own',
        ),
        migrations.RemoveField(
            model_name='party',
            name='stake_is_own',
        ),
    ]
