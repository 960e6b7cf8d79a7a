"""What the desk's pages of facts refuse."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from colleges.models import Specialty
from qingdao_techedu.facts.models import Source
from qingdao_techedu.publishing.models import Proposal

pytestmark = pytest.mark.django_db

ADDRESS = reverse("admin:facts_citation_add")


@pytest.mark.parametrize("label", ["auth.group", "publishing.proposal", "facts.citation"])
def test_only_facts_are_cited(as_role, posted, label):
    client = as_role("editor")
    kind = ContentType.objects.get_by_natural_key(*label.split("."))
    given = {"source": Source.objects.first().pk, "content_type": kind.pk, "object_id": 1}
    response = client.post(ADDRESS, posted(client.get(ADDRESS)) | given)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["content_type"]
    assert not Proposal.objects.exists()


def test_only_records_that_exist_are_cited(as_role, posted):
    client = as_role("editor")
    kind = ContentType.objects.get_for_model(Specialty)
    given = {"source": Source.objects.first().pk, "content_type": kind.pk, "object_id": 99_999}
    response = client.post(ADDRESS, posted(client.get(ADDRESS)) | given)
    assert response.context["adminform"].form.errors["object_id"]
    record = {"object_id": Specialty.objects.first().pk}
    assert client.post(ADDRESS, posted(client.get(ADDRESS)) | given | record).status_code == 302


@pytest.mark.parametrize(
    "text",
    ["ｐｉｎｇｄｕ", "pingdu", "píngdù", "平度", "ｑｄ－００２", "qd-002", "平\u200b度", "pdsjsxy"],
)
def test_a_college_is_found_at_the_desk_as_people_type_it(as_role, text):
    address = reverse("admin:colleges_college_changelist")
    response = as_role("editor").get(address, {"q": text})
    assert [one.code for one in response.context["cl"].result_list] == ["qd-002"]


def test_what_is_found_once_by_name_and_code_is_listed_once(as_role):
    address = reverse("admin:colleges_specialty_changelist")
    response = as_role("editor").get(address, {"q": "烹饪（中式"})
    assert [one.name_zh for one in response.context["cl"].result_list] == ["烹饪（中式烹调）"]
