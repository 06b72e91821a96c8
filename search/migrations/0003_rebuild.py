from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words_and_saved_searches")]

    operations = [
        migrations.CreateModel(
            name="Rebuild",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("done", models.PositiveIntegerField()),
                ("total", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="rebuild_once"),
                    models.CheckConstraint(condition=models.Q(("done__lte", models.F("total"))), name="rebuild_done_within"),
                ],
            },
        ),
    ]
