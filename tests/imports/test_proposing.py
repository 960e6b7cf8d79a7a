"""The dry run writes nothing; going on proposes what visitors see and does the rest at once."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colleges.models import College, Specialty, SpecialtyCategory
from qingdao_techedu.imports.proposing import dry_run, go_on
from qingdao_techedu.publishing import actions
from qingdao_techedu.publishing.conflicts import Conflicting
from qingdao_techedu.publishing.models import Door, Proposal

PUBLIC = [["code", "ownership", "phone"], ["qd-002", "private", "0532-2"]]
DRAFT = [["code", "name_zh"], ["qd-901", "新技工学校"]]


@pytest.fixture
def editor(staff):
    return staff("editor")


@pytest.fixture
def tried(checked, editor):
    """A dry run of rows by the editor."""

    def run(table: str, *rows: list[str], name: str = "a.csv"):
        return dry_run(checked(table, *rows), by=editor, file_name=name)

    return run


def test_a_dry_run_keeps_a_draft_and_writes_nothing(tried, editor):
    entries = College.history.count()
    done = tried("colleges", *PUBLIC)
    assert (done.outcome.created, done.outcome.changed, done.outcome.unchanged) == (0, 1, 0)
    proposal = done.proposal
    assert (proposal.state, proposal.door, proposal.author) == ("draft", Door.IMPORT, editor)
    [change] = proposal.changes.all()
    assert change.before == {"ownership": "public", "phone": ""}
    assert change.after == {"ownership": "private", "phone": "0532-2"}
    assert College.objects.get(code="qd-002").ownership == "public"
    assert College.history.count() == entries


def test_a_file_that_changes_nothing_makes_no_proposal(tried):
    assert tried("colleges", ["code", "ownership"], ["qd-002", "public"]).proposal is None
    assert not Proposal.objects.exists()


def test_the_same_file_sent_again_takes_the_place_of_its_draft(tried):
    first = tried("colleges", *PUBLIC).proposal
    again = tried("colleges", PUBLIC[0], ["qd-002", "private", "0532-3"]).proposal
    other = tried("colleges", *PUBLIC, name="b.csv").proposal
    assert first.pk == again.pk != other.pk
    assert again.changes.get().after["phone"] == "0532-3"


def test_what_visitors_see_is_submitted_and_applied_by_a_second_person(tried, editor, staff):
    proposal = tried("colleges", *PUBLIC).proposal
    assert go_on(proposal, by=editor) is False
    proposal.refresh_from_db()
    assert proposal.state == "submitted"
    assert College.objects.get(code="qd-002").ownership == "public"
    with pytest.raises(PermissionDenied):
        actions.approve(proposal, by=editor)
    actions.approve(proposal, by=staff("reviewer"))
    pingdu = College.objects.get(code="qd-002")
    assert pingdu.ownership == "private"
    last = pingdu.history.first()
    assert (last.history_user, last.door, last.approved_by) == (editor, "import", "reviewer")


def test_what_visitors_do_not_see_is_done_at_once(tried, editor):
    proposal = tried("colleges", *DRAFT).proposal
    assert go_on(proposal, by=editor) is True
    made = College.objects.get(code="qd-901")
    assert (made.publication, made.pinyin) == ("draft", "xin ji gong xue xiao")
    last = made.history.first()
    assert (last.history_user, last.door, last.history_change_reason) == (
        editor,
        "import",
        proposal.title,
    )
    assert not Proposal.objects.exists()


def test_a_mixture_is_submitted_as_a_whole(tried, editor):
    rows = [["code", "name_zh"], ["qd-901", "新技工学校"], ["qd-002", "平度技师学院"]]
    assert go_on(tried("colleges", *rows).proposal, by=editor) is False
    assert not College.objects.filter(code="qd-901").exists()


def test_a_proposal_of_the_directory_makes_categories_and_specialties(tried, editor, staff):
    rows = [
        ["category_code", "category_name", "national_code", "name_zh"],
        ["77", "测试类", "7701", "测试技术应用"],
    ]
    proposal = tried("specialty-directory", *rows).proposal
    assert not SpecialtyCategory.objects.filter(code="77").exists()
    go_on(proposal, by=editor)
    proposal.refresh_from_db()
    actions.approve(proposal, by=staff("reviewer"))
    assert Specialty.objects.get(national_code="7701").category.name_zh == "测试类"
    assert tried("specialty-directory", *rows).proposal is None


def test_nothing_is_done_where_the_records_have_changed_since(tried, editor):
    proposal = tried("colleges", *PUBLIC).proposal
    College.objects.filter(code="qd-002").update(phone="0532-9")
    with pytest.raises(Conflicting):
        go_on(proposal, by=editor)
    assert College.objects.get(code="qd-002").phone == "0532-9"
    proposal.refresh_from_db()
    assert proposal.state == "draft"


def test_nobody_rehearses_what_they_may_not_touch(checked, staff):
    with pytest.raises(PermissionDenied):
        dry_run(checked("colleges", *PUBLIC), by=staff("auditor"), file_name="a.csv")
    assert not Proposal.objects.exists()


def test_rows_that_change_nothing_cost_no_queries_of_their_own(checked, editor):
    codes = list(College.objects.values_list("code", flat=True))

    def cost(count: int) -> int:
        rows = [[code, ""] for code in codes[:count]]
        result = checked("colleges", ["code", "phone"], *rows)
        with CaptureQueriesContext(connection) as queries:
            dry_run(result, by=editor, file_name="a.csv")
        return len(queries)

    cost(1)  # what is asked once and remembered, such as the roles of the editor
    assert cost(1) == cost(len(codes))
