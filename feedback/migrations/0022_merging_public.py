from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_audit_never_changes'),
        ('feedback', '0021_not_own'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='problem',
            name='problem_merged_was_untouched',
        ),
        migrations.AddConstraint(
            model_name='problem',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('state__in', ['open', 'assigned']), _connector='OR'), name='problem_merged_had_no_promise'),
        ),
    ]
