"""PDFs whose making was stopped."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('digests', '0008_trail_head'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='rendering',
            name='rendering_state_known',
        ),
        migrations.AlterField(
            model_name='rendering',
            name='state',
            field=models.CharField(choices=[('queued', 'Waiting to be made'), ('rendering', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed'), ('cancelled', 'Stopped')], default='queued', max_length=9),
        ),
        migrations.AddConstraint(
            model_name='rendering',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'rendering', 'ready', 'failed', 'cancelled'])), name='rendering_state_known'),
        ),
    ]
