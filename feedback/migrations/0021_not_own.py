from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_audit_never_changes'),
        ('feedback', '0020_quarter_as_written'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='report',
            name='report_inbox',
        ),
        migrations.AddField(
            model_name='report',
            name='not_own',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['receiving_unit', '-released_on', 'id', 'state', 'category', 'asked_by_unit', 'own_unit', 'not_own'], name='report_inbox'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('not_own', False), models.Q(('own_unit__isnull', False), models.Q(('receiving_unit', models.F('own_unit')), _negated=True)), _connector='OR'), name='report_never_to_own_unit_if_asked'),
        ),
    ]
