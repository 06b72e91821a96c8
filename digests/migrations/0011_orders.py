"""Orders of editions, whose figures a worker computes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_guards'),
        ('digests', '0010_layouts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=16)),
                ('ordered_on', models.DateField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a worker'), ('working', 'Figures are being computed'), ('done', 'Ready'), ('failed', 'Failed'), ('cancelled', 'Stopped')], default='waiting', max_length=9)),
                ('steps', models.PositiveSmallIntegerField()),
                ('made', models.PositiveSmallIntegerField(default=0)),
                ('fault', models.CharField(blank=True, max_length=100)),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='digests.edition')),
                ('ordered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.unit')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'working'])), fields=('unit', 'period'), name='order_open_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'working', 'done', 'failed', 'cancelled'])), name='order_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('edition', None)), _connector='OR'), name='order_done_iff_edition'), models.CheckConstraint(condition=models.Q(('made__lte', models.F('steps'))), name='order_made_within_steps')],
            },
        ),
    ]
