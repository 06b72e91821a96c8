"""The room's tables as they stand, for a new database, in one step: one by one its migrations take longer than the rest of a start."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import feedback.models.pool
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('feedback', '0001_initial'), ('feedback', '0002_verdicts'), ('feedback', '0003_retention'), ('feedback', '0004_buckets'), ('feedback', '0005_quarter_told'), ('feedback', '0006_codes'), ('feedback', '0007_receipt_key'), ('feedback', '0008_voices_told'), ('feedback', '0009_proposals'), ('feedback', '0010_regrouping'), ('feedback', '0011_files'), ('feedback', '0012_file_bucket'), ('feedback', '0013_report_counted'), ('feedback', '0014_register'), ('feedback', '0015_clocks'), ('feedback', '0016_duplicates'), ('feedback', '0017_cleanups'), ('feedback', '0018_inbox_index'), ('feedback', '0019_public_answers'), ('feedback', '0020_quarter_as_written'), ('feedback', '0021_not_own'), ('feedback', '0022_merging_public'), ('feedback', '0023_promises_move'), ('feedback', '0024_results')]

    initial = True

    dependencies = [
        ('accounts', '0002_guards'),
        ('accounts', '0004_codes'),
        ('accounts', '0005_audit_never_changes'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='PooledEntry',
            fields=[
                ('id', models.BigAutoField(default=feedback.models.pool.random_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('report', 'Report'), ('message', 'Message'), ('verdict', 'Verdict'), ('me_too', 'Me Too'), ('claim', 'Claim')], max_length=8)),
                ('receipt_digest', models.CharField(db_index=True, max_length=64)),
                ('once', models.CharField(max_length=64, unique=True)),
                ('sealed', models.BinaryField()),
                ('release_by', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'report')), fields=('receipt_digest',), name='pooled_report_once_per_receipt'), models.CheckConstraint(condition=models.Q(('kind__in', ['report', 'message', 'verdict', 'me_too', 'claim'])), name='pooled_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('asked_by', models.CharField(max_length=80, verbose_name='department')),
                ('legal_basis', models.CharField(blank=True, max_length=300)),
                ('data_items', models.CharField(blank=True, max_length=600)),
                ('forms', models.CharField(blank=True, max_length=300)),
                ('per_month', models.CharField(blank=True, max_length=5)),
                ('hours', models.CharField(blank=True, max_length=5)),
                ('people', models.CharField(blank=True, max_length=5)),
                ('key', models.CharField(max_length=120)),
                ('department_key', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('in_force', 'In force'), ('simplified', 'Simplified'), ('reduced', 'Asked less often'), ('shared', 'Met by shared data'), ('kept', 'Kept, with a reason'), ('merged', 'Merged into another'), ('cancelled', 'Cancelled')], default='in_force', max_length=10)),
                ('state_on', models.DateField()),
                ('added_on', models.DateField()),
                ('again_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.task')),
                ('asked_by_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('flag_seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.task')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['department_key', 'key'], name='task_by_key')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('in_force', 'simplified', 'reduced', 'shared', 'kept'))), fields=('unit', 'department_key', 'key'), name='task_demanded_once'), models.CheckConstraint(condition=models.Q(('state__in', ['in_force', 'simplified', 'reduced', 'shared', 'kept', 'merged', 'cancelled'])), name='task_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='task_merged_has_target'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='task_never_into_itself'), models.CheckConstraint(condition=models.Q(('flag_seen_by__isnull', True), ('again_of__isnull', False), _connector='OR'), name='task_only_flags_are_seen')],
            },
        ),
        migrations.CreateModel(
            name='Bucket',
            fields=[
                ('place', models.BigIntegerField(primary_key=True, serialize=False)),
                ('level', models.IntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('level__gte', 0)), name='bucket_never_below_empty'), models.CheckConstraint(condition=models.Q(('place__gte', -1)), name='bucket_of_known_place')],
            },
        ),
        migrations.CreateModel(
            name='QuarterTold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('figures', models.JSONField()),
                ('covers', models.JSONField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'ordering': ['-start', 'unit'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'start'), name='quarter_told_once'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='quarter_told_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='CodeBatch',
            fields=[
                ('id', models.BigAutoField(default=feedback.models.pool.random_id, editable=False, primary_key=True, serialize=False)),
                ('ordered_on', models.DateField()),
                ('expires_on', models.DateField()),
                ('voided_on', models.DateField(null=True)),
                ('size', models.PositiveIntegerField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_on__gt', models.F('ordered_on'))), name='code_batch_expires_after_order'), models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='code_batch_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='CodeRule',
            fields=[
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='accounts.unit')),
                ('rule', models.CharField(choices=[('off', 'does not ask for codes'), ('allowed', 'takes reports with and without a code'), ('demanded', 'takes reports with a code only')], default='allowed', max_length=8)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('rule__in', ['off', 'allowed', 'demanded'])), name='code_rule_known')],
            },
        ),
        migrations.CreateModel(
            name='SpentMark',
            fields=[
                ('id', models.BigAutoField(default=feedback.models.pool.random_id, editable=False, primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='ReceiptKey',
            fields=[
                ('version', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('stage', models.CharField(choices=[('ready', 'Ready'), ('active', 'Active'), ('old', 'Old')], max_length=6)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['ready', 'active', 'old'])), name='receipt_key_stage'), models.UniqueConstraint(condition=models.Q(('stage', 'old'), _negated=True), fields=('stage',), name='receipt_key_one_ready_one_active')],
            },
        ),
        migrations.CreateModel(
            name='UnitLimits',
            fields=[
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='accounts.unit')),
                ('look', models.PositiveSmallIntegerField(null=True)),
                ('promise', models.PositiveSmallIntegerField(null=True)),
                ('implement', models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('look__range', (1, 20))), name='limit_look_in_bounds'), models.CheckConstraint(condition=models.Q(('promise__range', (1, 40))), name='limit_promise_in_bounds'), models.CheckConstraint(condition=models.Q(('implement__range', (1, 250))), name='limit_implement_in_bounds')],
            },
        ),
        migrations.CreateModel(
            name='Cleanup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Under way'), ('closed', 'Closed and in force')], default='open', max_length=6)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('record', models.JSONField(null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'ordering': ['-start', 'unit'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'start'), name='cleanup_once_a_quarter'), models.CheckConstraint(condition=models.Q(models.Q(('closed_by__isnull', True), ('closed_on__isnull', True), ('record__isnull', True), ('sha256', ''), ('state', 'open')), models.Q(('closed_by__isnull', False), ('closed_on__isnull', False), ('record__isnull', False), ('state', 'closed')), _connector='OR'), name='cleanup_closed_has_record'), models.CheckConstraint(condition=django.db.models.lookups.In(django.db.models.functions.text.Substr(django.db.models.functions.comparison.Cast('start', models.CharField(max_length=10)), 6), ('01-01', '04-01', '07-01', '10-01')), name='cleanup_by_quarter')],
            },
        ),
        migrations.CreateModel(
            name='PublicAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=120, verbose_name='question')),
                ('answer', models.TextField(verbose_name='answer')),
                ('category', models.CharField(max_length=3)),
                ('written_on', models.DateField()),
                ('published_on', models.DateField(db_index=True, null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-written_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('published_by__isnull', True), ('published_on__isnull', True)), models.Q(('published_by__isnull', False), ('published_on__isnull', False)), _connector='OR'), name='answer_published_by_somebody'), models.CheckConstraint(condition=models.Q(('published_by__isnull', True), models.Q(('published_by', models.F('written_by')), _negated=True), _connector='OR'), name='answer_published_by_another')],
            },
        ),
        migrations.CreateModel(
            name='PooledFile',
            fields=[
                ('id', models.BigAutoField(default=feedback.models.pool.random_id, editable=False, primary_key=True, serialize=False)),
                ('note', models.BinaryField()),
                ('sealed', models.BinaryField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='feedback.pooledentry')),
            ],
        ),
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('statement', models.TextField(verbose_name='statement')),
                ('category', models.CharField(max_length=3)),
                ('asked_by', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(choices=[('open', 'Open, not yet assigned'), ('assigned', 'Assigned'), ('promised', 'Promised'), ('implemented', 'Implemented'), ('confirmed', 'Confirmed by reporters'), ('reopened', 'Reopened'), ('watched', 'Watched for 90 days'), ('rebounded', 'Came back'), ('settled', 'Settled'), ('kept', 'Kept, with the reason published')], default='open', max_length=12)),
                ('opened_on', models.DateField()),
                ('state_on', models.DateField()),
                ('published', models.BooleanField(default=False)),
                ('kept_reason', models.TextField(blank=True)),
                ('asked_by_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('owner_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='feedback.problem')),
                ('register_task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='problems', to='feedback.task')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'state_on'], name='problem_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'kept'), _negated=True), models.Q(models.Q(('kept_reason', ''), _negated=True), ('published', True)), _connector='OR'), name='problem_kept_has_published_reason'), models.CheckConstraint(condition=models.Q(('owner_unit', models.F('asked_by_unit')), _negated=True), name='problem_never_to_unit_complained_of'), models.CheckConstraint(condition=models.Q(('owner_unit__isnull', False), ('state__in', ['open', 'kept']), _connector='OR'), name='problem_assigned_has_owner'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('state__in', ['open', 'assigned', 'promised', 'reopened', 'rebounded']), _connector='OR'), name='problem_merged_is_not_judged')],
            },
        ),
        migrations.CreateModel(
            name='DuplicateRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField()),
                ('facts', models.JSONField()),
                ('seen', models.CharField(max_length=64)),
                ('low', models.FloatField(default=0)),
                ('high', models.FloatField(default=0)),
                ('found_on', models.DateField()),
                ('dismissed_on', models.DateField(null=True)),
                ('dismissed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='feedback.task')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='feedback.task')),
            ],
            options={
                'ordering': ['-high', '-percent', 'id'],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='duplicate_pair_once'), models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='duplicate_of_two_tasks'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='duplicate_percent_within_bounds'), models.CheckConstraint(condition=models.Q(('high__gte', models.F('low')), ('low__gte', 0)), name='duplicate_hours_are_a_range'), models.CheckConstraint(condition=models.Q(models.Q(('dismissed_by__isnull', True), ('dismissed_on__isnull', True)), models.Q(('dismissed_by__isnull', False), ('dismissed_on__isnull', False)), _connector='OR'), name='duplicate_dismissed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('id', models.BigAutoField(default=feedback.models.pool.random_id, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='feedback.codebatch')),
            ],
        ),
        migrations.CreateModel(
            name='ProblemEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('act', models.CharField(choices=[('opened', 'Opened'), ('joined', 'A report joined'), ('left', 'A report was taken out'), ('assigned', 'Assigned'), ('handed_back', 'Handed back'), ('promised', 'Remedy promised'), ('done', 'Remedy carried out'), ('implemented', 'All remedies carried out'), ('confirmed', 'Confirmed by reporters'), ('reopened', 'Reopened'), ('watched', 'Watched for 90 days'), ('rebounded', 'Came back'), ('settled', 'Settled'), ('kept', 'Kept, with the reason published'), ('merged', 'Merged'), ('unmerged', 'Merge undone'), ('split', 'Reports split off'), ('published', 'Put on the public board'), ('unpublished', 'Taken off the public board'), ('rose', 'Late: put before the unit above'), ('supervised', 'Put under supervision'), ('relieved', 'Supervision ended')], max_length=20)),
                ('detail', models.TextField(blank=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='feedback.problem')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['opened', 'joined', 'left', 'assigned', 'handed_back', 'promised', 'done', 'implemented', 'confirmed', 'reopened', 'watched', 'rebounded', 'settled', 'kept', 'published', 'unpublished', 'merged', 'unmerged', 'split', 'rose', 'supervised', 'relieved'])), name='problem_event_act_known')],
            },
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=4)),
                ('what', models.TextField(verbose_name='what changes')),
                ('due_on', models.DateField(db_index=True, verbose_name='due on')),
                ('promised_on', models.DateField()),
                ('implemented_on', models.DateField(null=True)),
                ('owner_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remedies', to='feedback.problem')),
                ('promised_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='feedback.problem')),
                ('saves_high', models.PositiveIntegerField(null=True)),
                ('saves_low', models.PositiveIntegerField(null=True)),
            ],
            options={
                'ordering': ['promised_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('promised_on'))), name='remedy_due_after_promise'), models.CheckConstraint(condition=models.Q(('implemented_on__isnull', True), ('implemented_on__gte', models.F('promised_on')), _connector='OR'), name='remedy_done_after_promise'), models.CheckConstraint(condition=models.Q(('promised_for__isnull', True), models.Q(('promised_for', models.F('problem')), _negated=True), _connector='OR'), name='remedy_was_promised_elsewhere'), models.CheckConstraint(condition=models.Q(models.Q(('saves_high__isnull', True), ('saves_low__isnull', True)), models.Q(('saves_high__gt', models.F('saves_low')), ('saves_high__isnull', False), ('saves_low__isnull', False)), _connector='OR'), name='remedy_saves_a_range')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('receipt_digest', models.CharField(max_length=64, unique=True)),
                ('released_on', models.DateField(db_index=True)),
                ('state', models.CharField(choices=[('released', 'Released'), ('triaged', 'Taken up'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn by the reporter')], default='released', max_length=10)),
                ('category', models.CharField(max_length=3)),
                ('words', models.TextField()),
                ('asked_by', models.CharField(blank=True, max_length=80)),
                ('task', models.CharField(blank=True, max_length=120)),
                ('data_items', models.CharField(blank=True, max_length=300)),
                ('per_month', models.CharField(blank=True, max_length=5)),
                ('hours', models.CharField(blank=True, max_length=5)),
                ('people', models.CharField(blank=True, max_length=5)),
                ('wish', models.CharField(blank=True, max_length=4)),
                ('decline_reason', models.TextField(blank=True)),
                ('decline_channel', models.CharField(blank=True, choices=[('12388', 'Discipline inspection and supervision, 12388'), ('12380', 'Organisation department, 12380'), ('12345', 'Government service hotline, 12345'), ('12333', 'Labour and social security, 12333'), ('12348', 'Legal aid, 12348'), ('union', 'The trade union or personnel office of your unit'), ('none', 'No other channel is needed')], max_length=10)),
                ('asked_by_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('own_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('problem', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='feedback.problem')),
                ('receiving_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('state_on', models.DateField(null=True)),
                ('erased_on', models.DateField(null=True)),
                ('withdrawn', models.BooleanField(default=False)),
                ('confirmed_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('register_task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='feedback.task')),
                ('not_own', models.BooleanField(db_default=False, default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['released_on', 'receiving_unit', 'state', 'problem', 'hours', 'per_month', 'people'], name='report_counted'), models.Index(fields=['receiving_unit', '-released_on', 'id', 'state', 'category', 'asked_by_unit', 'own_unit', 'not_own'], name='report_inbox')],
                'constraints': [models.CheckConstraint(condition=models.Q(('receiving_unit', models.F('asked_by_unit')), _negated=True), name='report_never_to_unit_complained_of'), models.CheckConstraint(condition=models.Q(('state', 'triaged'), ('problem__isnull', True), _connector='OR'), name='report_problem_iff_triaged'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('decline_reason', ''), _negated=True), ('erased_on__isnull', False), ('withdrawn', True), _connector='OR'), name='report_declined_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('erased_on__isnull', True), ('withdrawn', False)), models.Q(('asked_by', ''), ('data_items', ''), ('decline_reason', ''), ('task', ''), ('words', '')), _connector='OR'), name='report_gone_has_no_words'), models.CheckConstraint(condition=models.Q(('not_own', False), models.Q(('own_unit__isnull', False), models.Q(('receiving_unit', models.F('own_unit')), _negated=True)), _connector='OR'), name='report_never_to_own_unit_if_asked')],
            },
        ),
        migrations.CreateModel(
            name='MeToo',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('per_month', models.CharField(blank=True, max_length=5)),
                ('hours', models.CharField(blank=True, max_length=5)),
                ('confirmed', models.BooleanField(default=False)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='me_too', to='feedback.problem')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['problem', 'confirmed'], name='me_too_by_problem')],
            },
        ),
        migrations.CreateModel(
            name='VoicesTold',
            fields=[
                ('problem', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='voices_told', serialize=False, to='feedback.problem')),
                ('count', models.PositiveIntegerField()),
                ('low', models.FloatField(default=0)),
                ('high', models.FloatField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('problem', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='clock', serialize=False, to='feedback.problem')),
                ('stage', models.CharField(choices=[('look', 'First look'), ('promise', 'Promise'), ('implement', 'Implementation')], max_length=10)),
                ('began_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'due_on'], name='clock_by_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['look', 'promise', 'implement'])), name='clock_stage_known'), models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('began_on')), _connector='OR'), name='clock_due_after_begin')],
            },
        ),
        migrations.CreateModel(
            name='Rise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('look', 'First look'), ('promise', 'Promise'), ('implement', 'Implementation')], max_length=10)),
                ('began_on', models.DateField()),
                ('level', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('on', models.DateField()),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rises', to='feedback.problem')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'ordering': ['problem', 'on', 'level'],
                'constraints': [models.UniqueConstraint(fields=('problem', 'stage', 'began_on', 'level'), name='rise_once_per_level'), models.CheckConstraint(condition=models.Q(('level__gte', 1)), name='rise_level_counts_from_one'), models.CheckConstraint(condition=models.Q(('on__gt', models.F('due_on'))), name='rise_never_before_due'), models.CheckConstraint(condition=models.Q(('stage__in', ['look', 'promise', 'implement'])), name='rise_stage_known')],
            },
        ),
        migrations.CreateModel(
            name='Supervision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('due_on', models.DateField()),
                ('on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('end_words', models.TextField(blank=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supervisions', to='feedback.problem')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'ordering': ['on', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('problem', 'unit'), name='supervision_once_at_a_time'), models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('on'))), name='supervision_due_after_begin'), models.CheckConstraint(condition=models.Q(models.Q(('end_words', ''), ('ended_by__isnull', True), ('ended_on__isnull', True)), models.Q(('ended_by__isnull', False), ('ended_on__gte', models.F('on')), models.Q(('end_words', ''), _negated=True)), _connector='OR'), name='supervision_ends_by_whom_and_why')],
            },
        ),
        migrations.CreateModel(
            name='CleanupItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('facts', models.JSONField()),
                ('low', models.FloatField()),
                ('high', models.FloatField()),
                ('turn', models.PositiveIntegerField(null=True)),
                ('kind', models.CharField(blank=True, max_length=4)),
                ('reason', models.TextField(blank=True)),
                ('cleanup', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='feedback.cleanup')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.task')),
                ('pair', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='feedback.duplicaterequest')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='feedback.task')),
            ],
            options={
                'ordering': ['cleanup', 'position'],
                'constraints': [models.UniqueConstraint(fields=('cleanup', 'position'), name='cleanup_position_once'), models.UniqueConstraint(fields=('cleanup', 'turn'), name='cleanup_turn_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('kind', ''), ('other__isnull', True), ('reason', ''), ('turn__isnull', True)), models.Q(('decided_by__isnull', False), ('turn__isnull', False), models.Q(('kind', ''), _negated=True)), _connector='OR'), name='cleanup_decided_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'RM16'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='cleanup_kept_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'RM02'), _negated=True), ('other__isnull', False), _connector='OR'), name='cleanup_merged_has_other'), models.CheckConstraint(condition=models.Q(('task', models.F('other')), _negated=True), name='cleanup_never_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('kind', models.CharField(max_length=4)),
                ('size', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
                ('added_on', models.DateField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('remedy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='feedback.remedy')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['jpg', 'png', 'pdf'])), name='result_kind_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='result_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('on', models.DateField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='feedback.report')),
            ],
            options={
                'ordering': ['report', 'position'],
                'constraints': [models.UniqueConstraint(fields=('report', 'position'), name='message_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('round', models.PositiveSmallIntegerField()),
                ('value', models.CharField(choices=[('fixed', 'Really fixed'), ('partly', 'Partly fixed'), ('not_fixed', 'Not fixed'), ('came_back', 'It came back')], max_length=9)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='feedback.problem')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='feedback.report')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('round__gte', 1)), name='verdict_round_from_one'), models.CheckConstraint(condition=models.Q(('value__in', ['fixed', 'partly', 'not_fixed', 'came_back'])), name='verdict_value_known'), models.UniqueConstraint(fields=('report', 'problem', 'round'), name='verdict_once_per_round')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('percent', models.PositiveSmallIntegerField()),
                ('made_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('dismissed', 'Dismissed')], default='open', max_length=9)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reports', models.ManyToManyField(related_name='+', to='feedback.report')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.unit')),
            ],
            options={
                'ordering': ['-percent', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('state', 'open')), models.Q(('decided_by__isnull', False), ('state__in', ['accepted', 'dismissed'])), _connector='OR'), name='proposal_decided_by_somebody'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='proposal_percent_within_bounds')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='feedback.problem')),
                ('problem', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='merge', to='feedback.problem')),
                ('reports', models.ManyToManyField(related_name='+', to='feedback.report')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('problem', models.F('into')), _negated=True), name='merge_never_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='ReportFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('note', models.BinaryField()),
                ('sealed', models.BinaryField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='feedback.report')),
            ],
            options={
                'ordering': ['report', 'position'],
                'constraints': [models.UniqueConstraint(fields=('report', 'position'), name='report_file_position_once'), models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='report_file_counted_from_one')],
            },
        ),
    ]
