"""By what figures may be laid out: what stands in the rows and columns of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, F, OuterRef, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from colleges.chains.models import Chain
from colleges.models import College, KindSpell, Ownership, Specialty
from qingdao_techedu.facts.models import Division

from .models import (
    NOT_TOLD_APART,
    UNDIVIDED,
    PublishedEntryRoute,
    PublishedLevel,
    PublishedSex,
)

NOT_KNOWN = _("not known")
UNDIVIDED_RECORD = -1  # stands for ``undivided`` where a database groups by keys of records


@dataclass(frozen=True)
class Header:
    """The head of a row or a column. ``code`` is its value in an address, blank where it has none.

    ``value`` is what the database groups by.
    """

    value: Any
    code: str
    label: Any
    address: str = ""
    record: Any = None

    @property
    def is_undivided(self) -> bool:
        """Whether it heads those who are told together with others."""
        return self.code == UNDIVIDED


@dataclass(frozen=True)
class Dimension:
    """A way to divide figures; ``each`` says so in a title.

    ``is_partition``: each figure falls into one part and no other. ``nowhere`` heads what belongs
    to no part. ``undivided`` is what the database groups those by who are told together across its
    parts: nobody knows their part, which is not that they have none. One that ``is_long`` may have
    very many parts and no nowhere; its ``headers`` take a slice too.
    """

    code: str
    label: Any
    each: Any
    field: str
    headers: Callable[..., Iterator[Header]]
    is_partition: bool = True
    prepare: Callable[[Any], Any] = lambda observations: observations
    nowhere: Any = NOT_KNOWN
    undivided: Any = UNDIVIDED
    is_long: bool = False

    def in_order(self, values: Iterable[Any]) -> list[Header]:
        """The heads of the parts that were found; what belongs to none, then who is not told."""
        found = set(values)
        heads = list(self.headers(found - {None, "", self.undivided}))
        if found & {None, ""} - {self.undivided}:
            heads.append(Header(None, "", self.nowhere))
        if self.undivided in found:
            heads.append(self.undivided_head)
        return heads

    @property
    def undivided_head(self) -> Header:
        return Header(self.undivided, UNDIVIDED, NOT_TOLD_APART)

    def headers_of_part(self, values: set, part: slice) -> list[Header]:
        """Some of the heads of a long dimension, of which no others are fetched."""
        of_parts = values - {self.undivided}
        heads = list(self.headers(of_parts, part)) if part.start < len(of_parts) else []
        if self.undivided in values and part.start <= len(of_parts) < part.stop:
            heads.append(self.undivided_head)
        return heads


def _years(values: set) -> Iterator[Header]:
    for year in sorted(values):
        yield Header(year, str(year), str(year))


def _colleges(values: set, part: slice = slice(None)) -> Iterator[Header]:
    for one in College.objects.filter(pk__in=values).order_by("pinyin", "code")[part]:
        yield Header(one.pk, one.code, one.name, one.get_absolute_url(), one)


def _specialties(values: set) -> Iterator[Header]:
    for one in Specialty.objects.filter(pk__in=values).order_by("pinyin", "slug"):
        yield Header(one.pk, one.slug, one.name, one.get_absolute_url(), one)


def _districts(values: set) -> Iterator[Header]:
    for one in Division.objects.filter(pk__in=values).order_by("code"):
        yield Header(one.pk, one.code, one.name)


def _chains(values: set) -> Iterator[Header]:
    """Chains; those of several schemes, which share names, with the year of theirs."""
    found = list(Chain.objects.filter(pk__in=values).select_related("scheme"))
    is_one_scheme = len({one.scheme_id for one in found}) == 1
    for one in found:
        label = one.name if is_one_scheme else chain_name(one)
        yield Header(one.pk, chain_code(one), label, one.get_absolute_url(), one)


def chain_code(chain: Chain) -> str:
    """A chain in an address: slugs are only unique within a scheme."""
    return f"{chain.scheme.code}.{chain.slug}"


def chain_name(chain: Chain) -> str:
    """Its name with the year of its scheme, whose names come back in the next."""
    return f"{chain.name} ({chain.scheme.valid_from[:4] or chain.scheme.code})"


def _choices(choices) -> Callable[[set], Iterator[Header]]:
    def headers(values: set) -> Iterator[Header]:
        for code, label in choices.choices:
            if code in values:
                yield Header(code, code, label)

    return headers


def _of_record(
    record: str, name: str, value: Callable[[], Any], undivided: Any
) -> Callable[[Any], Any]:
    """A field of a record for figures, some of which are about several records together."""

    def prepare(figures):
        told = Case(
            When(**{record: None}, then=Value(undivided)),
            default=value(),
            output_field=CharField() if isinstance(undivided, str) else BigIntegerField(),
        )
        return figures.annotate(**{name: told})

    return prepare


def _kinds() -> Subquery:
    """Today's kind of the college."""
    open_spell = KindSpell.objects.filter(college=OuterRef("college"), valid_until="")
    return Subquery(open_spell.order_by().values("kind"))


DIMENSIONS = {
    one.code: one
    for one in (
        Dimension("year", _("Year"), _("by year"), "release__year", _years),
        Dimension(
            "college",
            _("College"),
            _("by college"),
            "college",
            _colleges,
            undivided=None,
            is_long=True,
        ),
        Dimension(
            "kind",
            _("Kind of college (today's)"),
            _("by kind of college"),
            "kind_of_college",
            _choices(KindSpell.Kind),
            prepare=_of_record("college", "kind_of_college", _kinds, UNDIVIDED),
        ),
        Dimension(
            "ownership",
            _("Ownership"),
            _("by ownership"),
            "ownership_of_college",
            _choices(Ownership),
            prepare=_of_record(
                "college", "ownership_of_college", partial(F, "college__ownership"), UNDIVIDED
            ),
        ),
        Dimension(
            "district",
            _("District"),
            _("by district"),
            "district_of_college",
            _districts,
            prepare=_of_record(
                "college", "district_of_college", partial(F, "college__district"), UNDIVIDED_RECORD
            ),
            undivided=UNDIVIDED_RECORD,
        ),
        Dimension(
            "specialty",
            _("Specialty"),
            _("by specialty"),
            "specialty",
            _specialties,
            undivided=None,
        ),
        Dimension("level", _("Level"), _("by level"), "level", _choices(PublishedLevel)),
        Dimension(
            "entry_route",
            _("Entry route"),
            _("by entry route"),
            "entry_route",
            _choices(PublishedEntryRoute),
        ),
        Dimension("sex", _("Sex"), _("by sex"), "sex", _choices(PublishedSex)),
        Dimension(
            "chain",
            _("Industrial chain"),
            _("by industrial chain"),
            "chain_of_specialty",
            _chains,
            is_partition=False,  # a specialty may serve several
            prepare=_of_record(
                "specialty",
                "chain_of_specialty",
                partial(F, "specialty__alignments__chain"),
                UNDIVIDED_RECORD,
            ),
            nowhere=_("in no chain"),
            undivided=UNDIVIDED_RECORD,
        ),
    )
}
