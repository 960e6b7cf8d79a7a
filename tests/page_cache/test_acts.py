"""Every act and every command: where a public page is another afterwards, so is its ETag."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.management import call_command, find_commands
from django.utils import timezone

from colleges.enrollment.models import LedgerLine, Measure, Release
from colleges.enrollment.releases import actions as releases
from colleges.models import College, Specialty
from qingdao_techedu.accounts.roles import ROLES
from qingdao_techedu.corrections import actions as corrections
from qingdao_techedu.corrections.models import Correction
from qingdao_techedu.facts.models import ReferenceRow, Source
from qingdao_techedu.publishing import actions as publishing
from qingdao_techedu.publishing import proposing
from qingdao_techedu.publishing.models import Proposal
from qingdao_techedu.publishing.rehearsal import watched
from qingdao_techedu.sample import loading as sampling
from tests.databases import asked
from tests.pages.addresses import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("peopled")]
SEEN = [
    *PAGES,
    "/changes/college/qd-001/",
    "/data/colleges.csv",
    "/data/enrollment.csv?year=2024&measure=enrolled",
    "/enrollment/releases/2024/1/",
    "/enrollment/table.csv",
]
MOMENT = timezone.now().replace(microsecond=0)


@pytest.fixture(scope="module")
def peopled(django_db_setup, databases, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The sample with two people at the desk, in the same edition for every test of this file."""
    folder = tmp_path_factory.mktemp("acts")
    with django_db_blocker.unblock(), databases.copy(folder) as name, asked(name):
        for code in ("editor", "reviewer"):
            group = next(role.group_name for role in ROLES if role.code == code)
            user = User.objects.create_user(code, is_staff=True)
            user.groups.add(Group.objects.get(name=group))
        yield


@pytest.fixture
def people() -> tuple[User, User]:
    return User.objects.get(username="editor"), User.objects.get(username="reviewer")


@pytest.fixture
def site(client):
    """Every public page as it is, by its address: what was answered, and its ETag."""

    def look() -> dict[str, tuple[bytes, str]]:
        found = {}
        for address in SEEN:
            response = client.get(address)
            found[address] = (b"".join(response), response.get("ETag", "none"))
        return found

    return look


@pytest.fixture(scope="module")
def looked_at() -> dict[str, tuple[bytes, str]]:
    """What ``before`` found, for all tests of this file: each begins with the same database."""
    return {}


@pytest.fixture
def before(client, site, looked_at):
    """The site before any act, looked at once. A page is asked each time: that ends its edition."""

    def look() -> dict[str, tuple[bytes, str]]:
        if not looked_at:
            looked_at.update(site())
        page = client.get(SEEN[0])
        assert (page.content, page["ETag"]) == looked_at[SEEN[0]]
        return looked_at

    return look


def proposed(author) -> Proposal:
    """That a college be withdrawn."""
    college = College.objects.get(code="qd-002")
    with watched() as watch:
        college.publication, college.withdrawal_zh = "withdrawn", "重复"
        college.save()
        differences = watch.differences()
    College.objects.filter(pk=college.pk).update(publication="published", withdrawal_zh="")
    return proposing.propose(differences, by=author)


def approve(editor, reviewer) -> None:
    publishing.approve(proposed(editor), by=reviewer)


def undo(editor, reviewer) -> None:
    proposal = proposed(editor)
    publishing.approve(proposal, by=reviewer)
    publishing.undo(proposal, by=reviewer)


def ready(editor) -> Release:
    """A corrected version of 2024, submitted."""
    release = Release.objects.current().get(year=2024)
    releases.start_revision(release, by=editor)
    revision = Release.objects.get(year=2024, version=release.version + 1)
    revision.observations.filter(measure__code="enrolled").update(value=77)
    revision.change_note_zh = "更正"
    revision.save()
    releases.compare_again(revision, by=editor)
    LedgerLine.objects.filter(release=revision).update(explanation="real", note_zh="属实")
    releases.submit(revision, by=editor)
    revision.refresh_from_db()
    return revision


def seal(editor, reviewer) -> None:
    releases.seal(ready(editor), by=reviewer)


def postpone(editor, reviewer) -> None:
    release = ready(editor)
    Release.objects.filter(pk=release.pk).update(published_at=MOMENT + timedelta(hours=1))
    releases.seal(release, by=reviewer)
    releases.postpone(release, by=reviewer, until=MOMENT + timedelta(hours=2))


def withdraw(editor, reviewer) -> None:
    release = Release.objects.current().get(year=2024)
    releases.withdraw(release, by=reviewer, zh="有误")


def reported() -> Correction:
    return corrections.receive(page="/colleges/qd-002/", text="地址有误")


def answer(editor, reviewer) -> None:
    corrections.answer(reported(), outcome="corrected", zh="已更正", by=editor)


def clear_sample(editor, reviewer) -> None:
    call_command("clear_sample", verbosity=0)


def load_sample(editor, reviewer) -> None:
    sampling.clear()
    call_command("load_sample", seed=5, verbosity=0)


def load_reference(editor, reviewer) -> None:
    """A file has another name for a college than when it was loaded."""
    entry = ReferenceRow.objects.get(table="colleges/colleges.csv", key="qd-002")
    College.objects.filter(code="qd-002").update(name_zh="旧名")
    entry.values = {**entry.values, "name_zh": "旧名"}
    entry.save()
    call_command("load_reference", verbosity=0)


def put_out_releases(editor, reviewer) -> None:
    """By another threshold than before."""
    Measure.objects.filter(code="enrolled").update(threshold=20)
    call_command("put_out_releases", verbosity=0)


CHANGES = [approve, seal, withdraw, answer, clear_sample, load_sample, put_out_releases]
CHANGES_BACK = [undo, postpone, load_reference]  # what they end with may be what was there before


@pytest.mark.parametrize("act", [*CHANGES, *CHANGES_BACK], ids=lambda act: act.__name__)
def test_no_page_changes_under_its_old_etag(act, before, site, people):
    with time_machine.travel(MOMENT, tick=False):
        old = before()
        act(*people)
        new = site()
    changed = {address for address in SEEN if old[address][0] != new[address][0]}
    assert {address for address in changed if old[address][1] == new[address][1]} == set()
    assert act in CHANGES_BACK or changed


def test_every_page_has_an_etag(before):
    # The sealed file has a digest of its own.
    with time_machine.travel(MOMENT, tick=False):
        assert [address for address, (_body, etag) in before().items() if etag == "none"] == []


def test_an_unanswered_report_and_a_kept_question_change_nothing(before, site):
    with time_machine.travel(MOMENT, tick=False):
        old = before()
        reported()
        Source.objects.filter(pk=-1).delete()
        assert site() == old


# Acts that leave what visitors see as it is: drafts, proposals, and what waits for a second person.
UNSEEN = {
    "propose",
    "submit",
    "take_back",
    "drop",
    "return_with_reason",
    "held",
    "may_review",
    "needs_review",
    "refuse_what_is_not_allowed",
    "start_revision",
    "copy_figures",
    "compare_again",
    "put_seal",
    "fix",  # the public sees what is put out
    "authors",
    "receive",
    "ask_for_extension",
    "approve_extension",
    "draft_answer",
    "reckon_anew",
    "provisional_years",
    "forget_contact",
    "refuse_personal_numbers",
}


@pytest.mark.parametrize("room", [publishing, releases, corrections], ids=lambda one: one.__name__)
def test_every_act_is_tried_here_or_seen_by_nobody(room):
    acts = {
        name
        for name, act in inspect.getmembers(room, inspect.isfunction)
        if inspect.unwrap(act).__module__ == room.__name__ and not name.startswith("_")
    }
    assert acts <= UNSEEN | {act.__name__ for act in [*CHANGES, *CHANGES_BACK]}


# Commands that write nothing that visitors see, or through what is tried above or elsewhere.
QUIET = {
    "audit_disclosure",
    "preview_disclosure",
    "check_gate",
    "check_inspection",
    "check_links",
    "export",
    "migrate",  # ends with a new edition whatever it found
    "prove_takedown",
    "verify_log",
    "verify_releases",  # files that come out the same to the byte, or not at all
    "prepare",  # ends with a new edition whatever it found
    "seal_release",  # the act `seal`
    "import_enrollment",  # by bulk statements: tests/page_cache/test_guards.py
    "import_table",  # by `save`: the same
}


def test_every_command_is_tried_here_or_writes_nothing_seen(settings):
    places = [place for place in settings.BASE_DIR.glob("[!.]*") if place.name != "var"]
    rooms = [room for place in places for room in place.glob("**/management")]
    commands = {name for room in rooms for name in find_commands(str(room))}
    assert commands - QUIET == {
        "clear_sample",
        "load_sample",
        "load_reference",
        "put_out_releases",
    }


def test_a_specialty_renamed_by_a_query_is_new_on_every_page(client):
    before = client.get("/specialties/")["ETag"]
    Specialty.objects.filter(slug="welding").update(name_zh="新焊接")
    response = client.get("/specialties/", headers={"If-None-Match": before})
    assert response.status_code == 200
    assert "新焊接" in response.content.decode()
