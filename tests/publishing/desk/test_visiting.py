"""A request's visit to a form of the desk: what is read in place of what was sent."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from qingdao_techedu.publishing.desk.visiting import visit_of
from qingdao_techedu.publishing.models import KeptForm

PATH = "/admin/colleges/college/1/change/"


@pytest.fixture
def asked(rf, staff):
    """A request by an editor for the form at ``PATH``."""

    def ask(question: str = "", method: str = "get", **given):
        request = getattr(rf, method)(PATH + question, **given)
        request.user = staff("editor")
        return request

    return ask


def test_a_request_is_one_visit_and_so_is_the_copy_that_is_read(asked):
    visit = visit_of(asked())
    came = visit.request
    visit.read_instead(QueryDict("why=x"))
    assert visit.request is not came
    assert visit_of(came) is visit_of(visit.request) is visit


def test_a_restored_form_leaves_the_request_as_it_came(asked):
    came = asked("?kept=1")
    KeptForm.objects.create(user=came.user, path=PATH, entries="why=%E4%B9%B1+x")
    visit = visit_of(came)
    visit.restore_if_asked()
    assert visit.is_restored
    assert (visit.request.method, visit.why) == ("POST", "乱 x")
    assert (came.method, dict(came.POST)) == ("GET", {})


def test_files_that_were_sent_are_read_with_arranged_rows(asked):
    file = SimpleUploadedFile("a.txt", b"x")
    sent = {"p-TOTAL_FORMS": "1", "_more-p": "", "file": file}
    visit = visit_of(asked(method="post", data=sent))
    came = visit.request
    visit.arrange("_more-p", {"p": ()})
    assert visit.is_arranged
    assert visit.request.POST["p-TOTAL_FORMS"] == "2"
    assert visit.request.FILES["file"].read() == b"x"
    assert came.POST["p-TOTAL_FORMS"] == "1"


@pytest.mark.parametrize("question", ["", "?kept=1", "?proposal=x&kept=1"])
def test_nothing_is_restored_that_nobody_kept_or_asked_for(asked, question):
    request = asked(question)
    kept_at = PATH if not question else "/admin/elsewhere/"
    KeptForm.objects.create(user=request.user, path=kept_at, entries="why=x")
    visit = visit_of(request)
    visit.restore_if_asked()
    assert not visit.is_restored
    assert visit.request is request


@pytest.mark.parametrize(
    ("question", "address"),
    [("?proposal=7&kept=1", f"{PATH}?proposal=7"), ("?proposal=x", PATH), ("?kept=1", PATH)],
)
def test_the_form_of_a_proposal_is_kept_under_an_address_of_its_own(asked, question, address):
    assert visit_of(asked(question)).address == address


def test_what_is_done_is_forgotten_at_its_own_address_alone(asked):
    visit = visit_of(asked())
    for path in (PATH, f"{PATH}?proposal=7"):
        KeptForm.objects.create(user=visit.user, path=path, entries="why=x")
    visit.forget()
    assert list(visit.kept_by_path) == [f"{PATH}?proposal=7"]
