"""Codes of cases whose applicants have no account."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tolerance', '0007_letters_and_pauses'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='applicant_name',
            field=models.CharField(blank=True, max_length=60),
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
                'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='case_code_is_a_digest')],
            },
        ),
    ]
