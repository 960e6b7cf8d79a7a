"""What is done with a proposal on its page: what a refusal leaves there, and what it hears."""

from __future__ import annotations

import pytest

from qingdao_techedu.publishing.desk.proposal_acts import ACTS, remarks_in
from tests.publishing.test_actions import propose

pytestmark = pytest.mark.django_db


def test_a_refusal_is_told_and_what_was_typed_stays(college, staff, sign_in):
    proposal = propose(staff("editor"), name_zh="新名")
    sent = {"act": "return", "reason": "\u200b", "remark-1-name_zh": "见文件"}
    page = sign_in(staff("reviewer")).post(f"/en{proposal.get_absolute_url()}", sent)
    assert page.status_code == 422
    assert "Say why the proposal is returned." in page.content.decode()
    assert "见文件" in page.content.decode()


def test_who_may_not_decide_reads_why(college, staff, sign_in):
    proposal = propose(staff("editor"), name_zh="新名")
    client = sign_in(staff("editor", "other"))
    page = client.post(f"/en{proposal.get_absolute_url()}", {"act": "approve", "version": "1"})
    assert page.status_code == 422
    assert "Your role does not include deciding on proposals." in page.content.decode()


def test_every_button_of_the_page_is_an_act(college, staff, sign_in):
    author, reviewer = staff("editor"), staff("reviewer")
    proposal = propose(author, name_zh="新名")
    for reader, expected in ((author, {"take_back", "drop"}), (reviewer, {"approve", "return"})):
        page = sign_in(reader).get(proposal.get_absolute_url()).content.decode()
        shown = {act.code for act in ACTS.acts if f'value="{act.code}"' in page}
        assert shown == expected
        assert page.count('name="act"') == len(expected)


def test_remarks_are_read_by_change_and_field():
    posted = {
        "remark-2-name_zh": " 见文件 ",
        "remark-x-name": "x",
        "remark-3-a": " ",
        "reason": "y",
    }
    assert remarks_in(posted) == {2: {"name_zh": "见文件"}}
