"""The head of the audit trail as of an edition's building; editions from before have none."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('digests', '0007_periods'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='trail_head',
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
