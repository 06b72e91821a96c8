"""Editions of months, years and other spans beside those of quarters."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_guards'),
        ('digests', '0006_bulletin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='kind',
            field=models.CharField(choices=[('month', 'Months'), ('quarter', 'Quarters'), ('year', 'Years'), ('span', 'Other spans')], default='quarter', max_length=7),
        ),
        migrations.AlterField(
            model_name='edition',
            name='period',
            field=models.CharField(max_length=16),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['month', 'quarter', 'year', 'span'])), name='edition_kind_known'),
        ),
    ]
