from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the address where digests go.

    By plain SQL: on SQLite Django would make the table anew, which the triggers that guard memberships do not survive.
    """

    dependencies = [
        ("accounts", "0002_guards"),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE accounts_user ADD COLUMN email varchar(254) DEFAULT '' NOT NULL",
            "ALTER TABLE accounts_user DROP COLUMN email",
            state_operations=[
                migrations.AddField(
                    model_name="user",
                    name="email",
                    field=models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
            ],
        ),
    ]
