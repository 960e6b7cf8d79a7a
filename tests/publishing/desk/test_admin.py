"""The queue of proposals and the page of one: its state, its steps, the way to the public page."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from colleges.models import Specialty
from qingdao_techedu.publishing import actions
from qingdao_techedu.publishing.models import Proposal, Step

pytestmark = pytest.mark.django_db
LIST = "admin:publishing_proposal_changelist"


@pytest.fixture
def proposal(address, as_role, change) -> Proposal:
    as_role("editor")
    change(address, name_zh="新名学院", why="市局文件")
    return Proposal.objects.get()


def test_what_was_returned_and_sent_again_says_so_and_how_it_came(proposal, staff, client):
    reviewer = staff("reviewer")
    actions.return_with_reason(proposal, by=reviewer, reason="请附文号")
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "已退回" in page
    actions.submit(proposal, by=proposal.author)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "已重新提交" in page
    assert "已重新提交" in client.get(reverse(LIST)).content.decode()
    told = list(proposal.steps.values_list("act", "by__username", "words"))
    assert told == [
        ("submitted", "editor", "市局文件"),
        ("returned", "reviewer", "请附文号"),
        ("submitted", "editor", "市局文件"),
    ]
    assert page.index("提交审核</strong>") < page.index("请附文号")


def test_an_approval_leads_to_the_public_page(proposal, staff, sign_in, college):
    client = sign_in(staff("reviewer"))
    sent = {"act": "approve", "version": proposal.version}
    page = client.post(proposal.get_absolute_url(), sent, follow=True).content.decode()
    assert f'<a href="{college.get_absolute_url()}">查看公开页面：' in page
    actions.undo(proposal, by=proposal.author)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert college.get_absolute_url() not in page


def test_the_queue_is_narrowed_to_kinds_that_occur_by_the_words_of_the_staff(
    proposal, client, posted
):
    page = client.get(reverse("admin:colleges_specialty_add"))
    client.post(page.request["PATH_INFO"], posted(page) | {"name_zh": "茶艺"})
    listed = client.get(reverse(LIST))
    kind = next(
        one
        for one in listed.context["cl"].filter_specs
        if getattr(one, "parameter_name", "") == "kind"
    )
    assert sorted(label for _value, label in kind.lookup_choices) == ["专业", "院校"]
    value = next(value for value, label in kind.lookup_choices if label == "专业")
    found = client.get(reverse(LIST), {"kind": value}).context["cl"].queryset
    assert [one.content_type.model_class() for one in found] == [Specialty]
    assert client.get(reverse(LIST), {"kind": "9" * 30}).status_code == 200


def test_proposals_from_before_steps_were_kept_tell_what_is_known(proposal, staff):
    actions.return_with_reason(proposal, by=staff("reviewer"), reason="请附文号")
    Step.objects.all().delete()
    module = "qingdao_techedu.publishing.migrations.0004_steps_of_past_proposals"
    editor = SimpleNamespace(connection=connection)
    import_module(module).tell_what_is_known(apps, editor)
    told = list(proposal.steps.values_list("act", "by__username", "words"))
    assert told == [("submitted", "editor", "市局文件"), ("returned", "reviewer", "请附文号")]
