"""The pages of imports: who may open them, what they say, and that nothing is written unread."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from colleges.models import College
from qingdao_techedu.imports.declaring import registered
from qingdao_techedu.imports.files import read
from qingdao_techedu.log.models import Entry
from qingdao_techedu.publishing.models import Proposal

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)")
PAGE = "/admin/import/colleges/"


@pytest.fixture
def editor(as_role):
    return as_role("editor")


@pytest.fixture
def send(editor, csv_of):
    """Sends rows of text as a CSV file, and follows to the page that answers."""

    def post(*rows: list[str], prefix: str = ""):
        file = SimpleUploadedFile("院校.csv", csv_of(*rows))
        return editor.post(prefix + PAGE, {"file": file, "why": "年报"}, follow=True)

    return post


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_list_leads_to_every_table_and_its_templates(editor, prefix):
    page = text_of(editor.get(f"{prefix}/admin/import/"))
    for name in registered():
        for end in ("", "template.xlsx", "template.csv"):
            address = f"{prefix}/admin/import/{name}/{end}"
            assert address in page
            assert editor.get(address).status_code == 200
    assert not INLINE.search(page)


@pytest.mark.parametrize("role", ["reporter", "auditor"])
@pytest.mark.parametrize("end", ["", "colleges/", "colleges/template.csv?filled=1"])
def test_who_may_not_write_may_not_import(as_role, role, end):
    assert as_role(role).get(f"/admin/import/{end}").status_code == 403


def test_a_visitor_is_sent_to_sign_in(client, db):
    response = client.get(PAGE)
    assert (response.status_code, response.url) == (302, f"/admin/login/?next={PAGE}")


@pytest.mark.parametrize("end", ["nothing/", "colleges/template.pdf", "colleges/999/"])
def test_what_is_not_there_is_not_found(editor, end):
    assert editor.get(f"/admin/import/{end}").status_code == 404


@pytest.mark.parametrize("part", ["0", "2", "-1", "x", "²"])
def test_a_part_that_is_not_there_is_not_found(editor, part):
    assert editor.get(f"{PAGE}template.csv", {"filled": part}).status_code == 404


def test_a_filled_template_holds_what_is_there_and_is_noted_in_the_log(editor):
    response = editor.get(f"{PAGE}template.xlsx?filled=1")
    assert len(read(response.content).rows) == College.objects.count()
    assert response.headers["Content-Disposition"] == 'attachment; filename="colleges-1.xlsx"'
    entry = Entry.objects.first()
    assert (entry.kind, entry.who, entry.subject) == ("export", "editor", "colleges")


def test_the_faults_of_a_file_are_listed_and_nothing_is_kept(send):
    response = send(["code", "founded"], ["qd-002", "昨天"], ["qd-003", "<b>"], prefix="/en")
    page = text_of(response)
    assert response.status_code == 422
    assert "The file has 2 faults and nothing was imported." in page
    assert "“昨天” is not a date" in page
    assert "&lt;b&gt;" in page
    assert not INLINE.search(page)
    assert not Proposal.objects.exists()


def test_a_refused_file_is_explained_beside_the_field(editor):
    file = SimpleUploadedFile("a.xlsx", b"PK\x03\x04 no workbook")
    page = text_of(editor.post("/en" + PAGE, {"file": file}))
    assert "This is not a readable XLSX workbook" in page


def test_no_file_is_explained_beside_the_field(editor):
    page = text_of(editor.post("/en" + PAGE, {}))
    assert "This field is required." in page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_dry_run_shows_old_and_new_and_the_button_submits_it(send, editor, prefix):
    response = send(["code", "ownership"], ["qd-002", "private"], prefix=prefix)
    old, new = ("Public", "Private") if prefix else ("公办", "民办")
    page = text_of(response)
    assert f"<del>{old}</del>" in page
    assert f"<ins>{new}</ins>" in page
    assert not INLINE.search(page)
    assert College.objects.get(code="qd-002").ownership == "public"
    address = response.redirect_chain[-1][0]
    after = editor.post(address, {"act": "go_on"})
    proposal = Proposal.objects.get()
    assert after.url == prefix + f"/admin/publishing/proposal/{proposal.pk}/change/"
    assert (proposal.state, proposal.reason) == ("submitted", "年报")


def test_what_visitors_do_not_see_is_imported_by_the_button(send, editor):
    response = send(["code", "name_zh"], ["qd-901", "新技工学校"])
    after = editor.post(response.redirect_chain[-1][0], {"act": "go_on"})
    assert after.url == PAGE
    assert College.objects.filter(code="qd-901").exists()


@pytest.mark.parametrize("is_mixed", [False, True])
def test_a_new_college_stays_a_draft_and_the_answer_says_so(send, editor, is_mixed):
    seen = [["qd-002", "平度市某学院"]] if is_mixed else []
    response = send(["code", "name_zh"], ["qd-901", "新技工学校"], *seen)
    told = "新增的 1 条记录仍为草稿"
    assert told in text_of(response)
    answer = editor.post(response.redirect_chain[-1][0], {"act": "go_on"}, follow=True)
    assert told in text_of(answer)
    assert ("已提交审核" in text_of(answer)) == is_mixed


def test_what_makes_nothing_new_speaks_of_no_drafts(send, editor):
    response = send(["code", "phone"], ["qd-002", "0532-12345678"])
    answer = editor.post(response.redirect_chain[-1][0], {"act": "go_on"}, follow=True)
    assert "草稿" not in text_of(answer).partition('class="messagelist"')[2].partition("</ul>")[0]


def test_the_list_tells_how_files_are_read_and_what_empties_a_field(editor):
    page = text_of(editor.get("/admin/import/"))
    assert "GBK" in page
    assert "&lt;清空&gt;" in page


def test_a_dry_run_can_be_given_up(send, editor):
    response = send(["code", "name_zh"], ["qd-901", "新技工学校"])
    editor.post(response.redirect_chain[-1][0], {"act": "drop"})
    assert Proposal.objects.get().state == "dropped"
    assert not College.objects.filter(code="qd-901").exists()


def test_a_dry_run_that_is_no_longer_true_says_so_and_does_nothing(send, editor):
    response = send(["code", "phone"], ["qd-002", "1"])
    College.objects.filter(code="qd-002").update(phone="2")
    after = editor.post(response.redirect_chain[-1][0], {"act": "go_on"})
    assert after.status_code == 409
    assert College.objects.get(code="qd-002").phone == "2"


def test_nobody_goes_on_with_the_dry_run_of_another(send, as_role):
    response = send(["code", "phone"], ["qd-002", "1"])
    other = as_role("administrator")
    address = response.redirect_chain[-1][0]
    assert other.get(address).status_code == 404
    assert other.post(address, {"act": "go_on"}).status_code == 404


def test_a_file_that_changes_nothing_says_so(send):
    response = send(["code", "ownership"], ["qd-002", "public"], prefix="/en")
    assert "0 to be made, 0 to be changed, 1 as they are already" in text_of(response)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(("role", "is_shown"), [("editor", True), ("auditor", False)])
def test_the_home_of_the_desk_leads_to_the_imports(as_role, role, is_shown):
    page = text_of(as_role(role).get("/admin/"))
    assert ('href="/admin/import/"' in page) == is_shown


def test_the_page_of_a_table_describes_its_columns_and_the_mark_that_empties(editor):
    page = text_of(editor.get("/en" + PAGE))
    assert "&lt;clear&gt; empties the field" in page
    assert "public / 公办 / Public" in page
    assert not INLINE.search(page)


def test_the_words_to_a_file_are_kept_without_the_session(staff, enter, window, form_in):
    page = "/admin/import/colleges/"
    address, typed = form_in(enter(staff("editor")).get(page), "why")
    del window.cookies["csrftoken"]
    window.post(address, typed | {"why": "年度 核对"})
    restored = window.get(f"{page}?kept=1")
    assert restored.status_code == 200
    assert form_in(restored, "why")[1]["why"] == "年度 核对"
