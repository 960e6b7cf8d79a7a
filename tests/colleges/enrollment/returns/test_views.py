"""The desk's pages of returns, over HTTP, as the people who use them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from colleges.enrollment.models import Measure, Release, Return, ReturnedFigure
from colleges.enrollment.returns import actions
from colleges.enrollment.returns.checks import findings
from colleges.enrollment.returns.lines import sheet_of
from colleges.enrollment.returns.page import digest_of_page
from colleges.enrollment.returns.part_form import name_of
from colleges.models import College, Reporter, Specialty
from qingdao_techedu.imports.limits import RECORDS
from qingdao_techedu.publishing.models import KeptForm
from tests.colleges.enrollment.returns.test_workbook import WIDTH, as_file, rows_of
from tests.pages.test_query_counts import queries_of

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
    assert as_reporter.post(part, typed()).status_code == 409
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


def test_what_was_typed_after_the_session_ended_is_offered(
    client, as_reporter, part, typed, form_in
):
    address, sent = form_in(as_reporter.get(part), "_writer")
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    assert as_reporter.post(address, sent | typed()).status_code == 403
    user = Reporter.objects.get().user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "?kept=1" in client.get(part).content.decode()
    restored = client.get(f"{part}?kept=1")
    assert 'value="130"' in restored.content.decode()
    assert not ReturnedFigure.objects.exists()


def test_a_line_that_somebody_added_meanwhile_stays(
    as_reporter, part, typed, asked, specialty, figures, editor
):
    mine = typed(enrolled=(111, 190))
    enrolled = Measure.objects.get(code="enrolled")
    added = {(specialty.pk, "technician", "veteran", "female", enrolled.pk): (5, "")}
    actions.save_part(asked, specialty, figures() | added, by=editor, seen=mine["seen"])
    page = as_reporter.post(part, mine).content.decode()
    now = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert as_reporter.post(part, mine | {"seen": now}).status_code == 302
    assert ReturnedFigure.objects.filter(value=111).exists()
    assert ReturnedFigure.objects.get(level="technician").value == 5


@pytest.mark.parametrize("value", ["", "%00", "a" * 3_000, "'%20OR%201=1", "99999999999999999999"])
def test_a_hostile_address_is_not_found(as_reporter, asked, value):
    new = reverse("return_part_new", args=[asked.pk])
    assert as_reporter.get(f"{new}?specialty={value}").status_code == 404
    for place in ("page/", "file/", "template.xlsx", "part/", "explain/", "do/send/"):
        assert as_reporter.get(f"/admin/returns/99999999999999999999/{place}").status_code == 404


def test_words_that_no_form_sends_are_not_kept(as_reporter, asked, fill_in):
    fill_in(enrolled=(400, 500))
    warning = next(one.key for one in findings(sheet_of(asked)))
    address = reverse("return_explain", args=[asked.pk])
    for words in ("a\x00b", "a" * 1_001):
        answer = as_reporter.post(address, {"warning": warning, "words": words})
        assert answer.status_code == 404
    assert not asked.explanations.exists()


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


def test_the_figures_of_women_and_men_are_told_apart_before_they_are_taken(
    as_reporter, asked, fill_in
):
    fill_in()
    rows = rows_of(as_reporter.get(reverse("return_template", args=[asked.pk])).content)
    rows[1][WIDTH + 1], rows[2][WIDTH + 1] = 7, 8
    address = reverse("return_file", args=[asked.pk])
    page = as_reporter.post(address, {"file": SimpleUploadedFile("r.xlsx", as_file(rows))})
    changes = [(one.line, one.before, one.after) for one in page.context["changes"]]
    assert changes == [(2, "40", "7"), (3, "60", "8")]
    assert len({one.what for one in page.context["changes"]}) == 2


def test_what_is_no_file_or_too_large_a_one_is_refused(as_reporter, asked):
    address = reverse("return_file", args=[asked.pk])
    assert as_reporter.post(address, {"other": "1"}).status_code == 422
    large = SimpleUploadedFile("r.csv", b"x" * (RECORDS.sent + 10))
    page = as_reporter.post(f"/en{address}", {"file": large})
    assert page.status_code == 422
    assert "larger than 5 MB" in page.content.decode()


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


def test_whoever_may_not_fill_it_in_is_offered_no_form(as_role, asked, part, fill_in):
    fill_in(enrolled=(400, 500))
    client = as_role("auditor")
    for address in (asked.get_absolute_url(), part):
        content = client.get(address).content.decode().partition('id="content-main"')[2]
        assert "<form" not in content
        assert "/file/" not in content


def test_a_reporter_who_is_also_an_auditor_is_told_of_the_own_return(
    reporter, sign_in, asked, give_role
):
    give_role(reporter, "auditor")
    home = sign_in(reporter).get(reverse("admin:index")).content.decode()
    assert asked.get_absolute_url() in home
    assert home.count(f'href="{reverse("return_list")}"') == 1


def test_a_past_version_brings_no_past_state_back(accepted, editor, sign_in):
    actions.query(accepted, by=editor, question="?")
    past = Return.history.filter(id=accepted.pk, state="accepted").latest("history_id")
    address = reverse("admin:enrollment_return_simple_history", args=[accepted.pk, past.pk])
    client = sign_in(editor)
    seen = re.search(r'name="_seen" value="([^"]*)"', client.get(address).content.decode())[1]
    entries = {"due_on": "2099-05-01", "_seen": unescape(seen), "why": "新期限"}
    assert client.post(address, entries).status_code == 302
    one = Return.objects.get()
    assert str(one.due_on) == "2099-05-01"
    assert one.state == "queried"


def test_accepting_from_an_older_page_asks_to_look_again(
    sent, editor, sign_in, staff, reporter, fill_in
):
    client = sign_in(editor)
    accept = reverse("return_act", args=[sent.pk, "accept"])

    def entries(page) -> dict[str, str]:
        form = page.content.decode().partition(f'action="{accept}"')[2]
        return {"seen": re.search(r'name="seen" value="(\w+)"', form)[1]}

    older = entries(client.get(sent.get_absolute_url()))
    actions.query(sent, by=staff("editor", "another"), question="?")
    fill_in(enrolled=(131, 190))
    actions.send(sent, by=reporter, answer="!")
    refused = client.post(accept, older)
    assert refused.status_code == 422
    assert Return.objects.get().state == "sent"
    assert client.post(accept, entries(refused)).status_code == 302
    assert Return.objects.get().state == "accepted"


def test_a_sign_off_that_the_figures_left_behind_is_asked_for_again(
    accepted, open_release, reporter, editor, sign_in
):
    chaser = "/en" + reverse("release_returns", args=[open_release.pk])
    page = reverse("return_page", args=[accepted.pk])
    home = reverse("admin:index")
    actions.sign_off(accepted, by=reporter, seen=digest_of_page(accepted))
    assert "signed off" in sign_in(editor).get(chaser).content.decode()
    assert page not in sign_in(reporter).get(home).content.decode()
    open_release.observations.filter(measure__code="employed").update(value=1)
    assert "signed off" not in sign_in(editor).get(chaser).content.decode()
    assert page in sign_in(reporter).get(home).content.decode()


def test_the_page_to_sign_off_marks_what_is_not_known(asked, fill_in, reporter, editor, sign_in):
    fill_in(employed=("x", "x"), **{"further-study": ("x", 3)})
    words = {one.key: "没有数据" for one in findings(sheet_of(asked))}
    actions.explain(asked, words, by=reporter)
    actions.send(asked, by=reporter)
    actions.accept(asked, by=editor, seen=sheet_of(asked).digest)
    page = sign_in(reporter).get(reverse("return_page", args=[asked.pk])).content.decode()
    by_specialty = page.rpartition("<tbody>")[2].partition("</tbody>")[0]
    assert '<span class="symbol">x</span>' in by_specialty
    assert '3<span class="symbol missing-mark">*</span>' in by_specialty


def test_no_page_takes_more_queries_with_more_records(
    asked, fill_in, part, editor, sign_in, open_release, college
):
    fill_in()
    client = sign_in(editor)
    pages = [
        asked.get_absolute_url(),
        part,
        reverse("return_list"),
        reverse("return_file", args=[asked.pk]),
        reverse("release_returns", args=[open_release.pk]),
        reverse("admin:index"),
    ]
    enrolled = Measure.objects.get(code="enrolled")

    def add(number: int) -> None:
        specialty = Specialty.objects.create(slug=f"more-{number}", name_zh=f"增设专业{number}")
        ReturnedFigure.objects.create(
            annual_return=asked,
            specialty=specialty,
            level="senior",
            entry_route="veteran",
            sex="male",
            measure=enrolled,
            value=number,
        )
        other = College.objects.create(
            code=f"more-{number}", name_zh=f"增设学院{number}", publication="published"
        )
        Return.objects.create(release=open_release, college=other, due_on=asked.due_on)
        Release.objects.create(year=1950 + number, provenance="official")

    add(30)  # a page with a form in it asks once for what was kept
    before = {address: queries_of(client, address) for address in pages}
    for number in range(30):
        add(number)
    assert {address: queries_of(client, address) for address in pages} == before


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


def test_a_request_is_taken_back_on_the_page_of_the_return(asked, sign_in, editor):
    client = sign_in(editor)
    done = client.post(reverse("return_act", args=[asked.pk, "unask"]))
    assert done.url == reverse("release_returns", args=[asked.release_id])
    assert not Return.objects.exists()


def test_who_saves_after_the_return_was_sent_elsewhere_keeps_their_entries(
    as_reporter, asked, part, typed, fill_in, reporter
):
    mine = typed(enrolled=(111, 190))
    fill_in()
    actions.send(asked, by=reporter)
    response = as_reporter.post(part, mine)
    assert response.status_code == 409
    assert "111" in response.content.decode()
    assert not ReturnedFigure.objects.filter(value=111).exists()


def test_the_totals_of_a_return_stand_beside_last_year_s(as_reporter, asked, fill_in):
    fill_in()
    page = as_reporter.get(asked.get_absolute_url())
    totals = {measure.code: (last, now) for measure, last, now in page.context["sheet"].totals}
    assert totals["enrolled"] == (300, 320)


def test_a_question_written_when_the_session_ended_is_offered(sent, editor, enter, window, form_in):
    page = enter(editor).get(sent.get_absolute_url())
    address, typed = form_in(page, "question")
    del window.cookies["sessionid"]
    refused = window.post(address, typed | {"question": "毕业生为何 减少？"})
    assert (refused.status_code, Return.objects.get().state) == (403, "sent")
    enter(editor)
    restored = window.get(f"{address}?kept=1")
    assert (restored.status_code, Return.objects.get().state) == (200, "sent")
    again, typed = form_in(restored, "question")
    assert (again, typed["question"]) == (address, "毕业生为何 减少？")
    assert window.post(again, typed).status_code == 302
    assert Return.objects.get().state == "queried"
    assert not KeptForm.objects.exists()


def test_a_question_to_a_return_that_moved_on_is_shown_alone(
    sent, editor, enter, window, form_in, staff
):
    address, typed = form_in(enter(editor).get(sent.get_absolute_url()), "question")
    del window.cookies["csrftoken"]
    window.post(address, typed | {"question": "毕业生为何减少？"})
    actions.query(sent, by=staff("editor", "another"), question="?")
    page = window.get(f"{address}?kept=1")
    assert "毕业生为何减少？" in page.content.decode()
    assert page.status_code == 200
    _address, typed = form_in(page, "csrfmiddlewaretoken")
    gone = window.post(reverse("forget_form"), typed | {"_path": address}, follow=True)
    assert gone.request["PATH_INFO"] == sent.get_absolute_url()
    assert not KeptForm.objects.exists()


def test_explanations_written_when_the_session_ended_are_offered(
    asked, fill_in, reporter, enter, window, form_in
):
    fill_in(enrolled=(900, 900))
    (first, *_others) = [one for one in findings(sheet_of(asked)) if not one.is_error]
    address, typed = form_in(enter(reporter).get(asked.get_absolute_url()), "words")
    del window.cookies["csrftoken"]
    window.post(address, typed | {"warning": [first.key], "words": ["扩招 所致"]})
    restored = window.get(f"{address}?kept=1").content.decode()
    assert 'value="扩招 所致"' in restored
    assert not asked.explanations.exists()
