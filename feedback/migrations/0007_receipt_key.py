
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0006_codes'),
    ]

    operations = [
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
    ]
