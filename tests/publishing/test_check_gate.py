"""The command that searches all that is public, all that waits, or files."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from colleges.models import College
from qingdao_techedu.corrections.models import Correction
from qingdao_techedu.publishing import actions
from qingdao_techedu.publishing.models import Proposal

pytestmark = pytest.mark.django_db

MOBILE = "13812345678"


def told(*args) -> tuple[str, bool]:
    """What the command says, and whether it ends with status 1."""
    out = io.StringIO()
    try:
        call_command("check_gate", *args, stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error), True
    return out.getvalue(), False


def test_the_reference_facts_pass():
    said, is_fault = told()
    assert not is_fault
    assert "No personal numbers found." in said


def test_what_was_published_before_the_gate_is_found_and_masked(college):
    College.objects.filter(pk=college.pk).update(description_zh=f"联系 {MOBILE}")
    said, is_fault = told("--published")
    assert is_fault
    assert "138******78" in said
    assert MOBILE not in said
    assert "1 personal numbers found." in said


def test_drafts_and_proposals_count_unless_only_the_published_are_asked_for(
    college, address, as_role, change
):
    College.objects.create(code="qd-902", name_zh="草稿学校", description_zh=MOBILE)
    as_role("editor")
    change(address, description_zh=f"致电 {MOBILE}", _draft="1")
    assert "2 personal numbers found." in told()[0]
    assert not told("--published")[1]


def test_an_answer_to_a_report_is_searched(college):
    Correction.objects.create(
        page="/",
        text="x",
        due_on="2024-05-01",
        outcome="corrected",
        answer_zh=f"致电 {MOBILE}",
        answered_at="2024-05-01T00:00:00Z",
    )
    assert told("--published")[1]


def test_what_two_people_agreed_on_is_counted_apart(college, address, as_role, change, staff):
    as_role("editor")
    change(address, description_zh=f"致电 {MOBILE}", exception_reason="值班电话")
    actions.approve(Proposal.objects.get(), by=staff("reviewer"), agrees_to_exception=True)
    said, is_fault = told()
    assert not is_fault
    assert "1 numbers are public by an exception" in said


def test_files_are_searched_in_their_place(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text(f"姓名,电话\n王建国,{MOBILE}\n", encoding="utf-8")
    said, is_fault = told(str(path))
    assert is_fault
    assert "名单.csv" in said
    assert "138******78" in said
    path.write_bytes(b"\x00\x01")
    assert str(path) in told(str(path))[0]
