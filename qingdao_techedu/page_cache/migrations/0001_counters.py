"""The counters. The triggers that raise them are guards (``editions.guards``)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("slot", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
                ("mark", models.BigIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
