import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0022_merging_public'),
    ]

    operations = [
        migrations.AddField(
            model_name='remedy',
            name='promised_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='feedback.problem'),
        ),
        migrations.AddField(
            model_name='remedy',
            name='saves_high',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='remedy',
            name='saves_low',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name='problem',
            name='problem_merged_had_no_promise',
        ),
        migrations.AddConstraint(
            model_name='problem',
            constraint=models.CheckConstraint(condition=Q(('merged_into__isnull', True), ('state__in', ['open', 'assigned', 'promised', 'reopened', 'rebounded']), _connector='OR'), name='problem_merged_is_not_judged'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=Q(('promised_for__isnull', True), Q(('promised_for', F('problem')), _negated=True), _connector='OR'), name='remedy_was_promised_elsewhere'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=Q(Q(('saves_high__isnull', True), ('saves_low__isnull', True)), Q(('saves_high__gt', F('saves_low')), ('saves_high__isnull', False), ('saves_low__isnull', False)), _connector='OR'), name='remedy_saves_a_range'),
        ),
        migrations.RemoveConstraint(
            model_name='verdict',
            name='verdict_once_per_round',
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.UniqueConstraint(fields=('report', 'problem', 'round'), name='verdict_once_per_round'),
        ),
    ]
