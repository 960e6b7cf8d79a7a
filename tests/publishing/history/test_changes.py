"""Who keeps a copy of the public records learns what to take anew and what to drop."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from colleges.models import Campus, College, Specialty
from qingdao_techedu.facts.models import Indicator, ReportedFigure
from qingdao_techedu.publishing.history.changes import changes_of, touched_since

pytestmark = pytest.mark.django_db


@pytest.fixture
def since():
    return timezone.now()


def told(model, since) -> dict[tuple, str]:
    numbers = [number for _at, number in touched_since(model, since)]
    return {change.key: change.outcome.value for change in changes_of(model, numbers, since)}


def a_college(code: str = "qd-900", **fields) -> College:
    given = {"name_zh": "学院", "publication": "published", **fields}
    return College.objects.create(code=code, **given)


def changed(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    return record


def test_nothing_is_told_where_nothing_happened(since):
    assert told(College, since) == {}


def test_a_new_record_is_published_and_an_old_one_changed(since):
    a_college()
    changed(College.objects.get(code="qd-002"), name_zh="新名")
    assert told(College, since) == {("qd-900",): "published", ("qd-002",): "changed"}


def test_a_part_changes_its_whole(since):
    Campus.objects.create(college=College.objects.get(code="qd-002"), name_zh="新校区")
    assert told(College, since) == {("qd-002",): "changed"}


def test_drafts_and_what_is_not_told_of_a_record_stay_unsaid(since):
    a_college(publication="draft")
    changed(College.objects.get(code="qd-002"), pinyin="xin")
    assert told(College, since) == {}


def test_a_draft_that_is_published_was_not_there_before():
    draft = a_college(publication="draft")
    since = timezone.now()
    changed(draft, publication="published")
    assert told(College, since) == {("qd-900",): "published"}


def test_a_withdrawn_record_is_its_key_its_moment_and_the_explanation(since):
    changed(College.objects.get(code="qd-002"), publication="withdrawn", withdrawal_zh="有误")
    numbers = [number for _at, number in touched_since(College, since)]
    (tombstone,) = changes_of(College, numbers, since)
    assert (tombstone.key, tombstone.outcome, tombstone.explanation) == (
        ("qd-002",),
        "withdrawn",
        "有误",
    )
    assert tombstone.record is None
    assert since <= tombstone.at <= timezone.now()


def test_what_becomes_of_a_withdrawn_record_is_nobody_s_business():
    college = a_college(publication="withdrawn", withdrawal_zh="有误")
    since = timezone.now()
    changed(college, name_zh="秘密名")
    assert told(College, since) == {}


def test_a_record_that_is_public_again_is_published_again():
    college = a_college()
    changed(college, publication="withdrawn", withdrawal_zh="有误")
    since = timezone.now()
    changed(college, publication="published")
    assert told(College, since) == {("qd-900",): "published"}


def test_a_removed_record_is_told_though_it_was_withdrawn_before():
    seen, withdrawn = a_college("qd-901"), a_college("qd-902")
    hidden = a_college("qd-903", publication="draft")
    since = timezone.now()
    changed(withdrawn, publication="withdrawn", withdrawal_zh="有误")
    for college in (seen, withdrawn, hidden):
        college.delete()
    assert told(College, since) == {("qd-901",): "removed", ("qd-902",): "removed"}


def test_a_record_that_is_always_public_is_told_too(since):
    specialty = Specialty.objects.create(slug="rigging", name_zh="起重")
    assert told(Specialty, since) == {("rigging",): "published"}
    specialty.delete()
    assert told(Specialty, since) == {("rigging",): "removed"}


def test_a_figure_goes_with_the_college_that_it_is_about(since):
    college = a_college()
    ReportedFigure.objects.create(
        code="f-900",
        indicator=Indicator.objects.first(),
        subject_type=ContentType.objects.get_for_model(College),
        subject_id=college.pk,
        period_from="2024",
        value=1,
        unit="persons",
    )
    since = timezone.now()
    changed(college, publication="withdrawn", withdrawal_zh="有误")
    assert told(ReportedFigure, since) == {("f-900",): "removed"}


def test_many_records_take_as_many_queries_as_few(since):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            told(College, since)
        return len(found)

    for number in range(2):
        Campus.objects.create(college=a_college(f"qd-80{number}"), name_zh="校区")
    few = queries()
    for number in range(10, 30):
        Campus.objects.create(college=a_college(f"qd-8{number}"), name_zh="校区")
    assert queries() == few
