"""From here on the database itself refuses what no act does to a grant.

What refuses it stands in ``awards/guards.py``, and is put up after every migration.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]

    operations = []
