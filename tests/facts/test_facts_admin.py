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
