"""The room's tables as they stand, for a new database, in one step: one by one its migrations take longer than the rest of a start."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import uuid
from django.conf import settings
from django.db import migrations, models


_FROZEN = import_module("tolerance.migrations.0002_frozen_criteria")
_DRAFTS = import_module("tolerance.migrations.0003_criteria_drafts")


class Migration(migrations.Migration):

    replaces = [('tolerance', '0001_initial'), ('tolerance', '0002_frozen_criteria'), ('tolerance', '0003_criteria_drafts'), ('tolerance', '0004_recusal_and_review'), ('tolerance', '0005_evidence'), ('tolerance', '0006_prefiling'), ('tolerance', '0007_letters_and_pauses'), ('tolerance', '0008_case_code'), ('tolerance', '0009_precedents'), ('tolerance', '0010_letters_in_use'), ('tolerance', '0011_digest_as_written'), ('tolerance', '0012_extensions_and_limits'), ('tolerance', '0013_late_cases_rise'), ('tolerance', '0014_effects')]

    initial = True

    dependencies = [
        ('accounts', '0005_audit_never_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('series', 'year'), name='counter_once')],
            },
        ),
        migrations.CreateModel(
            name='CriteriaSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.SlugField(max_length=20, unique=True)),
                ('title_zh', models.CharField(max_length=120)),
                ('title_en', models.CharField(max_length=120)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('archived', 'Archived')], default='draft', max_length=10)),
                ('effective_on', models.DateField(null=True)),
                ('published_on', models.DateField(null=True)),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-effective_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('effective_on__isnull', False), ('published_on__isnull', False)), _connector='OR'), name='criteria_set_published_has_days'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('effective_on',), name='criteria_set_one_per_day')],
            },
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
                'constraints': [models.CheckConstraint(condition=models.Q(('planned_on__gte', models.F('filed_on'))), name='prefiling_comes_before_the_step')],
            },
        ),
        migrations.CreateModel(
            name='PhaseLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(max_length=18)),
                ('days', models.PositiveSmallIntegerField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'phase'), name='phase_limit_once_per_unit'), models.CheckConstraint(condition=models.Q(models.Q(('days__range', (5, 20)), ('phase', 'supplement')), models.Q(('days__range', (1, 10)), ('phase', 'submitted')), models.Q(('days__range', (1, 5)), ('phase', 'accepted')), models.Q(('days__range', (10, 30)), ('phase', 'verifying')), models.Q(('days__range', (1, 10)), ('phase', 'verified')), models.Q(('days__range', (1, 10)), ('phase', 'deliberating')), models.Q(('days__range', (1, 10)), ('phase', 'decided')), models.Q(('days__range', (10, 30)), ('phase', 'review_requested')), models.Q(('days__range', (20, 60)), ('phase', 'appealed')), models.Q(('days__range', (15, 60)), ('phase', 'correcting')), models.Q(('days__range', (20, 90)), ('phase', 'corrected')), _connector='OR'), name='phase_limit_in_bounds')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=4)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('situation', 'Situations'), ('required', 'Required conditions'), ('mitigating', 'Mitigating factors'), ('excluding', 'Excluding circumstances')], max_length=10)),
                ('zh', models.CharField(max_length=200)),
                ('en', models.CharField(max_length=300)),
                ('basis', models.CharField(max_length=200)),
                ('verified', models.BooleanField(default=False)),
                ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='tolerance.criteriaset')),
            ],
            options={
                'ordering': ['criteria_set', 'position'],
                'constraints': [models.UniqueConstraint(fields=('criteria_set', 'code'), name='criterion_code_once_per_set'), models.CheckConstraint(condition=models.Q(('kind__in', ['situation', 'required', 'mitigating', 'excluding'])), name='criterion_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20, null=True, unique=True)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('date_of_act', models.DateField(verbose_name='day of the act')),
                ('facts', models.TextField(verbose_name='facts')),
                ('statement', models.TextField(blank=True, verbose_name='statement')),
                ('state', models.CharField(choices=[('draft', 'Being drafted'), ('submitted', 'Submitted'), ('supplement', 'More material asked for'), ('accepted', 'Accepted'), ('not_accepted', 'Not accepted'), ('transferred', 'Transferred'), ('verifying', 'Being verified'), ('verified', 'Verified'), ('deliberating', 'Before the panel'), ('decided', 'Decided'), ('notified', 'Notified'), ('review_requested', 'Review asked for'), ('reviewed', 'Reviewed'), ('appealed', 'Appealed'), ('appeal_decided', 'Appeal decided'), ('final', 'Final'), ('clarified', 'Name cleared'), ('published', 'Published as a precedent'), ('closed', 'Closed and archived'), ('withdrawn', 'Withdrawn'), ('suspended', 'Suspended')], default='draft', max_length=18)),
                ('state_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('submitted_on', models.DateField(null=True)),
                ('accepted_on', models.DateField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('correction', models.CharField(blank=True, choices=[('', 'No correction ordered'), ('correcting', 'Being corrected'), ('corrected', 'Corrected'), ('followed_up', 'Followed up')], max_length=12)),
                ('correction_due_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('waive', 'No accountability'), ('mitigate', 'Below the range'), ('lighten', 'Lower end of the range'), ('not_tolerated', 'Not tolerated')], max_length=14)),
                ('authority', models.CharField(blank=True, choices=[('decision', 'Decision'), ('recommendation', 'Recommendation')], max_length=14)),
                ('reason', models.TextField(blank=True)),
                ('departure', models.TextField(blank=True)),
                ('rectification', models.TextField(blank=True)),
                ('applicant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='unit of the matter')),
                ('criteria_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tolerance.criteriaset')),
                ('situations', models.ManyToManyField(related_name='+', to='tolerance.criterion')),
                ('first_outcome', models.CharField(blank=True, choices=[('waive', 'No accountability'), ('mitigate', 'Below the range'), ('lighten', 'Lower end of the range'), ('not_tolerated', 'Not tolerated')], max_length=14)),
                ('accountability_number', models.CharField(blank=True, max_length=60)),
                ('concerned', models.CharField(blank=True, max_length=60)),
                ('filed_as', models.CharField(choices=[('person', 'The person'), ('unit', 'The unit, for the person'), ('ex_officio', 'Ex officio, with an accountability procedure')], default='person', max_length=10)),
                ('prefiling', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='case', to='tolerance.prefiling')),
                ('days_left', models.PositiveSmallIntegerField(null=True)),
                ('suspended_from', models.CharField(blank=True, max_length=18)),
                ('applicant_name', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'ordering': ['-state_on', '-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('criteria_set__isnull', False), ('number__isnull', False), ('submitted_on__isnull', False)), _connector='OR'), name='case_submitted_has_number_and_criteria'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('outcome', '')), models.Q(('decided_on__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('reason', ''), _negated=True), models.Q(('authority', ''), _negated=True)), _connector='OR'), name='case_outcome_has_reason_and_authority'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['decided', 'notified', 'review_requested', 'reviewed', 'appealed', 'appeal_decided', 'final', 'clarified', 'published', 'closed']), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='case_decided_has_outcome'), models.CheckConstraint(condition=models.Q(('first_outcome__in', ['', 'not_tolerated']), models.Q(('first_outcome', 'lighten'), ('outcome__in', ['waive', 'mitigate', 'lighten'])), models.Q(('first_outcome', 'mitigate'), ('outcome__in', ['waive', 'mitigate'])), models.Q(('first_outcome', 'waive'), ('outcome', 'waive')), _connector='OR'), name='case_review_never_worse'), models.CheckConstraint(condition=models.Q(models.Q(('accountability_number', ''), ('concerned', ''), ('filed_as', 'person')), models.Q(('accountability_number', ''), ('filed_as', 'unit'), models.Q(('concerned', ''), _negated=True)), models.Q(('filed_as', 'ex_officio'), models.Q(('concerned', ''), _negated=True), models.Q(('accountability_number', ''), _negated=True)), _connector='OR'), name='case_filed_for_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('met', 'Met'), ('unmet', 'Not met'), ('unclear', 'Unclear')], max_length=7)),
                ('reasons', models.TextField()),
                ('on', models.DateField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='tolerance.case')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tolerance.criterion')),
            ],
            options={
                'ordering': ['criterion__position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('case', 'criterion', 'author'), name='finding_once_per_author'), models.CheckConstraint(condition=models.Q(('reasons', ''), _negated=True), name='finding_has_reasons'), models.CheckConstraint(condition=models.Q(('verdict__in', ['met', 'unmet', 'unclear'])), name='finding_verdict_known')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('acceptance', 'Letter of acceptance'), ('decline', 'Letter of non-acceptance'), ('supplement', 'Letter that asks for more material'), ('decision', 'Letter of outcome'), ('review', 'Letter of review'), ('extension', 'Letter of extension'), ('correction', 'Correction notice'), ('clearing', 'Letter that clears the name'), ('effect', 'Notice to those who run evaluations')], max_length=10)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('data', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('issued_on', models.DateField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='tolerance.case')),
            ],
            options={
                'ordering': ['issued_on', 'number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind__in', ['extension', 'effect']), _negated=True), fields=('case', 'kind'), name='letter_kind_once_per_case')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('verifier', 'Verifier'), ('member', 'Panel member'), ('chair', 'Panel chair'), ('reviewer', 'Reviewer')], max_length=8)),
                ('since', models.DateField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='tolerance.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('case', 'user'), name='seat_once_per_case'), models.UniqueConstraint(condition=models.Q(('part', 'chair')), fields=('case',), name='one_chair_per_case')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('waive', 'No accountability'), ('mitigate', 'Below the range'), ('lighten', 'Lower end of the range'), ('not_tolerated', 'Not tolerated')], max_length=14)),
                ('opinion', models.TextField(blank=True)),
                ('on', models.DateField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='tolerance.case')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('case', 'member'), name='vote_once_per_member')],
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('source', models.CharField(blank=True, max_length=18)),
                ('target', models.CharField(max_length=18)),
                ('right', models.CharField(max_length=20)),
                ('detail', models.TextField(blank=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='tolerance.case')),
            ],
            options={
                'ordering': ['case', 'position'],
                'constraints': [models.UniqueConstraint(fields=('case', 'position'), name='case_event_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('verifier', 'Verifier'), ('member', 'Panel member'), ('chair', 'Panel chair'), ('reviewer', 'Reviewer')], max_length=8)),
                ('source', models.CharField(choices=[('declared', 'Declared by the person'), ('objected', 'Objection of the applicant'), ('proposed', 'Proposed by the system')], max_length=8)),
                ('ground', models.TextField()),
                ('raised_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'To be settled'), ('upheld', 'Recused'), ('dismissed', 'Stays')], default='open', max_length=9)),
                ('decided_on', models.DateField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('drawn_from', models.JSONField(default=list)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recusals', to='tolerance.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replacement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('case', 'person'), name='recusal_open_once_per_person'), models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='recusal_has_ground'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('reason', ''), ('status', 'open')), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('status__in', ['upheld', 'dismissed']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='recusal_settled_by_somebody_with_reason'), models.CheckConstraint(condition=models.Q(('replacement__isnull', True), ('status', 'upheld'), _connector='OR'), name='recusal_replaced_only_if_upheld'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR'), name='recusal_not_settled_by_oneself')],
            },
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=4)),
                ('size', models.PositiveIntegerField()),
                ('preview_size', models.PositiveIntegerField()),
                ('sealed', models.BinaryField()),
                ('added_on', models.DateField()),
                ('erased_on', models.DateField(null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='tolerance.case')),
            ],
            options={
                'ordering': ['case', 'position'],
                'constraints': [models.UniqueConstraint(fields=('case', 'position'), name='evidence_position_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['jpg', 'png', 'pdf'])), name='evidence_kind_known'), models.CheckConstraint(condition=models.Q(('erased_on__isnull', True), ('sealed', b''), _connector='OR'), name='evidence_erased_is_empty')],
            },
        ),
        migrations.CreateModel(
            name='CaseCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('contact', models.CharField(max_length=120)),
                ('filed_on', models.DateField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='code', to='tolerance.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64), name='case_code_is_a_digest')],
            },
        ),
        migrations.CreateModel(
            name='Precedent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=20, null=True, unique=True)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('facts', models.TextField(verbose_name='what happened')),
                ('reasoning', models.TextField(verbose_name='how it was judged')),
                ('lesson', models.TextField(verbose_name='what others learn from it')),
                ('written_on', models.DateField()),
                ('agreed_on', models.DateField(null=True)),
                ('published_on', models.DateField(null=True)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='precedent', to='tolerance.case')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-published_on', '-key'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('checked_by__isnull', True), ('key__isnull', True), ('published_on__isnull', True)), models.Q(('checked_by__isnull', False), ('key__isnull', False), ('published_on__isnull', False)), _connector='OR'), name='precedent_published_by_checker'), models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('written_by')), _negated=True), _connector='OR'), name='precedent_checked_by_another'), models.CheckConstraint(condition=models.Q(('published_on__isnull', True), ('agreed_on__isnull', False), _connector='OR'), name='precedent_published_with_consent')],
            },
        ),
        migrations.CreateModel(
            name='CaseRise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(max_length=18)),
                ('due_on', models.DateField()),
                ('level', models.PositiveSmallIntegerField()),
                ('on', models.DateField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rises', to='tolerance.case')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'ordering': ['case', 'on', 'level'],
                'constraints': [models.UniqueConstraint(fields=('case', 'phase', 'due_on', 'level'), name='case_rise_once_per_level'), models.CheckConstraint(condition=models.Q(('level__gte', 1)), name='case_rise_level_counts_from_one'), models.CheckConstraint(condition=models.Q(('on__gt', models.F('due_on'))), name='case_rise_never_before_due')],
            },
        ),
        migrations.CreateModel(
            name='EffectCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evaluation', models.CharField(choices=[('promotion', 'Promotion and appointment'), ('rank', 'Advancement in rank'), ('title', 'Professional titles'), ('annual', 'Regular, annual and end-of-term assessment'), ('awards', 'Honours and awards'), ('unit_score', 'Assessment of the unit: clean government, economic and social development'), ('delegate', 'Standing as deputy, committee member or reserve cadre'), ('integrity_check', 'Integrity review')], max_length=15)),
                ('office', models.CharField(max_length=60)),
                ('due_on', models.DateField()),
                ('result', models.CharField(blank=True, choices=[('', 'To be checked'), ('honoured', 'Honoured'), ('broken', 'Not honoured')], max_length=8)),
                ('words', models.TextField(blank=True)),
                ('checked_on', models.DateField(null=True)),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='tolerance.letter')),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('letter', 'evaluation'), name='effect_once_per_letter'), models.CheckConstraint(condition=models.Q(('evaluation__in', ['promotion', 'rank', 'title', 'annual', 'awards', 'unit_score', 'delegate', 'integrity_check'])), name='effect_evaluation_known'), models.CheckConstraint(condition=models.Q(models.Q(('checked_by__isnull', True), ('checked_on__isnull', True), ('result', ''), ('words', '')), models.Q(('checked_by__isnull', False), ('checked_on__gte', models.F('due_on')), ('result', 'honoured')), models.Q(('checked_by__isnull', False), ('checked_on__isnull', False), ('result', 'broken'), models.Q(('words', ''), _negated=True)), _connector='OR'), name='effect_checked_by_somebody_after_its_day')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(max_length=18)),
                ('days', models.PositiveSmallIntegerField()),
                ('reason', models.TextField()),
                ('asked_on', models.DateField()),
                ('status', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Extended'), ('refused', 'Not extended')], default='asked', max_length=7)),
                ('decided_on', models.DateField(null=True)),
                ('words', models.TextField(blank=True)),
                ('due_before', models.DateField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='tolerance.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('since', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tolerance.caseevent')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['asked', 'granted'])), fields=('since',), name='extension_once_per_phase'), models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='extension_adds_days'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='extension_has_reason'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), ('asked_by__isnull', True), _connector='OR'), name='extension_answered_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('due_on__isnull', True), ('status', 'asked')), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('due_on__gt', models.F('due_before')), ('status', 'granted')), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('due_on__isnull', True), ('status', 'refused'), models.Q(('words', ''), _negated=True)), _connector='OR'), name='extension_answered_in_full')],
            },
        ),
        migrations.RunPython(_FROZEN.create, _FROZEN.drop),
        migrations.RunPython(_DRAFTS.create, _DRAFTS.drop),
    ]
