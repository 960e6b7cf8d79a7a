from django.db import migrations, models

from qingdao_techedu.editions import triggers


def take_down(apps, schema_editor):
    """The triggers themselves come after every migration, when all tables are there."""
    triggers.take_down(schema_editor.connection.alias)


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
        migrations.RunPython(migrations.RunPython.noop, take_down),
    ]
