"""What stands against nominations that are not made yet: told of each, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qingdao_techedu.accounts import rules

from .. import names
from ..models import Grant, Round
from .places import NONE, Places, places_in

ANOTHER = "is_another_person"
NAMESAKE = "namesake"  # the code of an error that a confirmation settles


@dataclass(frozen=True)
class NominationFinding:
    """What stands against one of several nominations: its place among them, the field, the rule."""

    place: int
    field: str
    rule: str
    way_out: str = ""
    code: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.rule} {self.way_out}".strip()


def proposes(user, grant: Grant) -> bool:
    """Whether somebody nominates as the college, whatever else they may do at the desk."""
    return rules.answers_for(user, grant)


def findings(round_: Round, grants: Sequence[Grant], *, by) -> list[NominationFinding]:
    """All that stands against adding ``grants`` to a round, in no more than a few queries."""
    return [
        *_broken_rules(grants),
        *namesakes(round_, grants),
        *want_of_places(round_, grants, by=by),
    ]


def refuse(found: Sequence[NominationFinding]) -> None:
    """Raise what was found of one nomination as a ``ValidationError`` by its fields."""
    if found:
        told: dict[str, list[ValidationError]] = {}
        for one in found:
            error = ValidationError(capfirst(one.sentence), code=one.code or None)
            told.setdefault(one.field or NON_FIELD_ERRORS, []).append(error)
        raise ValidationError(told)


def _broken_rules(grants: Sequence[Grant]) -> Iterator[NominationFinding]:
    """The rules of the fields. References were looked up by whoever filled them in."""
    references = {field.name for field in Grant._meta.concrete_fields if field.is_relation}
    for place, grant in enumerate(grants):
        for check in (lambda one: one.clean_fields(exclude=references), Grant.clean):
            try:
                check(grant)
            except ValidationError as error:
                for name, sentences in error.message_dict.items():
                    yield NominationFinding(place, name, " ".join(sentences))
                break


def namesakes(round_: Round, grants: Sequence[Grant]) -> Iterator[NominationFinding]:
    """Names that the college has nominated already, or that stand among ``grants`` before.

    A college that knows of two people of one name says so of each but the first.
    """
    standing = _standing(round_, grants)
    earlier: dict[tuple[int, str], int] = {}
    for place, grant in enumerate(grants):
        if grant.college_id is None:
            continue
        key = (grant.college_id, names.folded(grant.name))
        if not grant.is_another_person:
            if key in standing:
                yield _namesake(place, grant, told_of(standing[key]))
            elif key in earlier:
                yield _namesake(place, grant, "", earlier[key])
        earlier.setdefault(key, place)


def _standing(round_: Round, grants: Sequence[Grant]) -> dict[tuple[int, str], Grant]:
    """The first nomination in play under each folded name that is asked for."""
    asked = {
        (grant.college_id, names.folded(grant.name))
        for grant in grants
        if not grant.is_another_person
    }
    own = {grant.pk for grant in grants if grant.pk}
    in_play = Grant.objects.in_play().filter(
        round=round_, college__in={college for college, _name in asked}
    )
    found: dict[tuple[int, str], int] = {}
    for pk, college, name in in_play.order_by("pk").values_list("pk", "college", "name"):
        key = (college, names.folded(name))
        if key in asked and pk not in own:
            found.setdefault(key, pk)
    told = Grant.objects.select_related("specialty").in_bulk(list(found.values()))
    return {key: told[pk] for key, pk in found.items()}


def told_of(grant: Grant) -> str:
    """Who a nominee is, so that it can be told from another of the same name."""
    parts = [grant.name, grant.class_name, str(grant.specialty.name) if grant.specialty else ""]
    return " · ".join([*filter(None, parts), str(grant.get_status_display())])


def _namesake(
    place: int, grant: Grant, other: str, earlier: int | None = None
) -> NominationFinding:
    if earlier is None:
        rule = _("the college has nominated this name in the round already: %(other)s.")
        rule %= {"other": other}
    else:
        rule = _("%(name)s stands further up already.") % {"name": grant.name}
    way_out = _("Leave it out, or confirm that it is another one of the same name.")
    return NominationFinding(place, ANOTHER, rule, way_out, NAMESAKE)


def want_of_places(round_: Round, grants: Sequence[Grant], *, by) -> Iterator[NominationFinding]:
    """From which nomination on a college has no place, or why it has none at all."""
    colleges = {grant.college_id: grant for grant in reversed(grants)}
    places = places_in(round_, colleges)
    coming = Counter(grant.college_id for grant in grants)
    refused, counted = set(), Counter[int]()
    for place, grant in enumerate(grants):
        college: int | None = grant.college_id
        if college is None or college in refused:
            continue
        counted[college] += 1
        rule = _refusal(places.get(college, NONE), counted[college], coming[college], grant, by)
        if rule:
            refused.add(college)
            yield NominationFinding(place, "", rule)


def _refusal(has: Places, count: int, coming: int, grant: Grant, by) -> str:
    if proposes(by, grant):
        if has.quota is None:
            return _("the bureau has not invited the college to nominate in this round.")
        if has.quota.is_due:
            return _("the last day of nominating was %(day)s. Ask the bureau for a later one.") % {
                "day": date_format(has.quota.due_on, "Y-m-d")
            }
    if has.quota is None or has.taken + count <= has.quota.places:
        return ""
    told = {"places": has.quota.places, "taken": has.taken, "coming": coming}
    return (
        ngettext(
            "from here on the quota of %(places)d place is exceeded: "
            "%(taken)d taken, %(coming)d more sent.",
            "from here on the quota of %(places)d places is exceeded: "
            "%(taken)d taken, %(coming)d more sent.",
            has.quota.places,
        )
        % told
    )
