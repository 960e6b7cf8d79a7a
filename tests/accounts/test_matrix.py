"""Who may do what: every role, every model, every act; a model without rules is a failure."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from colleges.models import Campus, College, Offering, Reporter, Specialty
from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.roles import ROLES

# What nobody works with at the desk: the ledger of the reference loader, what a form kept, the
# parts of a proposal, which are read on its page, and what the awards count.
NOT_WORKED_WITH = {
    "facts.ReferenceRow",
    "publishing.KeptForm",
    "publishing.Change",
    "publishing.Step",
    "awards.RollCount",
    "awards.Attempts",
}

READ, WRITE = {"view"}, {"add", "change", "delete"}
RECORDS = {
    "reporter": set(),
    "editor": READ | WRITE,
    "reviewer": READ | WRITE | {"review"},
    "auditor": READ,
    "administrator": READ | WRITE | {"review"},
}
NOBODY: dict[str, set[str]] = {role: set() for role in RECORDS}
PROPOSALS = {
    "reporter": READ | {"change"},
    "editor": READ | {"change"},
    "reviewer": READ | {"change", "review"},
    "auditor": READ,
    "administrator": READ | {"change", "review"},
}
AUDITED = {**NOBODY, "auditor": READ, "administrator": READ}
EXPLAINED = {
    "reporter": set(),
    "editor": READ | {"change"},
    "reviewer": READ | {"change"},
    "auditor": READ,
    "administrator": READ | {"change"},
}
RETURNS = {
    "reporter": READ | {"change"},
    "editor": READ | {"change", "review"},
    "reviewer": READ | {"change", "review"},
    "auditor": READ,
    "administrator": READ | {"change", "review"},
}
READ_BY_ALL = dict.fromkeys(RECORDS, READ)
EXCEPTIONS = {
    "enrollment.Return": RETURNS,
    "enrollment.ReturnedFigure": READ_BY_ALL,
    "enrollment.ReturnExplanation": READ_BY_ALL,
    "enrollment.ReturnMessage": READ_BY_ALL,
    "enrollment.LedgerLine": EXPLAINED,
    "awards.Grant": RECORDS | {"reporter": READ | {"add"}},
    "awards.Quota": RECORDS | {"reporter": READ},
    "awards.Objection": EXPLAINED,
    "colleges.College": RECORDS | {"reporter": READ | {"change"}},
    "colleges.Campus": RECORDS | {"reporter": READ | WRITE},
    "colleges.FormerName": RECORDS | {"reporter": READ},
    "colleges.KindSpell": RECORDS | {"reporter": READ},
    "colleges.CollegeLink": RECORDS | {"reporter": READ},
    "colleges.Offering": RECORDS | {"reporter": READ},
    "colleges.Reporter": {**AUDITED, "administrator": READ | WRITE | {"review"}},
    "publishing.Proposal": PROPOSALS,
    "log.Entry": AUDITED,
    "enrollment.FiguresFile": READ_BY_ALL | {"reporter": set()},
    "enrollment.SealedFile": READ_BY_ALL | {"reporter": set()},
    "datasets.Permalink": READ_BY_ALL | {"reporter": set()},
    "accounts.LastCode": NOBODY,
    "editions.Counter": NOBODY,
    "enrollment.CityTotal": NOBODY,
    "enrollment.CollegeTotal": NOBODY,
    "enrollment.Comparison": NOBODY,
    "enrollment.PublishedFigure": NOBODY,
    "enrollment.PublishedMember": NOBODY,
    "enrollment.Change": NOBODY,
    "inspection.LinkCheck": READ_BY_ALL | {"reporter": set()},
}


def own_models() -> list[type[models.Model]]:
    """The models of the portal's own rooms, but for the histories that are kept of them."""
    return [
        model
        for model in apps.get_models()
        if (settings.BASE_DIR / model.__module__.split(".")[0]).is_dir()
        and not model.__name__.startswith("Historical")
        and model._meta.label not in NOT_WORKED_WITH
    ]


def test_every_model_was_given_rules():
    assert not [model._meta.label for model in own_models() if rules.rule_of(model) is None]


@pytest.mark.parametrize("role", [role.code for role in ROLES])
@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_role_may_do_what_stands_here_and_nothing_else(staff, role, model):
    user = staff(role)
    expected = EXCEPTIONS.get(model._meta.label, RECORDS)[role]
    assert {act for act in rules.ACTS if rules.may(user, act, model)} == expected


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_somebody_who_left_may_do_nothing(staff, role):
    user = staff(role)
    user.is_active = False
    assert not [act for act in rules.ACTS if rules.may(user, act, College)]


@pytest.fixture
def two_colleges(db):
    made = [College.objects.create(code=f"qd-90{n}", name_zh=f"学校{n}") for n in range(2)]
    specialty = Specialty.objects.first()
    for college in made:
        Campus.objects.create(college=college, name_zh="主校区")
        Offering.objects.create(college=college, specialty=specialty)
    return made


def test_a_reporter_touches_only_what_belongs_to_their_own_college(staff, two_colleges):
    own, other = two_colleges
    user = staff("reporter")
    Reporter.objects.create(user=user, college=own)
    assert rules.may(user, "change", own)
    assert not rules.may(user, "view", other)
    assert rules.may(user, "delete", own.campuses.get())
    assert not rules.may(user, "change", other.campuses.get())
    assert rules.may(user, "view", own.offerings.get())
    assert not rules.may(user, "change", own.offerings.get())
    assert not rules.may(user, "view", Specialty.objects.first())
    assert list(rules.visible_to(user, College.objects.all())) == [own]
    assert list(rules.visible_to(user, Campus.objects.all())) == [own.campuses.get()]
    assert not rules.visible_to(user, Specialty.objects.all()).exists()


def test_a_reporter_without_a_college_touches_nothing(staff, two_colleges):
    user = staff("reporter")
    assert not rules.may(user, "view", two_colleges[0])
    assert not rules.visible_to(user, College.objects.all()).exists()


def test_the_bureau_s_fields_are_closed_to_a_reporter_only(staff):
    names = ["name_zh", "phone", "publication"]
    assert rules.closed_fields(staff("reporter"), College, names) == ["name_zh", "publication"]
    assert rules.closed_fields(staff("editor"), College, names) == []
