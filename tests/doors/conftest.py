"""What everybody sees, and beside it what nobody may, each thing with a name of its own."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction

from awards import actions as awarding
from awards.models import AwardKind, Grant, Quota, Round
from colleges.chains.models import ChainScheme
from colleges.enrollment.models import Measure, Observation, Release
from colleges.enrollment.releases.actions import copy_figures, put_seal
from colleges.models import Campus, College, CollegeLink, FormerName, Offering, Specialty
from conferences.models import Conference, Participation, Programme, Segment
from qingdao_techedu.datasets import citing
from qingdao_techedu.datasets.registry import registered
from qingdao_techedu.facts.models import Citation, Indicator, ReportedFigure, Source
from qingdao_techedu.portal import sitemaps
from qingdao_techedu.publishing import proposing
from qingdao_techedu.publishing.rehearsal import watched
from tests.rooms import examples

# Later than whatever the database of the tests holds: a change shows in each "last changed".
NOON = datetime.datetime(2031, 5, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
SECRET = "秘藏"  # in each name of what is hidden
FIGURE = 987_654


@pytest.fixture
def clock():
    """Stands still, so that two answers differ by nothing but what was done between them."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def figures(db) -> Callable[..., Release]:
    """An open release of a year with a figure of a college and a specialty."""

    def make(year: int, value: int, *, college="qd-002", specialty="welding", **fields) -> Release:
        made = Release.objects.create(year=year, provenance="official", **fields)
        for measure in ("enrolled", "graduates"):
            Observation.objects.create(
                release=made,
                college=College.objects.get(code=college),
                specialty=Specialty.objects.get(slug=specialty),
                level="senior",
                entry_route="junior-leaver",
                sex="female",
                measure=Measure.objects.get(code=measure),
                value=value,
            )
        return made

    return make


@pytest.fixture
def nominated(staff) -> Callable[..., Round]:
    """A round in which somebody is nominated."""
    editor = staff("editor", "nominator")

    def make(kind: str, year: int, name: str, **fields) -> Round:
        kind = AwardKind.objects.get(slug=kind)
        made, _is_new = Round.objects.get_or_create(kind=kind, year=year, defaults=fields)
        Grant.objects.create(
            round=made, name=name, college=College.objects.get(code="qd-002"), nominated_by=editor
        )
        return made

    return make


@pytest.fixture
def ground(clock, figures, nominated, staff) -> dict:
    """What visitors see before anything hidden is there."""
    put_seal(figures(2030, 120), at=NOON - DAY)
    College.objects.get(code="qd-002").save()  # it has a history of its own
    conference = Conference.objects.get()
    round_ = nominated("outstanding-student", 2019, "张明", publication="published")
    reviewer = staff("reviewer", "second")
    clock.move_to(NOON - DAY)
    awarding.publicize(round_, closes_at=NOON - HOUR, by=reviewer)
    clock.move_to(NOON)
    awarding.confer(round_, by=reviewer)
    for kind in ("star-of-future-artisans", "national-scholarship"):  # nobody is nominated yet
        kind = AwardKind.objects.get(slug=kind)
        Round.objects.create(kind=kind, year=2019, publication="published")
    cited = citing.keep("enrollment", "measure=enrolled&rows=college&columns=year", sender="t")
    return {"conference": conference, "round": round_, "permalink": cited}


@pytest.fixture
def values(ground) -> dict[str, list[str]]:
    """What the parts of addresses may be, where all is public."""
    scheme = ChainScheme.objects.get(code="10+1-2024")
    chain = scheme.chains.order_by("order").first()
    conference = ground["conference"].slug
    known = {
        "code": ["qd-002", "qingdao-2024-enrolled", ground["permalink"].code, "welding"],
        "slug": ["welding", conference, "137", chain.slug],
        "scheme": [scheme.code],
        "scheme_code": [scheme.code],
        "year": ["2030", "2019"],
        "version": ["1"],
        "suffix": ["csv", "csv.gz", "xlsx", "parquet", "json", "ndjson", "zip", "csv.sha256"],
        "dataset": list(registered()),
        "kind": [
            "outstanding-student",
            "star-of-future-artisans",
            "national-scholarship",
            "enrollment",
            "college",
            "release",
            "round",
            "conference",
        ],
        "key": ["qd-002", "2030/1", "outstanding-student/2019", conference],
        "section": list(sitemaps.site_maps()),
        "receipt": ["NONE"],
        "token": ["none"],
    }
    for part, value in examples("PARTS"):
        known.setdefault(part, []).append(value)
    return known


@pytest.fixture
def hidden(ground, figures, nominated, staff) -> Callable[[], dict]:
    """Makes everything that the public may not see yet, or never, and answers with it."""
    editor = staff("editor", "somebody")
    reviewer = staff("reviewer", "another")

    def make() -> dict:
        college = College.objects.create(code="qd-hid", name_zh=f"{SECRET}学院", phone="0532-0001")
        Campus.objects.create(college=college, name_zh=f"{SECRET}校区")
        FormerName.objects.create(college=college, name_zh=f"{SECRET}旧名")
        specialty = Specialty.objects.get(slug="welding")
        Offering.objects.create(college=college, specialty=specialty)
        neighbor = College.objects.get(code="qd-002")
        CollegeLink.objects.create(college=neighbor, kind="merged-into", other=college)
        source = Source.objects.create(key="hid", kind="press", publisher_zh=f"{SECRET}日报")
        Citation.objects.create(source=source, record=college)
        figure = ReportedFigure.objects.create(
            code="f-hid",
            indicator=Indicator.objects.first(),
            subject=college,
            period_kind="undated",
            value=FIGURE,
            unit="persons",
        )
        public = ground["conference"]
        public.figures.add(figure)
        Participation.objects.create(conference=public, order=90, role="attended", college=college)
        conference = Conference.objects.create(
            slug="c-hid", name_zh=f"{SECRET}会议", held_on="2026-11"
        )
        Segment.objects.create(
            conference=conference, order=1, kind="review", title_zh=SECRET, body_zh=SECRET
        )
        programme = Programme.objects.create(
            slug="p-hid", name_zh=f"{SECRET}纲领", conference=conference
        )
        Participation.objects.create(
            conference=conference, order=1, role="attended", college=neighbor
        )
        conferred = Round.objects.get(pk=ground["round"].pk)
        conferred.conference = conference
        conferred.save()
        draft = nominated("star-of-future-artisans", 2029, f"{SECRET}甲")
        gathering = nominated(
            "star-of-future-artisans", 2019, f"{SECRET}乙", publication="published"
        )
        Quota.objects.create(round=gathering, college=neighbor, places=3, due_on="2026-12-01")
        ahead = nominated("national-scholarship", 2019, f"{SECRET}丙")
        awarding.publicize(ahead, opens_at=NOON + HOUR, closes_at=NOON + 2 * HOUR, by=reviewer)
        embargoed = figures(
            2032, FIGURE, specialty="culinary-arts-chinese-cuisine", published_at=NOON + HOUR
        )
        put_seal(embargoed, at=NOON)
        revision = Release.objects.create(
            year=2030,
            version=2,
            status="revised",
            provenance="official",
            published_at=NOON + HOUR,
            change_note_zh=f"{SECRET}更正",
        )
        copy_figures(Release.objects.get(year=2030, version=1), revision)
        revision.observations.update(value=FIGURE)
        put_seal(revision, at=NOON)
        figures(2033, FIGURE, specialty="culinary-arts-chinese-cuisine")
        with transaction.atomic(), watched() as watch:
            Specialty.objects.create(slug="s-hid", name_zh=f"{SECRET}专业")
            ChainScheme.objects.create(code="scheme-hid", name_zh=f"{SECRET}产业链")
            renamed = College.objects.get(code="qd-003")
            renamed.name_zh = f"{SECRET}新名"
            renamed.save()
            differences = watch.differences()
            transaction.set_rollback(True)
        proposal = proposing.propose(differences, by=editor)
        for hide in examples("HIDDEN"):
            hide(SECRET)
        return {
            "college": college,
            "figure": figure,
            "conference": conference,
            "programme": programme,
            "draft": draft,
            "gathering": gathering,
            "ahead": ahead,
            "embargoed": embargoed,
            "revision": revision,
            "proposal": proposal,
            "reviewer": reviewer,
        }

    return make
