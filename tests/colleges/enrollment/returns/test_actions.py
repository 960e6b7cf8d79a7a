"""A return from the first question to the college's own signature."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from colleges.enrollment.models import Observation, Release, Return, ReturnedFigure
from colleges.enrollment.releases import actions as releases
from colleges.enrollment.returns import actions
from colleges.enrollment.returns.lines import sheet_of
from colleges.enrollment.returns.page import digest_of_page, is_signed_off
from colleges.models import College, Reporter

State = Return.State


def fresh(one: Return) -> Return:
    return Return.objects.get(pk=one.pk)


def test_a_college_is_asked_once_and_only_for_a_day_to_come(asked, open_release, college, editor):
    again = actions.ask(open_release, [college], due_on=asked.due_on, by=editor)
    assert again == []
    with pytest.raises(ValidationError) as refused:
        actions.ask(open_release, [], due_on=datetime.date(2020, 1, 1), by=editor)
    assert list(refused.value.message_dict) == ["due_on"]


def test_a_reporter_cannot_ask_accept_or_query(asked, sent, reporter, open_release, college):
    with pytest.raises(PermissionDenied):
        actions.ask(open_release, [college], due_on=asked.due_on, by=reporter)
    with pytest.raises(PermissionDenied):
        actions.accept(sent, by=reporter, seen=sheet_of(sent).digest)
    with pytest.raises(PermissionDenied):
        actions.query(sent, by=reporter, question="?")


def test_another_college_s_reporter_can_do_nothing_with_it(asked, staff, specialty, figures):
    stranger = staff("reporter", "stranger")
    College.objects.exclude(pk=asked.college_id)[0].reporters.create(user=stranger)
    with pytest.raises(PermissionDenied):
        actions.save_part(asked, specialty, figures(), by=stranger, seen="")
    with pytest.raises(PermissionDenied):
        actions.send(asked, by=stranger)
    assert not ReturnedFigure.objects.exists()


def test_what_is_typed_stays_in_the_return_until_it_is_accepted(sent, open_release, editor):
    assert not open_release.observations.exists()
    done = actions.accept(sent, by=editor, seen=sheet_of(sent).digest)
    assert len(done.new) == 10
    assert open_release.observations.filter(measure__code="enrolled").total() == 320
    one = fresh(sent)
    assert (one.state, one.accepted_by) == (State.ACCEPTED, editor)
    told = Observation.history.filter(release_id=open_release.pk).latest("pk")
    assert told.history_user == editor


def test_who_filled_it_in_or_sent_it_does_not_accept_it(asked, fill_in, reporter, editor):
    fill_in(by=editor)
    actions.send(asked, by=reporter)
    with pytest.raises(PermissionDenied):
        actions.accept(asked, by=editor, seen=sheet_of(asked).digest)
    assert fresh(asked).state == State.SENT


def test_the_college_s_own_reporter_does_not_accept_it_in_another_role(sent, staff, give_role):
    second = staff("reporter", "second")
    Reporter.objects.create(user=second, college=sent.college)
    give_role(second, "editor")
    with pytest.raises(PermissionDenied):
        actions.accept(sent, by=second, seen=sheet_of(sent).digest)
    assert fresh(sent).state == State.SENT


def test_what_nobody_looked_at_is_not_accepted(sent, editor, reporter, fill_in):
    seen = sheet_of(sent).digest
    actions.query(sent, by=editor, question="?")
    fill_in(enrolled=(131, 190))
    actions.send(sent, by=reporter, answer="!")
    with pytest.raises(actions.Overtaken):
        actions.accept(sent, by=editor, seen=seen)
    assert fresh(sent).state == State.SENT


def test_who_is_no_reporter_any_more_signs_nothing_off(accepted, reporter, give_role):
    reporter.groups.clear()
    give_role(reporter, "editor")
    with pytest.raises(PermissionDenied):
        actions.sign_off(accepted, by=reporter, seen=digest_of_page(accepted))


def test_who_accepted_it_does_not_seal_the_release(accepted, open_release, editor, reviewer):
    assert editor.pk in releases.authors(open_release)
    assert reviewer.pk not in releases.authors(open_release)


def test_blank_figures_and_too_many_outcomes_block_sending(asked, fill_in, reporter):
    for changed in ({}, {"employed": (29, 45)}):
        if changed:
            fill_in(**changed)
        with pytest.raises(ValidationError):
            actions.send(asked, by=reporter)
        assert fresh(asked).state == State.NOT_SENT


def test_a_warning_wants_a_word_and_the_word_is_of_those_numbers(asked, fill_in, reporter):
    fill_in(enrolled=(400, 500))
    with pytest.raises(ValidationError):
        actions.send(asked, by=reporter)
    warnings = {one.key for one in _findings(asked) if not one.is_error}
    assert any(key.startswith("jump//enrolled/300/900") for key in warnings)
    actions.explain(asked, dict.fromkeys(warnings, "并入一所学校") | {"no such": "x"}, by=reporter)
    assert asked.explanations.count() == len(warnings)

    fill_in(enrolled=(400, 501))
    kept = set(asked.explanations.values_list("warning", flat=True))
    assert not any("/900" in key for key in kept)
    with pytest.raises(ValidationError):
        actions.send(asked, by=reporter)


def test_a_queried_return_comes_back_with_an_answer(sent, editor, reporter, fill_in):
    actions.query(sent, by=editor, question="毕业生数是否含结业生？")
    assert fresh(sent).state == State.QUERIED
    fill_in(graduates=(31, 50))
    with pytest.raises(ValidationError):
        actions.send(sent, by=reporter)
    actions.send(sent, by=reporter, answer="不含，已更正。")
    assert [message.kind for message in sent.messages.all()] == ["query", "answer"]
    assert fresh(sent).state == State.SENT


def test_a_sent_return_is_not_changed(sent, fill_in):
    with pytest.raises(ValidationError):
        fill_in(enrolled=(1, 1))
    assert ReturnedFigure.objects.filter(value=130).exists()


def test_the_second_of_two_who_save_a_part_is_refused(asked, fill_in, specialty, figures, editor):
    seen = sheet_of(asked).part(specialty).digest
    fill_in()
    with pytest.raises(actions.Overtaken):
        actions.save_part(asked, specialty, figures(entrants=(1, 2)), by=editor, seen=seen)
    assert not ReturnedFigure.objects.filter(value=1).exists()
    # The same figures once more are no conflict: nobody loses anything.
    actions.save_part(asked, specialty, figures(), by=editor, seen=seen)


def test_an_accepted_return_that_is_queried_replaces_its_figures_when_accepted_again(
    accepted, open_release, editor, reporter, fill_in
):
    actions.query(accepted, by=editor, question="?")
    fill_in(enrolled=(131, 190))
    actions.send(accepted, by=reporter, answer="!")
    assert open_release.observations.filter(measure__code="enrolled").total() == 320
    actions.accept(accepted, by=editor, seen=sheet_of(accepted).digest)
    assert open_release.observations.filter(measure__code="enrolled").total() == 321


def test_a_sign_off_holds_for_what_was_read_and_no_longer(accepted, open_release, reporter, editor):
    seen = digest_of_page(accepted)
    with pytest.raises(PermissionDenied):
        actions.sign_off(accepted, by=editor, seen=seen)
    with pytest.raises(actions.Overtaken):
        actions.sign_off(accepted, by=reporter, seen="an older page")
    actions.sign_off(accepted, by=reporter, seen=seen)
    assert is_signed_off(fresh(accepted))
    open_release.observations.filter(measure__code="employed").update(value=1)
    assert not is_signed_off(fresh(accepted))


def test_missing_and_unsigned_returns_stand_in_the_ledger_and_block_sealing(
    asked, accepted, open_release, editor, reporter
):
    def kinds() -> set[str]:
        releases.compare_again(open_release, by=editor)
        return set(open_release.ledger.values_list("check_kind", flat=True))

    assert "not-signed-off" in kinds()
    with pytest.raises(ValidationError):
        releases.submit(open_release, by=editor)
    actions.sign_off(accepted, by=reporter, seen=digest_of_page(accepted))
    assert "not-signed-off" not in kinds()
    actions.query(accepted, by=editor, question="?")
    assert "missing-return" in kinds()


def test_a_revision_asks_with_the_figures_that_it_corrects(
    accepted, open_release, editor, reviewer, reporter, college
):
    actions.sign_off(accepted, by=reporter, seen=digest_of_page(accepted))
    releases.submit(open_release, by=editor)
    releases.seal(open_release, by=reviewer)
    revision = releases.start_revision(Release.objects.get(pk=open_release.pk), by=editor)
    again = actions.ask(revision, [college], due_on=accepted.due_on, by=editor)[0]
    assert again.figures.count() == 10
    with pytest.raises(ValidationError):
        actions.query(accepted, by=editor, question="the old release is sealed")


def test_a_reminder_is_noted_and_mailed_where_mail_is_sent(
    asked, editor, reporter, settings, django_capture_on_commit_callbacks
):
    settings.MAIL_IS_SENT = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    reporter.email = "reporter@example.org"
    reporter.save()
    with django_capture_on_commit_callbacks(execute=True):
        actions.remind(asked, by=editor)
    assert fresh(asked).reminded_on is not None
    assert [message.to for message in mail.outbox] == [["reporter@example.org"]]


def test_a_college_that_sends_while_all_are_reminded_is_left_out(
    asked, open_release, editor, fill_in, reporter, monkeypatch
):
    fill_in()
    remind = actions.remind

    def sent_first(one, *, by):
        actions.send(one, by=reporter)
        remind(one, by=by)

    monkeypatch.setattr(actions, "remind", sent_first)
    assert actions.remind_all(open_release, by=editor) == 0
    assert fresh(asked).reminded_on is None


def _findings(one: Return):
    return actions.findings(sheet_of(one))


def test_a_college_that_was_asked_by_mistake_is_not_asked_any_more(asked, editor, fill_in):
    fill_in()
    with pytest.raises(ValidationError):
        actions.take_request_back(asked, by=editor)
    ReturnedFigure.objects.all().delete()
    actions.take_request_back(asked, by=editor)
    assert not Return.objects.exists()
