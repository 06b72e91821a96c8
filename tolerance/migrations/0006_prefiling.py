"""Pre-filings, and for whom and how a case is filed."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_audit_never_changes'),
        ('tolerance', '0005_evidence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='accountability_number',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='case',
            name='concerned',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='case',
            name='filed_as',
            field=models.CharField(choices=[('person', 'The person'), ('unit', 'The unit, for the person'), ('ex_officio', 'Ex officio, with an accountability procedure')], default='person', max_length=10),
        ),
        migrations.CreateModel(
            name='Prefiling',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('title', models.CharField(max_length=80)),
                ('planned_on', models.DateField()),
                ('filed_on', models.DateField()),
                ('data', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='unit of the matter')),
            ],
            options={
                'ordering': ['-filed_on', '-number'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='prefiling',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='case', to='tolerance.prefiling'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accountability_number', ''), ('concerned', ''), ('filed_as', 'person')), models.Q(('accountability_number', ''), ('filed_as', 'unit'), models.Q(('concerned', ''), _negated=True)), models.Q(('filed_as', 'ex_officio'), models.Q(('concerned', ''), _negated=True), models.Q(('accountability_number', ''), _negated=True)), _connector='OR'), name='case_filed_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='prefiling',
            constraint=models.CheckConstraint(condition=models.Q(('planned_on__gte', models.F('filed_on'))), name='prefiling_comes_before_the_step'),
        ),
    ]
