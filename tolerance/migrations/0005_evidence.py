"""Evidence files of cases."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tolerance', '0004_recusal_and_review'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
    ]
