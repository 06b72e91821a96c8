"""A second, plain layout of each PDF; editions built before get theirs when somebody orders their PDFs anew."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('digests', '0009_cancelled_renderings'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='rendering',
            options={'ordering': ['edition', 'layout', '-language']},
        ),
        migrations.RemoveConstraint(
            model_name='rendering',
            name='rendering_once_per_language',
        ),
        migrations.AddField(
            model_name='rendering',
            name='layout',
            field=models.CharField(choices=[('official', 'Official document'), ('plain', 'For phones and screens')], default='official', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='rendering',
            constraint=models.UniqueConstraint(fields=('edition', 'language', 'layout'), name='rendering_once_per_layout'),
        ),
        migrations.AddConstraint(
            model_name='rendering',
            constraint=models.CheckConstraint(condition=models.Q(('layout__in', ['official', 'plain'])), name='rendering_layout_known'),
        ),
    ]
