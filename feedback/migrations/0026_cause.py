"""Lets staff say why a burden is there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0025_pool_without_statistics")]

    operations = [
        migrations.AddField(
            model_name="problem", name="cause", field=models.CharField(blank=True, default="", max_length=3),
            preserve_default=False,
        ),
    ]  # fmt: skip
