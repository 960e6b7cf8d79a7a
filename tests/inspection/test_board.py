"""The board says what an inspection would fault, and leads to where it is mended."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from colleges.models import Campus, College
from conferences.models import Conference
from qingdao_techedu.corrections.actions import receive
from qingdao_techedu.corrections.models import Correction
from qingdao_techedu.inspection.models import LinkCheck
from qingdao_techedu.inspection.registry import CheckResult, inspect
from qingdao_techedu.publishing.models import Proposal
from qingdao_techedu.publishing.queries import told_models

pytestmark = pytest.mark.django_db

BOARD = reverse("inspection_board")


def found(code: str) -> CheckResult:
    return next(result for check, result in inspect() if check.code == code)


def texts(code: str) -> str:
    return " ".join(one.text for one in found(code).findings)


def days_ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def age(model, days: int) -> None:
    model.history.update(history_date=days_ago(days))


def test_the_home_page_is_old_after_two_weeks():
    college = College.objects.create(code="qd-900", name_zh="学校", publication="published")
    assert found("home").count == 0
    for model in told_models():
        age(model, 15)
    assert found("home").count == 1
    college.phone = "0532-1"
    college.save()
    assert found("home").count == 0


def test_news_grow_old_in_two_weeks_and_notices_in_six_months():
    age(Conference, 13)
    assert found("news").count == 0
    age(Conference, 15)
    assert found("news").count == 1
    assert found("notices").count == 0


def test_an_empty_column_is_named():
    assert "会议" not in texts("empty")
    Conference.objects.update(publication="draft")
    assert "会议" in texts("empty")


def test_a_late_report_is_a_fault_until_it_is_answered():
    report = receive(page="/", text="错了")
    assert found("corrections").count == 0
    Correction.objects.update(due_on=days_ago(1).date())
    assert report.receipt in texts("corrections")


def test_a_blank_registration_is_named(settings):
    settings.SITE = {**settings.SITE, "icp_record": ""}
    assert "SITE_ICP_RECORD" in texts("footer")
    settings.SITE = dict.fromkeys(settings.SITE, "x")
    assert found("footer").count == 0


def test_a_finding_leads_from_the_table_to_its_kind(as_role):
    college = College.objects.create(
        code="qd-900", name_zh="待核学校", provenance="unconfirmed", publication="published"
    )
    kinds = dict(found("unconfirmed").by_kind)
    assert "待核学校" in [one.text for one in kinds["院校"]]
    page = as_role("editor").get(BOARD).content.decode()
    table, _mark, rest = page.partition('id="found-unconfirmed"')
    assert 'href="#found-unconfirmed"' in table
    assert f"/college/{college.pk}/change/" in rest.partition("</details>")[0]


def test_the_board_says_that_nobody_is_told_of_weaknesses(settings):
    assert "SITE_SECURITY_CONTACT" in texts("security")
    settings.SITE = {**settings.SITE, "security_contact": "mailto:security@example.org"}
    assert found("security").count == 0


def test_a_bureau_that_nobody_can_reach_is_a_fault(settings):
    settings.SITE = {**settings.SITE, "contact": ""}
    assert "SITE_CONTACT" in texts("contact")
    settings.SITE = {**settings.SITE, "contact": "0532-00000000"}
    assert found("contact").count == 0


def test_what_does_not_exist_is_not_praised(as_role):
    assert found("corrections").is_empty
    Conference.objects.update(publication="draft")
    assert found("news").is_empty
    assert not found("home").is_empty
    page = as_role("editor").get(BOARD).content.decode()
    news = page[page.index('id="check-news"') - 200 :][:500]
    assert "board-good" not in news
    assert "暂无可检查内容" in news
    receive(page="/", text="错了")
    assert not found("corrections").is_empty


def test_no_sample_college_is_asked_to_confirm_its_record():
    College.objects.create(
        code="sample-99", name_zh="示例院校", provenance="sample", publication="published"
    )
    assert "示例院校" not in texts("confirmed")


def test_a_college_that_confirmed_nothing_for_a_year_is_named():
    college = College.objects.create(code="qd-900", name_zh="久未确认", publication="published")
    assert "久未确认" in texts("confirmed")
    College.objects.filter(pk=college.pk).update(confirmed_on=timezone.localdate())
    assert "久未确认" not in texts("confirmed")
    College.objects.filter(pk=college.pk).update(confirmed_on=days_ago(400).date(), status="closed")
    assert "久未确认" not in texts("confirmed")


def test_what_only_the_chinese_can_read_is_counted_where_it_is_public():
    before = found("translations").count
    college = College.objects.create(code="qd-900", name_zh="学校", name_en="College")
    Campus.objects.create(college=college, name_zh="校区")
    assert found("translations").count == before
    College.objects.filter(pk=college.pk).update(publication="published")
    assert found("translations").count == before + 1
    College.objects.filter(pk=college.pk).update(name_en_status="machine")
    assert found("translations").count == before + 2


def test_an_unconfirmed_fact_is_counted_where_it_is_public():
    before = found("unconfirmed").count
    college = College.objects.create(code="qd-900", name_zh="学校")
    assert found("unconfirmed").count == before
    College.objects.filter(pk=college.pk).update(publication="published")
    assert found("unconfirmed").count == before + 1


def test_a_draft_and_a_proposal_that_nobody_goes_on_with_are_named(staff):
    College.objects.create(code="qd-900", name_zh="搁置的学校")
    proposal = Proposal.objects.create(
        title="搁置的建议", author=staff("editor"), content_type_id=1
    )
    assert found("drafts").count == 0
    age(College, 31)
    Proposal.objects.filter(pk=proposal.pk).update(made_at=days_ago(31))
    assert "搁置的学校" in texts("drafts")
    assert "搁置的建议" in texts("drafts")


def test_a_dead_link_is_named_since_when(as_role):
    College.objects.create(
        code="qd-900", name_zh="学校", website="https://dead.example/", publication="published"
    )
    LinkCheck.objects.create(
        url="https://dead.example/",
        checked_at=timezone.now(),
        error="HTTP 404",
        failing_since=days_ago(3),
    )
    dead = found("links").findings[0]
    assert "https://dead.example/" in dead.text
    assert dead.since == timezone.localdate(days_ago(3))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_board_opens_in_both_languages(as_role, inline_code, prefix):
    response = as_role("auditor").get(prefix + BOARD)
    assert response.status_code == 200
    assert not inline_code(response)


def test_the_board_is_for_staff(client, sign_in, django_user_model):
    assert client.get(BOARD).status_code == 302
    nobody = django_user_model.objects.create_user("nobody", is_staff=True)
    assert sign_in(nobody).get(BOARD).status_code == 403


def test_the_board_asks_as_much_of_many_records_as_of_few():
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            inspect()
        return len(captured)

    College.objects.create(code="qd-900", name_zh="学校", publication="published")
    before = queries()
    for number in range(8):
        college = College.objects.create(
            code=f"qd-91{number}", name_zh="学校", publication="published"
        )
        Campus.objects.create(college=college, name_zh="校区")
    assert queries() == before


def test_the_command_ends_with_a_failure_where_there_is_a_fault(capsys, settings):
    settings.SITE = {**settings.SITE, "icp_record": ""}
    with pytest.raises(SystemExit) as ended:
        call_command("check_inspection")
    assert ended.value.code == 1
    assert "SITE_ICP_RECORD" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("check_inspection", json=True)
    assert {one["check"] for one in json.loads(capsys.readouterr().out)} >= {"footer", "links"}
