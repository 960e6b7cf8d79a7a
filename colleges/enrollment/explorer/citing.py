"""A table of the explorer as it is cited: the question made explicit, the answer in both languages.

Years are pinned: a table of the newest year is cited as one of that year.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from colleges.models import College
from qingdao_techedu.datasets.citable import Citable, Fate, Snapshot, Spoken
from qingdao_techedu.publishing.models import public
from qingdao_techedu.ui.parameters import once

from ..figures.models import Release
from .answers import SORT, answer, years_of
from .crosstab import CrossTable, CrossTableRow
from .files import code_head, snapshot_of, told_cell
from .filters import LAYOUT, ExplorerFilter

LEGEND = gettext_noop(
    "x: not available; c: confidential, or told together with others; z: not applicable. * The sum "
    "leaves out figures that have no value or are told together with others; unknown is never "
    "counted as 0."
)
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def snapshot(question: QueryDict) -> Snapshot:
    """The answer to a query of the explorer. Raises ``ValidationError`` where there is none."""
    asked = _asked(question)
    found = answer(asked)
    if asked.problems:
        raise ValidationError([str(problem) for problem in asked.problems])
    if found.table is None:
        raise ValidationError(str(found.obstacle and found.obstacle.why))
    query = _canonical(asked, found.table, years_of(asked, found))
    told = {language: _content_in(language, query) for language in LANGUAGES}
    content = told[settings.LANGUAGE_CODE]
    releases = Release.objects.current().filter(year__in=years_of(asked, found)).order_by("year")
    return Snapshot(
        query,
        {**_merged(told, content), "releases": [_identity(release) for release in releases]},
    )


def fates(releases: list[dict[str, Any]]) -> list[Fate]:
    """What became of releases that are not current any more."""
    found = []
    for told in releases:
        year, version = told["year"], told["version"]
        name = f"{year} v{version}"
        release = Release.objects.effective().filter(year=year, version=version).first()
        current = Release.objects.current().filter(year=year).first()
        successor = str(current) if current and current.version != version else ""
        if release is not None and release.is_withdrawn:
            found.append(Fate(name, successor, release.get_absolute_url(), release.withdrawal))
        elif current is not None and successor:
            address = f"{current.get_absolute_url()}changes/?from={version}"
            found.append(Fate(name, successor, address, current.change_note))
    return found


def withdrawn(kept: Snapshot) -> str:
    """Why figures that were cited are not shown any more: what they rest on is not public now.

    A release that was withdrawn or put out again, or a college that the question or table names.
    """
    for told in kept.content["releases"]:
        release = Release.objects.filter(year=told["year"], version=told["version"]).first()
        if release is not None and not release.is_public_now:
            return str(release.withdrawal) or _("The release is not public.")
        if release is not None and release.sha256 != told["sha256"]:
            return _put_out_again(release)
    heads = (*kept.content["rows"], *kept.content["columns"])
    codes = {*(head["code"] for head in heads), *QueryDict(kept.query).getlist("college")}
    hidden = College.objects.filter(code__in=codes).exclude(public(College)).first()
    if hidden is not None:
        return str(hidden.withdrawal) or _("A college in it is not public.")
    return ""


def _put_out_again(release: Release) -> str:
    """Figures that were told more finely than is safe now are not told again by a citation."""
    return _(
        "Since this table was cited, release %(release)s was put out again: small groups are told "
        "together with others now, to keep persons from being recognized. The figures of then were "
        "withdrawn with its former files; totals did not change. The table of today has them."
    ) % {"release": release}


def _asked(question: QueryDict) -> ExplorerFilter:
    return ExplorerFilter(question)


def _canonical(asked: ExplorerFilter, table: CrossTable, years: list[int]) -> str:
    """The same for every way to ask the same: all that counts, nothing else, in one order."""
    layout = [(name, asked.one(name)) for name in LAYOUT]
    filters = sorted(set(asked.understood(without=[*LAYOUT, "year", "page", SORT])))
    pinned = [("year", str(year)) for year in sorted(set(years))]
    sort = once(asked.given, SORT)
    sortable = {head.code for head in table.columns if head.code} | {"total"}
    order = [(SORT, sort)] if sort in sortable else []
    return urlencode([*layout, *pinned, *filters, *order])


def _content_in(language: str, query: str) -> dict[str, Any]:
    """The table in one language; names are taken in it when the table is laid out."""
    with override(language):
        asked = _asked(QueryDict(query))
        found = answer(asked)
        table: Any = found.table
        return {
            "title": _("%(measure)s by %(rows)s and %(columns)s, %(unit)s")
            % {
                "measure": found.quantity.name,
                "rows": found.rows_by.label,
                "columns": found.columns_by.label,
                "unit": found.quantity.unit,
            },
            "definition": str(found.quantity.definition),
            "head": str(found.rows_by.label),
            "total": _("Total"),
            "legend": " ".join([*([_(LEGEND)] if table.has_gaps else []), *found.about]),
            "rowsBy": found.rows_by.code,
            "codeHead": code_head(found.rows_by.code),
            "narrowed": [
                {"label": str(facet.label), "values": facet.chosen}
                for facet in asked.facets
                if facet.chosen
            ],
            "columns": [{"code": one.code, "label": str(one.label)} for one in table.columns],
            "rows": [
                {"code": row.header.code, "label": str(row.header.label), **_cells(row)}
                for row in table.rows
            ],
            "totals": _cells(table.totals) if table.totals else None,
            "hasRowTotals": table.has_row_totals,
        }


def _cells(row: CrossTableRow) -> dict[str, Any]:
    return {
        "cells": [told_cell(cell) for cell in row.cells],
        "total": None if row.total is None else told_cell(row.total),
    }


def _merged(told: dict[str, dict[str, Any]], content: dict[str, Any]) -> dict[str, Any]:
    """One content of the texts in every language; its order is that of the first."""
    merged = dict(content)
    for name in ("title", "definition", "head", "total", "legend"):
        merged[name] = {language: one[name] for language, one in told.items()}
    for name in ("columns", "rows"):
        labels = {
            language: {one["code"]: one["label"] for one in told[language][name]}
            for language in told
        }
        merged[name] = [{**one, "label": _of_code(labels, one["code"])} for one in content[name]]
    merged["narrowed"] = [
        {
            part: {language: one["narrowed"][number][part] for language, one in told.items()}
            for part in ("label", "values")
        }
        for number in range(len(content["narrowed"]))
    ]
    return merged


def _of_code(labels: dict[str, dict[str, str]], code: str) -> Spoken:
    return {language: found[code] for language, found in labels.items()}


def _identity(release: Release) -> dict[str, Any]:
    day = timezone.localdate(release.published_at).isoformat()
    return {**snapshot_of(release), "published": day}


TABLE = Citable("enrollment", "enrollment", snapshot, fates, withdrawn)
