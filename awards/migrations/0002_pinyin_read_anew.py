from django.db import migrations

from qingdao_techedu.naming.respelling import respell, respell_persons


def read_anew(apps, schema_editor):
    for name in ("AwardKind",):
        respell(apps, apps.get_model("awards", name))
    persons = apps.get_model("awards", "Grant").objects.exclude(round__kind__recipient="class")
    respell_persons(persons)



class Migration(migrations.Migration):
    """Names are found by brackets, digits and ü as people type them, and read as people read them."""

    dependencies = [
        ("awards", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("publishing", "0002_exceptions_from_the_gate"),
    ]

    replaces = [("awards", "0003_pinyin_read_anew")]

    operations = [migrations.RunPython(read_anew, migrations.RunPython.noop, elidable=True)]
