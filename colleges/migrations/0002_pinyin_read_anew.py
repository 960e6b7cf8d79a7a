from django.db import migrations

from qingdao_techedu.naming.respelling import respell


def read_anew(apps, schema_editor):
    for name in ("College", "SpecialtyCategory", "Specialty"):
        respell(apps, apps.get_model("colleges", name))


class Migration(migrations.Migration):
    """Names are found by brackets, digits and ü as people type them, and read as people read them."""

    dependencies = [
        ("colleges", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("publishing", "0002_exceptions_from_the_gate"),
    ]

    replaces = [("colleges", "0003_pinyin_read_anew")]

    operations = [migrations.RunPython(read_anew, migrations.RunPython.noop, elidable=True)]
