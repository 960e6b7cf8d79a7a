"""Before sealing it is told what would be told together, and nothing is worked out unasked."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from colleges.enrollment.models import Measure, PublishedFigure, Release
from colleges.enrollment.releases import actions, previewing
from qingdao_techedu.log.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(release, observe, editor) -> Release:
    """A submitted release with 8 men among its students."""
    observe(release, "enrolled", 8, sex="male")
    actions.submit(release, by=editor)
    release.refresh_from_db()
    return release


def address(release: Release, **query) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse("admin:release_protection", args=[release.pk]) + (f"?{asked}" if asked else "")


def of_sex(release: Release, threshold: int | None) -> tuple[float, float]:
    found = {
        (one.measure.code, str(one.table)): one for one in previewing.costs(release, threshold)
    }
    one = found["enrolled", str(previewing.TABLES[("sex",)])]
    return one.soft, one.strict


def test_another_threshold_costs_what_it_joins(waiting):
    assert of_sex(waiting, None) == (0, 0)
    assert of_sex(waiting, 6) == (0, 0)
    assert of_sex(waiting, 10) == (100, 100)
    assert not PublishedFigure.objects.exists()


def test_the_thresholds_in_force_are_those_of_the_measures(waiting):
    Measure.objects.filter(code="enrolled").update(threshold=10)
    assert of_sex(waiting, None) == (100, 100)


def test_what_was_worked_out_once_is_kept_until_the_release_is_submitted_anew(
    waiting, editor, observe, monkeypatch
):
    before = of_sex(waiting, 10)
    monkeypatch.setattr(previewing, "protect", None)
    assert of_sex(waiting, 10) == before
    monkeypatch.undo()
    actions.take_back(waiting, by=editor)
    waiting.refresh_from_db()
    waiting.observations.filter(sex="male").update(value=20)
    actions.submit(waiting, by=editor)
    waiting.refresh_from_db()
    assert of_sex(waiting, 10) == (0, 0)


def test_nothing_is_worked_out_before_somebody_asks(waiting, as_role, monkeypatch):
    monkeypatch.setattr(previewing, "costs", None)
    answer = as_role("administrator").get(address(waiting))
    assert answer.status_code == 200
    assert not Entry.objects.filter(kind="look").exists()


def test_who_prepares_or_seals_reads_both_thresholds_and_it_stands_in_the_log(waiting, as_role):
    for role in ("administrator", "reviewer"):
        page = as_role(role).get(address(waiting, threshold=10)).content.decode()
        assert "100.0%" in page
    assert Entry.objects.filter(kind="look", subject="2031 v1").count() == 2


@pytest.mark.parametrize("role", ["auditor", "reporter"])
def test_nobody_else_reads_it(role, waiting, as_role):
    assert as_role(role).get(address(waiting, threshold=10)).status_code in (403, 404)


@pytest.mark.parametrize("threshold", ["7", "0", "x", ""])
def test_a_threshold_that_is_not_offered_is_refused_in_the_form(threshold, waiting, as_role):
    answer = as_role("administrator").get(address(waiting, threshold=threshold))
    assert answer.status_code == 200
    assert answer.context["form"].errors["threshold"]
    assert "costs" not in answer.context


def test_a_large_release_is_told_the_command(waiting, as_role, monkeypatch):
    monkeypatch.setattr(previewing, "AT_ONCE", 3)
    monkeypatch.setattr(previewing, "costs", None)
    page = as_role("administrator").get(address(waiting, threshold=10)).content.decode()
    assert "manage.py preview_disclosure 2031" in page


def test_an_open_or_a_sealed_release_leads_to_its_own_page(release, as_role):
    answer = as_role("administrator").get(address(release, threshold=10))
    assert answer.url == reverse("admin:enrollment_release_sealing", args=[release.pk])


def test_the_page_of_a_sealed_release_tells_what_was_lost(waiting, reviewer, sign_in):
    Measure.objects.filter(code="enrolled").update(threshold=10)
    actions.seal(waiting, by=reviewer)
    own = reverse("admin:enrollment_release_sealing", args=[waiting.pk])
    assert "100.0%" in sign_in(reviewer).get(own).content.decode()


def test_the_command_tells_every_threshold(waiting, capsys):
    call_command("preview_disclosure", 2031, thresholds=[6, 10])
    told = capsys.readouterr().out
    line = next(one for one in told.splitlines() if one.startswith("enrolled by sex"))
    assert line.split()[3:] == ["0.0", "/", "0.0", "0.0", "/", "0.0", "100.0", "/", "100.0"]
    assert not PublishedFigure.objects.exists()


def test_the_command_refuses_in_a_sentence(waiting):
    with pytest.raises(CommandError, match="no figures of 2040"):
        call_command("preview_disclosure", 2040)
    with pytest.raises(CommandError, match="0 is no threshold"):
        call_command("preview_disclosure", 2031, thresholds=[0])
