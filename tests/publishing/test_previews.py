"""A link shows for a while how a page will look, and changes nothing."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from colleges.models import College, Specialty
from qingdao_techedu.publishing import actions, previews, proposing
from qingdao_techedu.publishing.models import Proposal
from qingdao_techedu.publishing.rehearsal import watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(college, staff) -> Proposal:
    with transaction.atomic(), watched() as watch:
        college.name_zh = "新名学院"
        college.save()
        college.campuses.create(name_zh="新校区")
        differences = watch.differences()
        transaction.set_rollback(True)
    return proposing.propose(differences, by=staff("editor"), of=college)


@pytest.fixture
def link(proposal) -> str:
    return reverse("preview", args=[previews.token_for(proposal)])


def test_whoever_holds_the_link_sees_the_page_as_it_would_be(link, client):
    response = client.get(link)
    page = response.content.decode()
    assert response.status_code == 200
    assert "新名学院" in page
    assert "新校区" in page
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert College.objects.get(code="qd-900").name_zh == "示范技师学院"
    assert "新名学院" not in client.get("/colleges/qd-900/").content.decode()


def test_a_draft_is_shown_as_it_would_be_published(client, staff):
    draft = College.objects.create(code="qd-901", name_zh="筹建学校")
    with transaction.atomic(), watched() as watch:
        draft.publication = "published"
        draft.save()
        differences = watch.differences()
        transaction.set_rollback(True)
    proposal = proposing.propose(differences, by=staff("editor"), of=draft, submitted=False)
    link = reverse("preview", args=[previews.token_for(proposal)])
    assert "筹建学校" in client.get(link).content.decode()
    assert client.get("/colleges/qd-901/").status_code == 404


def test_a_new_record_is_shown_before_it_is_made(client, staff):
    with transaction.atomic(), watched() as watch:
        Specialty.objects.create(slug="tea", name_zh="茶艺")
        differences = watch.differences()
        transaction.set_rollback(True)
    proposal = proposing.propose(differences, by=staff("editor"))
    link = reverse("preview", args=[previews.token_for(proposal)])
    assert "茶艺" in client.get(link).content.decode()
    assert not Specialty.objects.filter(slug="tea").exists()


def test_a_link_runs_out(link, client):
    later = timezone.now() + previews.VALID_FOR + datetime.timedelta(minutes=1)
    with time_machine.travel(later):
        assert client.get(link).status_code == 410


def test_a_link_is_good_for_what_it_was_made_for(link, proposal, client, staff):
    actions.drop(proposal, by=proposal.author)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "WzEsMV0:1a:b", "a:b:c", "%00"])
def test_a_made_up_link_shows_nothing(client, token):
    assert client.get(f"/preview/{token}/").status_code in (404, 410)


def test_a_preview_is_only_read(link, client):
    assert client.post(link).status_code == 405
