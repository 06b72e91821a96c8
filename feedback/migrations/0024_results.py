import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('feedback', '0023_promises_move'),
    ]

    operations = [
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
    ]
