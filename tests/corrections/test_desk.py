"""Staff answer reports, and ask each other for more time."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from qingdao_techedu.corrections import actions
from qingdao_techedu.corrections.apps import reckon_anew
from qingdao_techedu.corrections.inspection import CALENDAR
from qingdao_techedu.corrections.models import CalendarDay, Correction

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def reported() -> Correction:
    return actions.receive(page="/", text="错了", contact="a@b.example", sender="x" * 32)


@pytest.fixture
def report() -> Correction:
    return reported()


@pytest.fixture
def colleague(django_user_model):
    return django_user_model.objects.create_superuser("colleague")


def desk(client, user, report: Correction, **fields):
    client.force_login(user, backend=BACKEND)
    address = reverse("admin:corrections_correction_change", args=[report.pk])
    blank = {"outcome": "", "answer_zh": "", "answer_en": "", "extension_reason": ""}
    page = client.get(address)
    version = page.context["request"].visit.version if page.status_code == 200 else ""
    return client.post(address, {**blank, "_seen": version, **fields})


def test_an_answer_is_given_once_and_forgets_the_connection(client, admin_user, report):
    desk(client, admin_user, report, outcome="corrected", answer_zh="已更正。")
    report.refresh_from_db()
    assert (report.outcome, report.answered_by, report.sender) == ("corrected", admin_user, "")
    desk(client, admin_user, report, outcome="unchanged", answer_zh="改口。")
    report.refresh_from_db()
    assert report.answer_zh == "已更正。"
    with pytest.raises(ValidationError, match="回复"):
        actions.answer(report, outcome="partly", zh="再答。", by=admin_user)


def test_the_second_of_two_who_answer_is_told(client, admin_user, colleague, report):
    address = reverse("admin:corrections_correction_change", args=[report.pk])
    client.force_login(colleague, backend=BACKEND)
    page = client.get(address)
    opened = page.context["request"].visit.version
    assert not page.context["goes_to_review"]
    desk(client, admin_user, report, answer_zh="甲的答复。")
    told = desk(client, colleague, report, _seen=opened, answer_zh="乙的答复。")
    assert told.status_code == 200
    assert "甲的答复。" in told.content.decode()
    assert "乙的答复。" in told.content.decode()
    report.refresh_from_db()
    assert report.answer_zh == "甲的答复。"
    desk(
        client,
        colleague,
        report,
        _seen=told.context["request"].visit.version,
        answer_zh="乙的答复。",
    )
    report.refresh_from_db()
    assert report.answer_zh == "乙的答复。"


def test_an_outcome_without_words_is_refused_at_its_field(client, admin_user, report):
    response = desk(client, admin_user, report, outcome="corrected")
    assert response.status_code == 200
    assert "answer_zh" in response.context["adminform"].form.errors
    assert not Correction.objects.exclude(outcome="").exists()


def test_the_draft_of_an_answer_is_kept_and_not_public(client, admin_user, report):
    desk(client, admin_user, report, answer_zh="正在核实。")
    report.refresh_from_db()
    assert report.answer_zh == "正在核实。"
    assert not report.is_answered
    assert "正在核实" not in client.get(report.get_absolute_url()).content.decode()


def test_more_time_needs_a_reason_and_somebody_else(client, admin_user, colleague, report):
    with pytest.raises(ValidationError):
        actions.approve_extension(report, by=colleague)
    desk(client, admin_user, report, extension_reason="等待院校回复。")
    with pytest.raises(ValidationError):
        actions.approve_extension(report, by=admin_user)
    before = report.due_on
    client.force_login(colleague, backend=BACKEND)
    chosen = {"action": "approve_extension", "_selected_action": [report.pk]}
    client.post(reverse("admin:corrections_correction_changelist"), chosen)
    report.refresh_from_db()
    assert report.extension_approved_by == colleague
    assert report.due_on > before


def test_late_reports_are_told_apart(report):
    assert not Correction.objects.late().exists()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Correction.objects.update(due_on=yesterday)
    assert Correction.objects.late().get().is_late


def test_a_report_is_neither_made_nor_deleted_nor_reverted_at_the_desk(client, admin_user, report):
    client.force_login(admin_user, backend=BACKEND)
    name = "admin:corrections_correction"
    assert client.get(reverse(f"{name}_add")).status_code == 403
    assert client.post(reverse(f"{name}_delete", args=[report.pk])).status_code == 403
    version = report.history.first().pk
    address = reverse(f"{name}_simple_history", args=[report.pk, version])
    assert client.post(address, {}).status_code == 403


def test_how_to_reach_the_reporter_is_forgotten_when_asked(client, admin_user, report):
    client.force_login(admin_user, backend=BACKEND)
    chosen = {"action": "forget_contact", "_selected_action": [report.pk]}
    client.post(reverse("admin:corrections_correction_changelist"), chosen)
    report.refresh_from_db()
    assert report.contact == ""


@pytest.mark.parametrize("name", ["answer_zh", "answer_en", "extension_reason"])
def test_words_for_the_public_are_refused_at_their_field_with_a_personal_number(
    client, admin_user, report, name
):
    words = {"outcome": "corrected", "answer_zh": "已更正。", name: "请致电 13812345678"}
    page = desk(client, admin_user, report, **words)
    (first, _way_out) = page.context["adminform"].form.errors[name]
    assert "138******78" in first
    report.refresh_from_db()
    assert (report.outcome, report.answer_zh, report.extension_reason) == ("", "", "")
    with pytest.raises(ValidationError):
        actions.answer(report, outcome="corrected", zh="13812345678", by=admin_user)
    with pytest.raises(ValidationError):
        actions.ask_for_extension(report, reason="13812345678", by=admin_user)


def test_what_the_visitor_wrote_is_no_fault_of_the_answer(client, admin_user):
    report = actions.receive(page="/", text="我的电话 13812345678")
    desk(client, admin_user, report, outcome="corrected", answer_zh="已更正。")
    report.refresh_from_db()
    assert report.is_answered


@time_machine.travel("2026-09-30 10:00+08:00", tick=False)
def test_a_report_before_the_holidays_is_due_after_them(client, admin_user):
    report = reported()
    assert str(report.due_on) == "2026-10-13"
    client.force_login(admin_user, backend=BACKEND)
    page = client.get(reverse("admin:corrections_correction_change", args=[report.pk]))
    assert "2026年10月13日" in page.content.decode()
    assert "暂定" not in page.content.decode()


@time_machine.travel("2096-12-27 10:00+08:00", tick=False)
def test_a_due_day_over_unknown_holidays_says_so_to_staff_and_to_the_sender(client, admin_user):
    report = reported()
    assert "暂定" in client.get(report.get_absolute_url()).content.decode()
    client.force_login(admin_user, backend=BACKEND)
    for address in (
        reverse("admin:corrections_correction_change", args=[report.pk]),
        reverse("admin:corrections_correction_changelist"),
    ):
        assert "2096，2097" in client.get(address).content.decode()


@time_machine.travel("2096-12-27 10:00+08:00", tick=False)
def test_the_board_names_the_years_whose_holidays_nobody_knows():
    reported()
    first, second = (one.text for one in CALENDAR.find().findings)
    assert "2096" in first
    assert "2097" in second
    CalendarDay.objects.create(day=datetime.date(2096, 10, 1))
    CalendarDay.objects.create(day=datetime.date(2097, 1, 1))
    assert CALENDAR.find().findings == []


@time_machine.travel("2026-11-10 10:00+08:00", tick=False)
def test_the_board_looks_two_months_ahead():
    assert "2027" in CALENDAR.find().findings[0].text


@time_machine.travel("2096-12-27 10:00+08:00", tick=False)
def test_due_days_follow_the_calendar_as_soon_as_it_is_entered(client, admin_user):
    report = reported()
    before = report.due_on
    client.force_login(admin_user, backend=BACKEND)
    address = reverse("admin:corrections_calendarday_add")
    client.post(address, {"day": "2096-12-31", "name": "元旦"})
    report.refresh_from_db()
    assert report.due_on > before
    entered = CalendarDay.objects.get()
    client.post(reverse("admin:corrections_calendarday_delete", args=[entered.pk]), {"post": "yes"})
    report.refresh_from_db()
    assert report.due_on == before


@time_machine.travel("2026-09-30 10:00+08:00", tick=False)
def test_an_update_reckons_open_reports_anew_and_leaves_answered_ones(admin_user):
    report = reported()
    wrong = datetime.date(2026, 10, 7)
    answered = actions.receive(page="/", text="错", sender="y" * 32)
    actions.answer(answered, outcome="corrected", zh="已更正。", by=admin_user)
    Correction.objects.update(due_on=wrong)
    reckon_anew(apps.get_app_config("corrections"), using="default")
    report.refresh_from_db()
    answered.refresh_from_db()
    assert (str(report.due_on), answered.due_on) == ("2026-10-13", wrong)
