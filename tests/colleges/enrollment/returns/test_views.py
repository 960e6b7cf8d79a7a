"""The desk's pages of returns, over HTTP, as the people who use them."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from colleges.enrollment.models import Return, ReturnedFigure
from colleges.enrollment.returns import actions
from colleges.enrollment.returns.lines import sheet_of
from colleges.enrollment.returns.page import digest_of_page
from colleges.enrollment.returns.part_form import name_of
from colleges.models import College, Reporter
from tests.colleges.enrollment.returns.test_workbook import WIDTH, as_file, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_reporter(reporter, sign_in):
    return sign_in(reporter)


@pytest.fixture
def part(asked, specialty) -> str:
    return reverse("return_part", args=[asked.pk, specialty.slug])


@pytest.fixture
def typed(asked, specialty, figures):
    """What the form of the part sends."""

    def make(**changed) -> dict[str, str]:
        cells = {
            name_of(key): symbol or str(value)
            for key, (value, symbol) in figures(**changed).items()
        }
        return cells | {"seen": sheet_of(asked).part(specialty).digest}

    return make


def test_a_reporter_finds_fills_in_and_sends_the_return(as_reporter, asked, part, typed, specialty):
    assert asked.get_absolute_url() in as_reporter.get(reverse("admin:index")).content.decode()
    page = as_reporter.get(asked.get_absolute_url()).content.decode()
    assert part in page
    form = as_reporter.get(part).content.decode()
    assert "120" in form  # last year
    assert as_reporter.post(part, typed()).status_code == 302
    done = as_reporter.post(reverse("return_act", args=[asked.pk, "send"]))
    assert done.status_code == 302
    assert Return.objects.get().state == "sent"
    assert as_reporter.post(part, typed()).status_code == 403
    assert "130" in as_reporter.get(part).content.decode()


def test_a_fault_is_told_and_what_was_typed_stays(as_reporter, part, typed, figures):
    wrong = typed()
    name = next(name for name in wrong if name.endswith(str(next(iter(figures()))[4])))
    response = as_reporter.post(part, wrong | {name: "1,2O3"})
    assert response.status_code == 422
    assert 'value="1,2O3"' in response.content.decode()
    assert not ReturnedFigure.objects.exists()


def test_the_second_of_two_sees_both_and_may_save_again(
    as_reporter, part, typed, asked, specialty, figures, editor
):
    mine = typed(enrolled=(111, 190))
    seen = mine["seen"]
    actions.save_part(asked, specialty, figures(), by=editor, seen=seen)
    response = as_reporter.post(part, mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert re.search(r"<td>130</td>\s*<td>111</td>", page)
    assert not ReturnedFigure.objects.filter(value=111).exists()
    now = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert now != seen
    assert as_reporter.post(part, mine | {"seen": now}).status_code == 302
    assert ReturnedFigure.objects.filter(value=111).exists()


def test_a_fault_does_not_hide_that_somebody_else_saved_meanwhile(
    as_reporter, part, typed, asked, specialty, figures, editor
):
    mine = typed()
    name = next(name for name in mine if name != "seen")
    actions.save_part(asked, specialty, figures(), by=editor, seen=mine["seen"])
    page = as_reporter.post(part, mine | {name: "?"}).content.decode()
    assert f'name="seen" value="{mine["seen"]}"' in page


def test_what_was_typed_after_the_session_ended_is_offered(client, as_reporter, part, typed):
    as_reporter.get(part)
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    assert as_reporter.post(part, typed()).status_code == 302
    user = Reporter.objects.get().user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "?kept=1" in client.get(part).content.decode()
    restored = client.get(f"{part}?kept=1")
    assert 'value="130"' in restored.content.decode()
    assert not ReturnedFigure.objects.exists()


def test_a_line_and_a_specialty_are_added_by_address(as_reporter, asked, part, specialty):
    other = type(specialty).objects.exclude(pk=specialty.pk)[0]
    new = as_reporter.get(
        reverse("return_part_new", args=[asked.pk]), {"specialty": other.slug}, follow=True
    )
    assert new.status_code == 200
    added = as_reporter.get(part, {"level": "technician", "entry_route": "veteran"})
    assert "technician.veteran.female" in added.content.decode()
    for wrong in ({"level": "x", "entry_route": "veteran"}, {"level": "technician"}):
        assert as_reporter.get(part, wrong).status_code == 404


def test_the_workbook_is_looked_at_before_it_is_taken(as_reporter, asked):
    template = as_reporter.get(reverse("return_template", args=[asked.pk]))
    rows = rows_of(template.content)
    rows[1][WIDTH + 1] = 7
    address = reverse("return_file", args=[asked.pk])
    page = as_reporter.post(address, {"file": SimpleUploadedFile("r.xlsx", as_file(rows))})
    assert not ReturnedFigure.objects.exists()
    taken = re.search(r'name="taken" value="([^"]+)"', page.content.decode())[1]
    assert as_reporter.post(address, {"taken": taken + "x"}, follow=True).status_code == 200
    assert not ReturnedFigure.objects.exists()
    assert as_reporter.post(address, {"taken": taken}).status_code == 302
    assert ReturnedFigure.objects.get().value == 7
    told = ReturnedFigure.history.get()
    assert (told.door, told.history_change_reason) == ("import", "r.xlsx")


def test_a_faulty_workbook_is_answered_with_every_fault(as_reporter, asked):
    rows = rows_of(as_reporter.get(reverse("return_template", args=[asked.pk])).content)
    rows[1][WIDTH + 1], rows[2][WIDTH + 1] = -1, "viele"
    address = reverse("return_file", args=[asked.pk])
    page = as_reporter.post(address, {"file": SimpleUploadedFile("r.xlsx", as_file(rows))})
    assert page.status_code == 422
    assert "viele" in page.content.decode()
    assert not ReturnedFigure.objects.exists()


@pytest.mark.parametrize("role", ["editor", "reviewer", "administrator", "auditor"])
def test_the_bureau_sees_who_is_missing(as_role, asked, role):
    client = as_role(role) if role != "editor" else as_role("reviewer")
    page = client.get(reverse("release_returns", args=[asked.release_id])).content.decode()
    assert str(asked.college.name_zh) in page
    assert "300" in page  # last year's students of the missing college
    assert client.get(reverse("return_list")).status_code == 200


def test_the_bureau_asks_all_that_were_not_asked(open_release, college, sign_in, editor):
    client = sign_in(editor)
    address = reverse("release_returns", args=[open_release.pk])
    assert client.post(address, {"due_on": "2020-01-01"}).status_code == 422
    assert client.post(address, {"due_on": "no day"}).status_code == 422
    assert not Return.objects.exists()
    assert client.post(address, {"due_on": "2099-03-31"}).status_code == 302
    assert Return.objects.count() == College.objects.published().filter(status="open").count()
    assert client.post(address, {"act": "remind"}).status_code == 302
    assert not Return.objects.filter(reminded_on=None).exists()


def test_another_college_s_reporter_finds_no_return(asked, accepted, part, staff, sign_in):
    stranger = staff("reporter", "stranger")
    other = College.objects.exclude(pk=asked.college_id)[0]
    Reporter.objects.create(user=stranger, college=other)
    client = sign_in(stranger)
    for name in ("annual_return", "return_page", "return_template", "return_file"):
        assert client.get(reverse(name, args=[asked.pk])).status_code == 404
    assert client.get(part).status_code == 404
    assert client.post(reverse("return_act", args=[asked.pk, "query"])).status_code == 404
    assert client.get(reverse("release_returns", args=[asked.release_id])).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client, asked, part):
    for address in (asked.get_absolute_url(), part, reverse("return_list")):
        assert client.get(address).status_code == 302


def test_an_auditor_reads_and_changes_nothing(as_role, asked, part, typed):
    client = as_role("auditor")
    assert client.get(asked.get_absolute_url()).status_code == 200
    assert client.post(part, typed()).status_code == 403
    client.post(reverse("return_act", args=[asked.pk, "remind"]))
    assert Return.objects.get().reminded_on is None


def test_the_college_reads_its_page_and_signs_it_off(as_reporter, accepted):
    address = reverse("return_page", args=[accepted.pk])
    page = as_reporter.get(address).content.decode()
    assert "320" in page
    assert digest_of_page(accepted) in page
    as_reporter.post(address, {"seen": "older"})
    assert Return.objects.get().signed_off_at is None
    as_reporter.post(address, {"seen": digest_of_page(accepted)})
    assert Return.objects.get().signed_off_at is not None


def test_a_query_wants_words_and_they_are_shown(sign_in, editor, sent):
    client = sign_in(editor)
    address = reverse("return_act", args=[sent.pk, "query"])
    assert client.post(address, {"question": " "}).status_code == 422
    assert client.post(address, {"question": "毕业生<b>?"}).status_code == 302
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "毕业生&lt;b&gt;?" in page


def test_no_page_of_returns_has_inline_code(as_reporter, accepted, part, inline_code):
    for address in (
        accepted.get_absolute_url(),
        part,
        reverse("return_page", args=[accepted.pk]),
        reverse("return_list"),
    ):
        assert not inline_code(as_reporter.get(address))
