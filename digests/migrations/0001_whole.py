"""The room's tables as they stand, for a new database, in one step: one by one its migrations take longer than the rest of a start."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('digests', '0001_initial'), ('digests', '0002_instructions'), ('digests', '0003_release'), ('digests', '0004_delivery'), ('digests', '0005_remarks'), ('digests', '0006_bulletin'), ('digests', '0007_periods'), ('digests', '0008_trail_head'), ('digests', '0009_cancelled_renderings'), ('digests', '0010_layouts'), ('digests', '0011_orders')]

    initial = True

    dependencies = [
        ('accounts', '0002_guards'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=16)),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('serial', models.PositiveIntegerField()),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('schema_version', models.PositiveSmallIntegerField()),
                ('figures', models.JSONField()),
                ('changes', models.JSONField(default=list)),
                ('sha256', models.CharField(max_length=64)),
                ('built_on', models.DateField()),
                ('built_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_on', models.DateField(null=True)),
                ('wording', models.PositiveSmallIntegerField(default=0)),
                ('kind', models.CharField(choices=[('month', 'Months'), ('quarter', 'Quarters'), ('year', 'Years'), ('span', 'Other spans')], default='quarter', max_length=7)),
                ('trail_head', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'ordering': ['-end', 'unit', '-revision'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'period', 'revision'), name='edition_once'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='edition_ends_after_start'), models.CheckConstraint(condition=models.Q(('revision__gte', 1), ('schema_version__gte', 1), ('serial__gte', 1)), name='edition_counts_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('released_by__isnull', True), ('released_on__isnull', True)), ('released_on__gte', models.F('built_on')), _connector='OR'), name='edition_released_after_built'), models.CheckConstraint(condition=models.Q(('kind__in', ['month', 'quarter', 'year', 'span'])), name='edition_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=7, unique=True)),
                ('sha256', models.CharField(max_length=64)),
                ('made_on', models.DateField()),
                ('pdf', models.BinaryField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='bulletin_language_known')],
            },
        ),
        migrations.CreateModel(
            name='Rendering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=7)),
                ('state', models.CharField(choices=[('queued', 'Waiting to be made'), ('rendering', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed'), ('cancelled', 'Stopped')], default='queued', max_length=9)),
                ('fault', models.TextField(blank=True)),
                ('pdf', models.BinaryField(null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renderings', to='digests.edition')),
                ('layout', models.CharField(choices=[('official', 'Official document'), ('plain', 'For phones and screens')], default='official', max_length=8)),
            ],
            options={
                'ordering': ['edition', 'layout', '-language'],
                'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='rendering_language_known'), models.CheckConstraint(condition=models.Q(models.Q(('pdf__isnull', False), ('state', 'ready')), models.Q(models.Q(('state', 'ready'), _negated=True), ('pdf', None)), _connector='OR'), name='rendering_ready_iff_pdf'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'rendering', 'ready', 'failed', 'cancelled'])), name='rendering_state_known'), models.UniqueConstraint(fields=('edition', 'language', 'layout'), name='rendering_once_per_layout'), models.CheckConstraint(condition=models.Q(('layout__in', ['official', 'plain'])), name='rendering_layout_known')],
            },
        ),
        migrations.CreateModel(
            name='Instruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=80)),
                ('item_title', models.CharField(blank=True, max_length=200)),
                ('words', models.TextField()),
                ('due_on', models.DateField()),
                ('given_on', models.DateField()),
                ('state', models.CharField(choices=[('given', 'Waiting for an answer'), ('answered', 'Answered'), ('returned', 'Answer returned'), ('accepted', 'Answer accepted')], default='given', max_length=8)),
                ('state_on', models.DateField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instructions', to='digests.edition')),
                ('owner_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['given', 'answered', 'returned', 'accepted'])), name='instruction_state_known'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('given_on'))), name='instruction_due_after_given'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='instruction_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acknowledgements', to='digests.edition')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'user'), name='acknowledgement_once')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('refused', 'Refused by the mail server'), ('failed', 'Given up')], default='waiting', max_length=7)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('retry_at', models.DateTimeField()),
                ('fault', models.CharField(blank=True, max_length=300)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='digests.edition')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'user'), name='delivery_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'refused', 'failed'])), name='delivery_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chapter', models.CharField(max_length=20)),
                ('words', models.TextField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='digests.edition')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'chapter'), name='remark_once_per_chapter'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='remark_has_words')],
            },
        ),
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
        migrations.CreateModel(
            name='InstructionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('given', 'Waiting for an answer'), ('answered', 'Answered'), ('returned', 'Answer returned'), ('accepted', 'Answer accepted')], max_length=8)),
                ('words', models.TextField(blank=True)),
                ('on', models.DateField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('instruction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='digests.instruction')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
