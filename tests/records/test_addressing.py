"""Address names are proposed from the title, unique, and fixed once the record is public."""

from __future__ import annotations

import pytest
from django.urls import reverse

from colleges.chains.models import Chain, ChainScheme
from colleges.models import College, Specialty
from conferences.models import Conference
from qingdao_techedu.facts.models import Indicator, ReportedFigure, Source
from qingdao_techedu.publishing.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(as_role, client, posted):
    """Fills in the form of a new record as an editor and saves it."""
    as_role("editor")

    def send(model, **typed):
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        sent = {name: value for name, value in posted(client.get(address)).items() if value != ""}
        return client.post(address, sent | typed)

    return send


def test_a_blank_address_name_is_made_from_the_title_and_the_year(add):
    for expected in ("2026-gong-zuo-hui-yi", "2026-gong-zuo-hui-yi-2"):
        assert add(Conference, name_zh="工作会议", held_on="2026年3月").status_code == 302
        assert Conference.objects.filter(slug=expected, held_on="2026-03").exists()


def test_a_name_that_only_waits_for_approval_is_taken_too(add, approve_all):
    for _time in range(2):
        add(Specialty, name_zh="茶艺", why=str(_time))
    approve_all()
    found = Specialty.objects.filter(name_zh="茶艺").values_list("slug", flat=True)
    assert sorted(found) == ["cha-yi", "cha-yi-2"]


def test_what_is_typed_is_kept(add):
    add(Conference, name_zh="工作会议", held_on="2026", slug="mine")
    assert Conference.objects.filter(slug="mine").exists()


def test_a_college_gets_the_number_after_all_that_were_given(add):
    gone = College.objects.create(code="qd-071", name_zh="原学校")
    gone.delete()
    add(College, name_zh="新学校")
    assert College.objects.get(name_zh="新学校").code == "qd-072"


def test_rows_of_parts_get_theirs_within_their_whole(add, client, posted, approve_all):
    scheme = ChainScheme.objects.create(code="new", name_zh="新体系")
    address = reverse("admin:chains_chainscheme_change", args=[scheme.pk])
    data = posted(client.get(address)) | {"chains-TOTAL_FORMS": 2}
    for number in range(2):
        row = {"name_zh": "智能家电", "group": "advantage", "provenance": "official"}
        data |= {f"chains-{number}-{name}": value for name, value in row.items()}
    assert client.post(address, data).status_code == 302
    approve_all()
    found = Chain.objects.filter(scheme=scheme).order_by("order").values_list("order", "slug")
    assert list(found) == [(1, "zhi-neng-jia-dian"), (2, "zhi-neng-jia-dian-2")]


def test_sources_and_figures_get_keys_of_what_they_are():
    source = Source(publisher_zh="大众日报", published_on="2026-03-18")
    assert source.proposed_address() == "da-zhong-ri-bao-2026-03-18"
    enrolled = Indicator.objects.get(code="enrolled")
    college = College.objects.get(code="qd-001")
    figure = ReportedFigure(indicator=enrolled, subject=college, period_from="2026-03")
    assert figure.proposed_address() == "qd-001-2026-enrolled"


def test_it_can_be_changed_in_a_draft_and_not_once_the_record_is_public(add, client, posted):
    add(Conference, name_zh="工作会议", held_on="2026")
    made = Conference.objects.get(name_zh="工作会议")
    address = reverse("admin:conferences_conference_change", args=[made.pk])
    assert "公布前可以修改" in client.get(address).content.decode()
    client.post(address, posted(client.get(address)) | {"figures": [], "slug": "better"})
    made.refresh_from_db()
    assert made.slug == "better"
    Conference.objects.filter(pk=made.pk).update(publication="published")
    client.post(address, posted(client.get(address)) | {"figures": [], "slug": "worse"})
    assert not Proposal.objects.exists()


def test_it_can_be_changed_while_a_new_record_is_only_proposed(add, client, posted):
    add(Specialty, name_zh="茶艺")
    proposal = Proposal.objects.get()
    again = client.get(proposal.get_absolute_url()).context["edit_address"]
    client.post(again, posted(client.get(again)) | {"slug": "tea"})
    assert proposal.changes.get().after["slug"] == "tea"
