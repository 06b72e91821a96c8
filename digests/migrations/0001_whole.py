"""The room's tables as they stand, for a new database, in one step: one by one its migrations take longer than the rest of a start."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('digests', '0001_initial'), ('digests', '0002_instructions'), ('digests', '0003_release'), ('digests', '0004_delivery'), ('digests', '0005_remarks'), ('digests', '0006_bulletin')]

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
                ('period', models.CharField(max_length=6)),
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
            ],
            options={
                'ordering': ['-end', 'unit', '-revision'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'period', 'revision'), name='edition_once'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='edition_ends_after_start'), models.CheckConstraint(condition=models.Q(('revision__gte', 1), ('schema_version__gte', 1), ('serial__gte', 1)), name='edition_counts_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('released_by__isnull', True), ('released_on__isnull', True)), ('released_on__gte', models.F('built_on')), _connector='OR'), name='edition_released_after_built')],
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
                ('state', models.CharField(choices=[('queued', 'Waiting to be made'), ('rendering', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='queued', max_length=9)),
                ('fault', models.TextField(blank=True)),
                ('pdf', models.BinaryField(null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renderings', to='digests.edition')),
            ],
            options={
                'ordering': ['edition', '-language'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'language'), name='rendering_once_per_language'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='rendering_language_known'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'rendering', 'ready', 'failed'])), name='rendering_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('pdf__isnull', False), ('state', 'ready')), models.Q(models.Q(('state', 'ready'), _negated=True), ('pdf', None)), _connector='OR'), name='rendering_ready_iff_pdf')],
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
