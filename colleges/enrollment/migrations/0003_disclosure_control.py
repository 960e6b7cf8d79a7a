"""Published figures beside those that were collected. What was sealed before is taken back from
the public until ``put_out_releases`` has protected it: its files told small groups.
"""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


def take_back(apps, schema_editor):
    """The digest of a seal stays, as that of what was collected."""
    release = apps.get_model("enrollment", "Release")
    sealed = release.objects.filter(sealed_at__isnull=False)
    with schema_editor.without_guards([release._meta.db_table, "enrollment_sealedfile"]):
        apps.get_model("enrollment", "SealedFile").objects.all().delete()
        sealed.update(collected_sha256=models.F("sha256"))
        sealed.update(sha256="", row_count=None, file="")
        apps.get_model("enrollment", "Comparison").objects.all().delete()


def give_back(apps, schema_editor):
    """The digest is that of what was collected again; its file can be made anew from the figures."""
    release = apps.get_model("enrollment", "Release")
    sealed = release.objects.filter(sealed_at__isnull=False)
    with schema_editor.without_guards([release._meta.db_table, "enrollment_sealedfile"]):
        apps.get_model("enrollment", "SealedFile").objects.all().delete()
        for one in sealed:
            count = apps.get_model("enrollment", "Observation").objects.filter(release=one).count()
            sealed.filter(pk=one.pk).update(
                sha256=one.collected_sha256, row_count=count, file="", protected_at=None
            )
        for name in ("Comparison", "CityTotal", "CollegeTotal"):
            apps.get_model("enrollment", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('colleges', '0002_pinyin_read_anew'),
        ('enrollment', '0002_pinyin_read_anew'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('college', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.college')),
                ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.measure')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.release')),
                ('specialty', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.specialty')),
                ('table', models.CharField(choices=[('leaf', 'college × specialty × level × entry route × sex'), ('college', 'by college'), ('specialty', 'by specialty'), ('level-sex', 'by level and sex'), ('entry-route-sex', 'by entry route and sex'), ('sex', 'by sex')], max_length=20)),
                ('level', models.CharField(blank=True, choices=[('intermediate', 'Intermediate worker'), ('senior', 'Senior worker'), ('technician', 'Prospective technician'), ('undivided', 'not told apart')], max_length=12)),
                ('entry_route', models.CharField(blank=True, choices=[('junior-leaver', 'Junior secondary leavers'), ('senior-leaver', 'Senior secondary leavers'), ('certificate-holder', 'Holders of skill certificates'), ('employee', 'Employees'), ('veteran', 'Veterans'), ('undivided', 'not told apart')], max_length=18)),
                ('sex', models.CharField(blank=True, choices=[('female', 'Female'), ('male', 'Male'), ('undivided', 'not told apart')], max_length=9)),
                ('group', models.CharField(blank=True, max_length=200)),
                ('key', models.CharField(max_length=200)),
                ('value', models.PositiveIntegerField(null=True)),
                ('base', models.PositiveIntegerField(null=True)),
                ('symbol', models.CharField(blank=True, choices=[('z', 'not applicable'), ('x', 'not available'), ('c', 'confidential')], max_length=1)),
            ],
            options={
                'verbose_name': 'published figure',
                'verbose_name_plural': 'published figures',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PublishedMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('college', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.college')),
                ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.measure')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.release')),
                ('specialty', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.specialty')),
                ('table', models.CharField(choices=[('leaf', 'college × specialty × level × entry route × sex'), ('college', 'by college'), ('specialty', 'by specialty'), ('level-sex', 'by level and sex'), ('entry-route-sex', 'by entry route and sex'), ('sex', 'by sex')], max_length=20)),
                ('level', models.CharField(blank=True, choices=[('intermediate', 'Intermediate worker'), ('senior', 'Senior worker'), ('technician', 'Prospective technician'), ('undivided', 'not told apart')], max_length=12)),
                ('entry_route', models.CharField(blank=True, choices=[('junior-leaver', 'Junior secondary leavers'), ('senior-leaver', 'Senior secondary leavers'), ('certificate-holder', 'Holders of skill certificates'), ('employee', 'Employees'), ('veteran', 'Veterans'), ('undivided', 'not told apart')], max_length=18)),
                ('sex', models.CharField(blank=True, choices=[('female', 'Female'), ('male', 'Male'), ('undivided', 'not told apart')], max_length=9)),
                ('group', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name': 'member of a published group',
                'verbose_name_plural': 'members of published groups',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.DeleteModel(name='Change'),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('college', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.college')),
                ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.measure')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enrollment.release')),
                ('specialty', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.specialty')),
                ('table', models.CharField(choices=[('leaf', 'college × specialty × level × entry route × sex'), ('college', 'by college'), ('specialty', 'by specialty'), ('level-sex', 'by level and sex'), ('entry-route-sex', 'by entry route and sex'), ('sex', 'by sex')], max_length=20)),
                ('level', models.CharField(blank=True, choices=[('intermediate', 'Intermediate worker'), ('senior', 'Senior worker'), ('technician', 'Prospective technician'), ('undivided', 'not told apart')], max_length=12)),
                ('entry_route', models.CharField(blank=True, choices=[('junior-leaver', 'Junior secondary leavers'), ('senior-leaver', 'Senior secondary leavers'), ('certificate-holder', 'Holders of skill certificates'), ('employee', 'Employees'), ('veteran', 'Veterans'), ('undivided', 'not told apart')], max_length=18)),
                ('sex', models.CharField(blank=True, choices=[('female', 'Female'), ('male', 'Male'), ('undivided', 'not told apart')], max_length=9)),
                ('group', models.CharField(blank=True, max_length=200)),
                ('key', models.CharField(max_length=200)),
                ('old_value', models.PositiveIntegerField(null=True)),
                ('old_symbol', models.CharField(max_length=1, null=True)),
                ('new_value', models.PositiveIntegerField(null=True)),
                ('new_symbol', models.CharField(max_length=1, null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.RemoveConstraint(
            model_name='citytotal',
            name='enrollment_citytotal_once',
        ),
        migrations.RemoveConstraint(
            model_name='release',
            name='enrollment_release_sealed_with_its_digest',
        ),
        migrations.RemoveField(
            model_name='citytotal',
            name='rate_base',
        ),
        migrations.RemoveField(
            model_name='citytotal',
            name='rate_known',
        ),
        migrations.RemoveField(
            model_name='citytotal',
            name='rate_value',
        ),
        migrations.RemoveField(
            model_name='collegetotal',
            name='rate_base',
        ),
        migrations.RemoveField(
            model_name='collegetotal',
            name='rate_known',
        ),
        migrations.RemoveField(
            model_name='collegetotal',
            name='rate_value',
        ),
        migrations.AddField(
            model_name='historicalmeasure',
            name='threshold',
            field=models.PositiveSmallIntegerField(default=5, help_text='The fewest persons that are published by themselves, from 3 to 50; smaller groups are told together with others. A changed threshold holds for releases that are sealed, or put out again, from then on.', validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(50)], verbose_name='threshold'),
        ),
        migrations.AddField(
            model_name='historicalrelease',
            name='collected_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name='SHA-256 of what was collected'),
        ),
        migrations.AddField(
            model_name='historicalrelease',
            name='protected_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='put out at'),
        ),
        migrations.AddField(
            model_name='historicalrelease',
            name='protection',
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name='protection'),
        ),
        migrations.AddField(
            model_name='measure',
            name='threshold',
            field=models.PositiveSmallIntegerField(default=5, help_text='The fewest persons that are published by themselves, from 3 to 50; smaller groups are told together with others. A changed threshold holds for releases that are sealed, or put out again, from then on.', validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(50)], verbose_name='threshold'),
        ),
        migrations.AddField(
            model_name='release',
            name='collected_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name='SHA-256 of what was collected'),
        ),
        migrations.AddField(
            model_name='release',
            name='protected_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='put out at'),
        ),
        migrations.AddField(
            model_name='release',
            name='protection',
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name='protection'),
        ),
        migrations.AlterField(
            model_name='citytotal',
            name='entry_route',
            field=models.CharField(max_length=18),
        ),
        migrations.AlterField(
            model_name='citytotal',
            name='level',
            field=models.CharField(max_length=12),
        ),
        migrations.AlterField(
            model_name='citytotal',
            name='sex',
            field=models.CharField(max_length=9),
        ),
        migrations.AlterField(
            model_name='citytotal',
            name='specialty',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.specialty'),
        ),
        migrations.AlterField(
            model_name='collegetotal',
            name='college',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='colleges.college'),
        ),
        migrations.AlterField(
            model_name='sealedfile',
            name='suffix',
            field=models.CharField(choices=[('outcomes.csv', 'CSV of graduate outcomes'), ('groups.csv', 'CSV of the groups that are told together'), ('csv.gz', 'CSV, compressed'), ('zip', 'Package: CSV, dictionary and notes'), ('parquet', 'Parquet')], max_length=20, verbose_name='format'),
        ),
        migrations.RunPython(take_back, give_back),
        migrations.AddConstraint(
            model_name='citytotal',
            constraint=models.UniqueConstraint(models.F('release'), models.F('measure'), django.db.models.functions.comparison.Coalesce('specialty', 0), models.F('level'), models.F('entry_route'), models.F('sex'), name='enrollment_citytotal_once'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('collected_sha256', ''), ('protected_at', None), ('sealed_at', None)), models.Q(('published_at__isnull', False), ('sealed_at__isnull', False), models.Q(('collected_sha256', ''), _negated=True)), _connector='OR'), name='enrollment_release_sealed_with_its_digest'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('protected_at', None), ('row_count', None), ('sha256', '')), models.Q(('protected_at__isnull', False), ('row_count__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='enrollment_release_put_out_with_its_digest'),
        ),
        migrations.AddIndex(
            model_name='publishedfigure',
            index=models.Index(fields=['college', 'release', 'measure'], name='enrollment_of_college'),
        ),
        migrations.AddConstraint(
            model_name='publishedfigure',
            constraint=models.UniqueConstraint(fields=('release', 'measure', 'table', 'key'), name='enrollment_publishedfigure_once'),
        ),
        migrations.AddIndex(
            model_name='publishedmember',
            index=models.Index(fields=['release', 'measure', 'table', 'group'], name='enrollment_members'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.UniqueConstraint(fields=('release', 'measure', 'table', 'key'), name='enrollment_change_once'),
        ),
    ]
