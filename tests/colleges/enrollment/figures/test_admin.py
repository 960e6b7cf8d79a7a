"""Who looks at collected figures stands in the log, and a threshold takes two people."""

from __future__ import annotations

import pytest
from django.urls import reverse

from colleges.enrollment.models import Measure
from colleges.enrollment.releases.putting_out import rule_in_force
from qingdao_techedu.log.models import Entry
from qingdao_techedu.publishing.actions import approve
from qingdao_techedu.publishing.models import Proposal
from qingdao_techedu.reference import loading

pytestmark = pytest.mark.django_db
LIST = "/admin/enrollment/observation/"


def looks() -> list[tuple[str, str]]:
    found = Entry.objects.filter(kind="look").order_by("number")
    return list(found.values_list("who", "subject"))


def test_the_list_of_a_release_and_of_all(release, as_role):
    desk = as_role("auditor")
    for _time in range(2):
        desk.get(f"{LIST}?release__id__exact={release.pk}")
        desk.get(LIST)
    assert looks() == [("auditor", "2031 v1"), ("auditor", "enrollment.Observation")]


@pytest.mark.parametrize("page", ["change", "history"])
def test_a_figure_and_its_history(page, release, as_role):
    one = release.observations.all()[0]
    as_role("auditor").get(reverse(f"admin:enrollment_observation_{page}", args=[one.pk]))
    assert looks() == [("auditor", "2031 v1")]


@pytest.mark.parametrize("role", ["reporter", None])
def test_who_is_not_let_in_has_not_looked(role, release, client, as_role):
    one = release.observations.all()[0]
    desk = as_role(role) if role else client
    for address in (LIST, reverse("admin:enrollment_observation_change", args=[one.pk])):
        assert desk.get(address).status_code in (302, 403, 404)
    assert looks() == []


def test_the_figures_as_they_are_are_an_export(release, as_role):
    desk = as_role("editor")
    for _time in range(2):
        desk.get(reverse("admin:enrollment_release_now", args=[release.pk]))
    (entry,) = Entry.objects.filter(kind="export")
    assert (entry.who, entry.subject) == ("editor", "2031 v1")


def propose_threshold(desk, posted, value: int):
    measure = Measure.objects.get(code="enrolled")
    address = reverse("admin:enrollment_measure_change", args=[measure.pk])
    return desk.post(address, posted(desk.get(address)) | {"threshold": value})


def test_a_threshold_is_proposed_by_one_and_holds_once_another_agrees(as_role, staff, posted):
    propose_threshold(as_role("editor"), posted, 10)
    assert rule_in_force().of("enrolled") == 5
    approve(Proposal.objects.get(), by=staff("reviewer"), version=Proposal.objects.get().version)
    assert rule_in_force().of("enrolled") == 10


@pytest.mark.parametrize("value", [2, 51, -1])
def test_a_threshold_is_from_3_to_50(value, as_role, posted):
    answer = propose_threshold(as_role("editor"), posted, value)
    assert answer.context["adminform"].errors["threshold"]
    assert not Proposal.objects.exists()


def test_the_reference_facts_keep_the_threshold_that_the_bureau_set():
    Measure.objects.filter(code="enrolled").update(threshold=10)
    loading.load()
    assert Measure.objects.get(code="enrolled").threshold == 10


def test_what_nobody_reports_is_protected_like_the_outcomes_beside_it():
    Measure.objects.update(threshold=3)
    assert rule_in_force().of("graduates") == 3
    Measure.objects.filter(code="further-study").update(threshold=8)
    assert rule_in_force().of("graduates") == 8
