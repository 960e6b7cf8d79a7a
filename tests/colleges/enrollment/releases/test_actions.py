"""A release is sealed by a second person, and nothing changes it afterwards."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from colleges.enrollment.disclosure_audit.auditing import NarrowedGroup
from colleges.enrollment.disclosure_audit.equations import Unknown
from colleges.enrollment.models import (
    LedgerLine,
    Measure,
    Observation,
    PublishedFigure,
    Release,
)
from colleges.enrollment.releases import actions, canonical, putting_out
from colleges.enrollment.releases.disclosing import NotProtected
from colleges.models import College
from qingdao_techedu.log.models import Entry


def in_bytes(release: Release) -> bytes:
    return b"".join(canonical.pieces(canonical.collected(release)))


def test_a_release_goes_from_open_to_sealed_by_two_people(release, editor, reviewer):
    actions.submit(release, by=editor)
    actions.seal(release, by=reviewer)
    release.refresh_from_db()
    assert release.is_sealed
    assert release.sealed_by == reviewer
    assert list(Release.objects.current().filter(year=2031)) == [release]
    entry = Entry.objects.filter(kind="sealing").get()
    assert entry.details["sha256"] == release.sha256


def test_the_file_writes_a_symbol_and_never_0_for_what_is_not_known(sealed):
    line = next(line for line in in_bytes(sealed).decode().splitlines() if "further-study" in line)
    assert line.endswith(",further-study,,x")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE enrollment_observation SET value = 1, symbol = '' WHERE release_id = %s",
        "DELETE FROM enrollment_observation WHERE release_id = %s",
        "INSERT INTO enrollment_observation (release_id, college_id, specialty_id, level, "
        "entry_route, sex, measure_id, value, symbol) SELECT release_id, college_id, specialty_id, "
        "'intermediate', entry_route, sex, measure_id, value, symbol FROM enrollment_observation "
        "WHERE release_id = %s",
        "UPDATE enrollment_release SET sha256 = 'x' WHERE id = %s",
        "UPDATE enrollment_release SET sealed_at = NULL, sha256 = '', row_count = NULL "
        "WHERE id = %s",
        "UPDATE enrollment_release SET provenance = 'sample' WHERE id = %s",
        "UPDATE enrollment_release SET status = 'final' WHERE id = %s",
        "DELETE FROM enrollment_release WHERE id = %s",
    ],
)
def test_the_database_refuses_to_change_what_is_sealed(sealed, statement):
    before = in_bytes(sealed)
    with (
        pytest.raises(DatabaseError, match="sealed release does not change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [sealed.pk])
    assert in_bytes(sealed) == before


def test_a_figure_is_not_moved_into_or_out_of_a_sealed_release(sealed, observe):
    other = Release.objects.create(year=2032)
    loose = observe(other, "enrolled", 7, level="intermediate")
    inside = Observation.objects.filter(release=sealed)[0]
    for number, target in ((loose.pk, sealed.pk), (inside.pk, other.pk)):
        with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
            Observation.objects.filter(pk=number).update(release=target)


def test_the_ledger_of_a_sealed_release_is_fixed_too(release, editor, reviewer):
    line = LedgerLine.objects.create(release=release, check_kind="jump", expected=1, found=2)
    release.sealed_at = release.published_at = timezone.now()
    release.collected_sha256 = "0" * 64
    release.save()
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        LedgerLine.objects.filter(pk=line.pk).update(found=3)


def test_whoever_worked_on_a_release_does_not_seal_it(release, staff):
    author = staff("reviewer", "author")
    actions.submit(release, by=author)
    with pytest.raises(PermissionDenied):
        actions.seal(release, by=author)
    assert not Release.objects.get(pk=release.pk).is_sealed


def test_whoever_only_returned_it_may_seal_it_later(release, editor, reviewer):
    actions.submit(release, by=editor)
    actions.return_with_reason(release, by=reviewer, reason="总数不对")
    release.refresh_from_db()
    assert release.is_open
    assert release.remark == "总数不对"
    actions.submit(release, by=editor)
    actions.seal(release, by=reviewer)
    assert Release.objects.get(pk=release.pk).is_sealed


def test_an_editor_does_not_seal(release, editor, staff):
    actions.submit(release, by=editor)
    with pytest.raises(PermissionDenied):
        actions.seal(release, by=staff("editor", "another"))


def _without_figures(release):
    Observation.objects.filter(release=release).delete()


def _without_source(release):
    release.citations.all().delete()


def _with_a_hidden_college(release):
    College.objects.update(publication="draft")


def _with_too_many_employed(release):
    Observation.objects.filter(release=release, measure__code="employed").update(value=41)


def _with_a_number_in_a_citation(release):
    citation = release.citations.first()
    citation.locator = "经办人 13812345678"
    citation.save()


def _with_a_measure_that_nothing_protects(release):
    other = Measure.objects.create(code="dropouts", kind="flow", name_zh="流失生数")
    figure = Observation.objects.filter(release=release)[0]
    figure.pk, figure.measure = None, other
    figure.save()


def _with_the_status_of_a_revision(release):
    Release.objects.filter(pk=release.pk).update(status="revised")


@pytest.mark.parametrize(
    "spoil",
    [
        _without_figures,
        _without_source,
        _with_a_hidden_college,
        _with_too_many_employed,
        _with_a_measure_that_nothing_protects,
        _with_the_status_of_a_revision,
        _with_a_number_in_a_citation,
    ],
)
def test_each_point_of_the_checklist_blocks_submitting_and_sealing(
    release, editor, reviewer, spoil
):
    actions.submit(release, by=editor)
    spoil(release)
    with pytest.raises(ValidationError) as refusal:
        actions.seal(release, by=reviewer)
    assert len(refusal.value.messages) == 1
    actions.take_back(release, by=editor)
    with pytest.raises(ValidationError):
        actions.submit(release, by=editor)


def test_a_revision_needs_to_say_what_changed(sealed, editor, reviewer):
    revision = actions.start_revision(sealed, by=editor)
    with pytest.raises(ValidationError):
        actions.submit(revision, by=editor)
    revision.change_note_zh = "更正一所学校的在校生数"
    revision.save()
    actions.submit(revision, by=editor)
    actions.seal(revision, by=reviewer)
    assert Release.objects.current().get(year=2031).version == 2


def test_a_revision_starts_with_the_same_figures_and_their_history(sealed, editor):
    revision = actions.start_revision(sealed, by=editor)
    ours = in_bytes(revision).decode().replace("2031,2,", "2031,1,")
    assert ours == in_bytes(sealed).decode()
    entries = Observation.history.filter(release_id=revision.pk)
    assert {(entry.history_user, entry.history_type) for entry in entries} == {(editor, "+")}
    with pytest.raises(ValidationError):
        actions.start_revision(sealed, by=editor)


def test_an_embargoed_release_is_public_from_its_minute_on(release, editor, reviewer):
    moment = timezone.now() + datetime.timedelta(hours=1)
    Release.objects.filter(pk=release.pk).update(published_at=moment)
    actions.submit(release, by=editor)
    actions.seal(release, by=reviewer)
    of_year = Release.objects.filter(year=2031)
    assert not of_year.current().exists()
    assert not of_year.current(moment - datetime.timedelta(seconds=1)).exists()
    assert of_year.current(moment).exists()


def test_its_moment_is_moved_only_before_it_has_come(release, editor, reviewer):
    moment = timezone.now() + datetime.timedelta(hours=1)
    Release.objects.filter(pk=release.pk).update(published_at=moment)
    actions.submit(release, by=editor)
    actions.seal(release, by=reviewer)
    later = moment + datetime.timedelta(days=1)
    actions.postpone(release, by=reviewer, until=later)
    assert Release.objects.get(pk=release.pk).published_at == later
    Release.objects.filter(pk=release.pk).update(published_at=timezone.now())
    with pytest.raises(ValidationError):
        actions.postpone(release, by=reviewer, until=later)


def test_withdrawing_a_version_brings_the_one_before_back(sealed, editor, reviewer):
    revision = actions.start_revision(sealed, by=editor)
    Release.objects.filter(pk=revision.pk).update(change_note_zh="更正")
    actions.submit(revision, by=editor)
    actions.seal(revision, by=reviewer)
    with pytest.raises(ValidationError):
        actions.withdraw(revision, by=reviewer, zh="  ")
    actions.withdraw(revision, by=reviewer, zh="来源有误")
    assert Release.objects.current().get(year=2031) == sealed
    with pytest.raises(ValidationError):
        actions.withdraw(revision, by=reviewer, zh="再次")


def test_the_command_seals_and_refuses_with_a_sentence(release, editor, reviewer, capsys):
    with pytest.raises(CommandError, match="No release of 2031 is submitted"):
        call_command("seal_release", 2031, by="reviewer")
    actions.submit(release, by=editor)
    with pytest.raises(CommandError, match="no active account"):
        call_command("seal_release", 2031, by="nobody")
    call_command("seal_release", 2031, by="reviewer")
    assert Release.objects.get(pk=release.pk).sha256 in capsys.readouterr().out


def test_what_was_submitted_anew_is_looked_at_anew(release, editor, reviewer):
    actions.submit(release, by=editor)
    release.refresh_from_db()
    seen = release.submission
    actions.return_with_reason(release, by=reviewer, reason="?")
    actions.submit(release, by=editor)
    with pytest.raises(ValidationError):
        actions.seal(release, by=reviewer, seen=seen)
    release.refresh_from_db()
    actions.seal(release, by=reviewer, seen=release.submission)


def test_a_withdrawal_is_explained_without_personal_numbers(sealed, reviewer):
    with pytest.raises(ValidationError, match=r"138\*{6}78"):
        actions.withdraw(sealed, by=reviewer, zh="请致电 13812345678")
    assert not Release.objects.get(pk=sealed.pk).is_withdrawn


@pytest.fixture
def unprotected(monkeypatch):
    """No protection leaves the employed of the year open."""
    leaf = ("qd-001", "welding", "senior", "junior-leaver", "female")
    finding = NarrowedGroup(Unknown(2031, 1, "employed", leaf), 0, 3)

    def refuse(*_years, **_options):
        raise NotProtected([finding])

    monkeypatch.setattr(putting_out, "publishable", refuse)


def test_what_no_protection_leaves_open_is_not_sealed_and_nothing_is_lost(
    release, editor, reviewer, unprotected
):
    actions.submit(release, by=editor)
    before = in_bytes(release)
    with pytest.raises(ValidationError, match="2031年") as refusal:
        actions.seal(release, by=reviewer)
    assert "3" not in " ".join(refusal.value.messages).replace("2031", "")
    release.refresh_from_db()
    assert release.is_submitted
    assert in_bytes(release) == before
    assert not PublishedFigure.objects.exists()
    assert not Entry.objects.filter(kind="sealing").exists()


def test_the_sealing_page_and_the_command_say_why(release, editor, reviewer, sign_in, unprotected):
    actions.submit(release, by=editor)
    release.refresh_from_db()
    address = reverse("admin:enrollment_release_act", args=[release.pk, "seal"])
    answer = sign_in(reviewer).post(address, {"seen": release.submission})
    assert answer.status_code == 422
    assert "推算" in answer.content.decode()
    with pytest.raises(CommandError, match="推算"):
        call_command("seal_release", 2031, by="reviewer")
    assert Release.objects.get(pk=release.pk).is_submitted
