"""What is known of the life of proposals from before their steps were kept."""

from django.db import migrations

DECIDED = {"returned": "returned", "applied": "approved", "undone": "approved"}


def tell_what_is_known(apps, schema_editor):
    proposals = apps.get_model("publishing", "Proposal").objects.using(schema_editor.connection.alias)
    steps = apps.get_model("publishing", "Step").objects.using(schema_editor.connection.alias)
    found = []
    for one in proposals.iterator():
        known = []
        if one.submitted_at:
            known.append((one.submitted_at, "submitted", one.author_id, one.reason))
        if one.decided_at and one.state in DECIDED:
            known.append((one.decided_at, DECIDED[one.state], one.decided_by_id, one.remark))
        found += [
            steps.model(proposal_id=one.pk, at=at, act=act, by_id=by, words=words)
            for at, act, by, words in known
        ]
    steps.bulk_create(found, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_steps_of_proposals")]

    operations = [migrations.RunPython(tell_what_is_known, migrations.RunPython.noop, elidable=True)]
