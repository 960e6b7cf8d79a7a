"""The files made of a release; sealed with it, as ``guards/sealed.py`` has it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enrollment', '0004_annual_returns'),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suffix', models.CharField(choices=[('csv.gz', 'CSV, compressed'), ('zip', 'Package: CSV, dictionary and notes'), ('parquet', 'Parquet')], max_length=10, verbose_name='format')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sealed_files', to='enrollment.release', verbose_name='release')),
            ],
            options={
                'verbose_name': 'sealed file',
                'verbose_name_plural': 'sealed files',
                'ordering': ['release', 'suffix'],
                'constraints': [models.UniqueConstraint(fields=('release', 'suffix'), name='enrollment_sealedfile_once')],
            },
        ),
    ]
