"""What the form of a record asks for, offers and says."""

from __future__ import annotations

import pytest
from django.urls import reverse

from colleges.chains.models import Chain
from colleges.models import College
from conferences.models import Conference
from qingdao_techedu.facts.models import Division
from qingdao_techedu.publishing.models import Proposal

pytestmark = pytest.mark.django_db
ADD = "/admin/conferences/conference/add/"


def form_of(response):
    return response.context["adminform"].form


def test_what_the_bureau_enters_is_official_and_is_asked_for_its_source(as_role, client, posted):
    as_role("editor")
    page = client.get(ADD)
    assert form_of(page)["provenance"].value() == "official"
    assert "sample" not in dict(form_of(page).fields["provenance"].choices)
    assert "<details>" not in page.content.decode()  # nothing that is asked for is folded
    citations = page.context["inline_admin_formsets"][0].formset
    assert citations.total_form_count() == 1
    client.post(ADD, posted(page) | {"figures": [], "name_zh": "会议", "held_on": "2026"})
    assert Conference.objects.get(name_zh="会议").provenance == "official"


def test_a_year_can_be_typed_as_people_write_it(as_role, client):
    as_role("editor")
    for page in ("admin:awards_round_add", "admin:enrollment_release_add"):
        field = form_of(client.get(reverse(page))).fields["year"]
        assert field.widget.input_type == "text"
        assert field.clean("2026年") == 2026


def test_a_sample_record_stays_one(as_role, client, posted):
    made = College.objects.create(code="qd-901", name_zh="示例", provenance="sample")
    as_role("editor")
    address = reverse("admin:colleges_college_change", args=[made.pk])
    client.post(address, posted(client.get(address)) | {"sponsor_zh": "某局"})
    made.refresh_from_db()
    assert (made.sponsor_zh, made.provenance) == ("某局", "sample")


def test_why_it_was_withdrawn_is_asked_only_where_something_can_be_withdrawn(as_role, client):
    as_role("editor")
    college = College.objects.create(code="qd-901", name_zh="筹建学校")
    address = reverse("admin:colleges_college_change", args=[college.pk])
    for page in (client.get(ADD), client.get(address)):
        assert "withdrawal_zh" not in form_of(page).fields
    College.objects.update(publication="published")
    assert "withdrawal_zh" in form_of(client.get(address)).fields


def test_a_draft_says_so_and_is_submitted_by_a_button(as_role, client, posted, approve_all):
    as_role("editor")
    typed = {"figures": [], "name_zh": "工作会议", "held_on": "2026年3月18日"}
    saved = client.post(ADD, posted(client.get(ADD)) | typed, follow=True)
    assert "现为草稿" in saved.content.decode()
    made = Conference.objects.get(name_zh="工作会议")
    address = reverse("admin:conferences_conference_change", args=[made.pk])
    client.post(address, posted(client.get(address)) | {"figures": [], "_publish": ""})
    assert Proposal.objects.get().changes.get().after == {"publication": "published"}
    approve_all()
    made.refresh_from_db()
    assert made.is_public_now


def test_only_districts_in_force_are_offered_and_an_earlier_one_stays(as_role, client, posted):
    gone = Division.objects.get(name_zh="四方区")
    assert not gone.is_current
    college = College.objects.create(code="qd-901", name_zh="老学校", district=gone)
    as_role("editor")
    new = form_of(client.get(reverse("admin:colleges_college_add"))).fields["district"]
    offered = [label for _value, label in new.choices]
    assert "市南区（370202）" in offered
    assert not any("四方区" in label or "山东" in label for label in offered)
    address = reverse("admin:colleges_college_change", args=[college.pk])
    data = posted(client.get(address))
    assert f"四方区（{gone.code}）" in [
        str(label) for _v, label in form_of(client.get(address)).fields["district"].choices
    ]
    rows = {"campuses-TOTAL_FORMS": 1, "campuses-0-name_zh": "校区", "campuses-0-district": gone.pk}
    refused = client.post(address, data | rows)
    assert refused.status_code == 200
    assert client.post(address, data | {"sponsor_zh": "某局"}).status_code == 302


def test_a_chooser_tells_namesakes_apart(as_role, client):
    as_role("editor")
    asked = {"app_label": "chains", "model_name": "alignment", "field_name": "chain"}
    found = client.get("/admin/autocomplete/", asked | {"term": "智能家电"}).json()["results"]
    labels = [one["text"] for one in found]
    schemes = Chain.objects.filter(name_zh="智能家电").values_list("scheme__name_zh", flat=True)
    assert sorted(labels) == sorted(f"智能家电（{scheme}）" for scheme in schemes)
    assert len(set(labels)) == 2
    asked = {"app_label": "conferences", "model_name": "participation", "field_name": "college"}
    found = client.get("/admin/autocomplete/", asked | {"term": "平度"}).json()["results"]
    assert [one["text"] for one in found] == ["平度市技师学院（qd-002，平度市）"]
