from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # What databases of before have applied one by one.
    replaces = [
        ("log", "0002_append_only"),
        ("log", "0003_award_entries"),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('at', models.DateTimeField(verbose_name='moment')),
                ('kind', models.CharField(choices=[('sign-in', 'signed in'), ('sign-in-failed', 'failed to sign in'), ('sign-out', 'signed out'), ('account', 'account changed'), ('export', 'exported'), ('publication', 'applied a proposal'), ('undo', 'undid a publication'), ('override', 'overrode a rule'), ('sealing', 'sealed a release'), ('withdrawal', 'withdrew a release'), ('award', 'acted on an award')], db_index=True, max_length=20, verbose_name='what')),
                ('who', models.CharField(blank=True, max_length=150, verbose_name='who')),
                ('subject', models.TextField(blank=True, verbose_name='of what')),
                ('details', models.JSONField(default=dict, verbose_name='details')),
                ('previous', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
            ],
            options={
                'verbose_name': 'log entry',
                'verbose_name_plural': 'log',
                'ordering': ['-number'],
            },
        ),
    ]
