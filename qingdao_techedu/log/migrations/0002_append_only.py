"""From here on the database itself refuses to change or delete what was logged.

What refuses it stands in ``log/guards.py``, and is put up after every migration.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("log", "0001_initial")]

    operations = []
