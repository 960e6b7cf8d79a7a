"""The data sets: what there is, what its columns mean, its rows, one record, and what changed."""

from __future__ import annotations

import datetime
from inspect import Parameter, Signature
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router

from qingdao_techedu.datasets.query import Query, ask
from qingdao_techedu.datasets.reading import snapshot
from qingdao_techedu.datasets.registry import Column, Dataset, registered
from qingdao_techedu.datasets.star import rows_of
from qingdao_techedu.publishing.history.changes import (
    Outcome,
    RecordChange,
    first_changes,
    touched_since,
)
from qingdao_techedu.records.provenance import Provenance

from . import asking, cursors, schemas
from .answers import absolute, answer
from .asking import CURSOR, LANG, LIMIT, SINCE
from .declaring import reads
from .document import row_name
from .paging import page
from .problems import public_or_refusal, require_understood
from .provenance import is_sample, provenance
from .schemas import Schema

# What is being written while somebody asks bears an earlier moment than its end.
STILL_WRITING = datetime.timedelta(minutes=1)


def router() -> Router:
    """Routes of every data set; of records and changes where its rows have codes."""
    made = Router()
    _declare_list(made)
    for dataset in registered().values():
        _declare_dictionary(made, dataset)
        _declare_rows(made, dataset)
        if dataset.key:
            _declare_record(made, dataset)
            _declare_changes(made, dataset)
    return made


def _name(dataset: Dataset, what: str) -> str:
    """What a program calls the route: its names have no hyphens."""
    return f"{dataset.code.replace('-', '_')}_{what}"


# What there is


def _declare_list(made: Router) -> None:
    entry = {
        "code": schemas.TEXT,
        "label": schemas.TEXT,
        "description": schemas.TEXT,
        "rows": schemas.ADDRESS,
        "dictionary": schemas.ADDRESS,
    }
    declare = reads(
        made,
        "",
        name="datasets",
        tag="entrance",
        summary=gettext_lazy("All data sets"),
        description=gettext_lazy("Each with what it holds, and where its rows and dictionary are."),
        answer=lambda: schemas.answer(schemas.several(schemas.record(entry)), ("page",)),
        example=lambda: "datasets",
    )
    declare(data_set_list)


def data_set_list(request: HttpRequest) -> HttpResponse:
    asking.require_known(request)
    data = [
        {
            "code": one.code,
            "label": str(one.label),
            "description": str(one.explained),
            "rows": absolute(request, _address(one, "rows")),
            "dictionary": absolute(request, _address(one, "dictionary")),
        }
        for one in registered().values()
    ]
    return answer(request, data, provenance=provenance(), links={"page": reverse("data_catalog")})


# What its columns mean


def _declare_dictionary(made: Router, dataset: Dataset) -> None:
    code = schemas.record({"code": schemas.TEXT, "label": schemas.TEXT})
    column = {
        "name": schemas.TEXT,
        "label": schemas.TEXT,
        "description": schemas.TEXT,
        "type": schemas.TEXT,
        "unit": schemas.TEXT_OR_NONE,
        "codes": schemas.several(code),
    }
    told = {
        "code": schemas.TEXT,
        "label": schemas.TEXT,
        "description": schemas.TEXT,
        "key": schemas.several(schemas.TEXT),
        "columns": schemas.several(schemas.record(column)),
    }
    declare = reads(
        made,
        f"/{dataset.code}",
        name=_name(dataset, "dictionary"),
        tag=dataset.code,
        call=gettext_lazy("Dictionary"),
        summary=_titled(gettext_lazy("Dictionary"), dataset),
        description=gettext_lazy(
            "What each column means, its type and unit, and the codes that stand in it."
        ),
        answer=lambda: schemas.answer(schemas.record(told), ("rows", "page")),
        example=lambda: f"datasets/{dataset.code}",
    )
    declare(_view(dictionary, dataset))


def dictionary(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    """The columns with their types, units and codes."""
    asking.require_known(request)
    data = {
        "code": dataset.code,
        "label": str(dataset.label),
        "description": str(dataset.explained),
        "key": list(dataset.key),
        "columns": [
            {
                "name": one.name,
                "label": str(one.label),
                "description": str(one.description),
                "type": one.type,
                "unit": str(one.unit) or None,
                "codes": [
                    {"code": str(code), "label": str(label)}
                    for code, label in (one.codes.choices if one.codes else [])
                    if code and not one.spoken
                ],
            }
            for one in dataset.columns
        ],
    }
    links: dict[str, str | None] = {
        "rows": _address(dataset, "rows"),
        "page": reverse("data_set", args=[dataset.code]),
    }
    return answer(request, data, provenance=provenance(), links=links)


# Its rows


def _declare_rows(made: Router, dataset: Dataset) -> None:
    declare = reads(
        made,
        f"/{dataset.code}/rows",
        name=_name(dataset, "rows"),
        tag=dataset.code,
        call=gettext_lazy("Rows"),
        summary=_titled(gettext_lazy("Rows"), dataset),
        description=dataset.explained,
        answer=lambda: _answer_of_rows(dataset, ("next", "page", "csv", "dataset")),
        parameters=lambda: [*schemas.filters(dataset.filtered({}).form), *schemas.paging()],
        example=lambda: f"datasets/{dataset.code}/rows?limit=2",
    )
    declare(_view(rows, dataset))


def rows(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    """The rows that page and file have for the same filters, a page at a time."""
    own = (LANG, LIMIT, CURSOR)
    asking.require_known(request, [*dataset.filterset.base_filters, LIMIT, CURSOR])
    limit = asking.limit(request)
    asked = ask(dataset.code, request.GET, also_allowed=own)
    require_understood(asked.problems)
    query = asked.query
    question = f"{query.code}?{query.text}"
    after = cursors.read(question, asking.one(request, CURSOR))
    with snapshot(query.queryset.db):
        found = page(query.queryset, after, limit)
        taken = list(rows_of(query, found.records))
    following = cursors.written(question, found.end) if found.end else None
    return _answer_with_rows(
        request, query, taken, {"next": asking.following(request, query.pairs, following)}
    )


def _answer_of_rows(dataset: Dataset, links: tuple[str, ...]) -> Schema:
    return schemas.answer(schemas.several(schemas.named(row_name(dataset.code))), links)


def _answer_with_rows(
    request: HttpRequest, query: Query, found: list[tuple], links: dict[str, str | None]
) -> HttpResponse:
    data = [dict(zip(query.header, row, strict=True)) for row in found]
    marks = [one.name for one in query.columns if one.codes is Provenance and not one.spoken]
    text = f"?{query.text}" if query.text else ""
    return answer(
        request,
        data,
        provenance=provenance(
            releases=query.dataset.basis(query),
            is_sample=is_sample(row[name] for row in data for name in marks),
        ),
        links={
            **links,
            "page": reverse("data_set", args=[query.code]) + text,
            "csv": reverse("data_file", args=[query.code, "csv"]) + text,
            "dataset": _address(query.dataset, "dictionary"),
        },
    )


# One record


def _declare_record(made: Router, dataset: Dataset) -> None:
    parts = "/".join(f"{{name:{name}}}" for name in dataset.key)
    declare = reads(
        made,
        f"/{dataset.code}/records/{parts}",
        name=_name(dataset, "record"),
        tag=dataset.code,
        call=gettext_lazy("One record"),
        summary=_titled(gettext_lazy("One record"), dataset),
        description=gettext_lazy(
            "The rows of one code; 410 with the explanation where it was withdrawn."
        ),
        answer=lambda: _answer_of_rows(dataset, ("record", "page", "csv", "dataset")),
        parts=lambda: {one.name: _part(one) for one in _key_columns(dataset)},
        errors=(410,),
        example=lambda: f"datasets/{dataset.code}/records/{_some_key(dataset)}",
    )
    declare(_view(one_record, dataset, dataset.key))


def one_record(request: HttpRequest, dataset: Dataset, **key: str) -> HttpResponse:
    """A record under its code; one that was withdrawn says why."""
    asking.require_known(request)
    record = _record_under(dataset, tuple(key.values()))
    query = ask(dataset.code, {}).query
    found = list(rows_of(query, query.queryset.filter(pk=record.pk)))
    if not found:
        raise Http404
    return _answer_with_rows(request, query, found, {"record": record.get_absolute_url()})


def _record_under(dataset: Dataset, key: tuple[str, ...]) -> Any:
    model: Any = dataset.query().model
    try:
        record = model._default_manager.get_by_natural_key(*key)
    except (model.DoesNotExist, ValueError, ValidationError):  # or no value of such a column
        raise Http404 from None
    return public_or_refusal(record)


def _some_key(dataset: Dataset) -> str:
    """The key of the first record, for an example; a placeholder where there is none."""
    for row in Query(dataset.code).rows(limit=1):
        told = dict(zip(dataset.header, row, strict=True))
        return "/".join(quote(str(told[name]), safe="") for name in dataset.key)
    return "/".join(f"{{{name}}}" for name in dataset.key)


def _key_columns(dataset: Dataset) -> list[Column]:
    return [column for column in dataset.columns if column.name in dataset.key]


def _part(column: Column) -> Schema:
    kind = schemas.NUMBERS.get(column.type, "string")
    return {"description": schemas.description_of(column), "schema": {"type": kind}}


# What changed


def _declare_changes(made: Router, dataset: Dataset) -> None:
    declare = reads(
        made,
        f"/{dataset.code}/changes",
        name=_name(dataset, "changes"),
        tag=dataset.code,
        call=gettext_lazy("Changes"),
        summary=_titled(gettext_lazy("Changes"), dataset),
        description=gettext_lazy(
            "Which records were published or changed since a moment, the earliest first, and which "
            "are gone: those are told by code, moment and explanation alone."
        ),
        answer=lambda: _answer_of_changes(dataset),
        parameters=lambda: [schemas.since(), *schemas.paging()],
        example=lambda: f"datasets/{dataset.code}/changes?since=2024-01-01&limit=2",
    )
    declare(_view(changes, dataset))


def _answer_of_changes(dataset: Dataset) -> Schema:
    told = {
        **dict.fromkeys(dataset.key, schemas.TEXT),
        "outcome": {**schemas.TEXT, "enum": Outcome.values, "x-labels": dict(Outcome.choices)},
        "at": schemas.MOMENT,
        "explanation": schemas.TEXT,
        "record": schemas.ADDRESS,
        "page": schemas.ADDRESS,
    }
    entry = schemas.record(told, optional=("explanation", "record", "page"))
    until = {
        **schemas.MOMENT,
        "description": _("Give it as “since” the next time."),
    }
    return schemas.answer(schemas.several(entry), ("next", "dataset"), until=until)


def changes(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    """What a keeper of copies has to take anew or to drop."""
    asking.require_known(request, (SINCE, LIMIT, CURSOR))
    since, limit = asking.since(request), asking.limit(request)
    question = f"{dataset.code}/changes?{since.isoformat()}"
    after = cursors.read(question, asking.one(request, CURSOR))
    model: Any = dataset.query().model
    touched = touched_since(model, since)
    left = [place for place in touched if after is None or place > _place(after)]
    told = first_changes(model, left, since, limit + 1)
    found, following = told[:limit], None
    if len(told) > limit:
        at, number = found[-1][0]
        following = cursors.written(question, [at.isoformat(), number])
    until = max([since, *(change.at - STILL_WRITING for _place, change in found)])
    pairs = [(SINCE, value) for value in request.GET.getlist(SINCE)]
    return answer(
        request,
        [_entry_of(request, dataset, change) for _place, change in found],
        until=until,
        provenance=provenance(),
        links={
            "next": asking.following(request, pairs, following),
            "dataset": _address(dataset, "dictionary"),
        },
    )


def _place(after: list[Any]) -> tuple[Any, int]:
    return parse_datetime(after[0]), after[1]


def _entry_of(request: HttpRequest, dataset: Dataset, change: RecordChange) -> dict[str, Any]:
    told: dict[str, Any] = dict(zip(dataset.key, map(str, change.key), strict=True))
    told |= {"outcome": change.outcome.value, "at": change.at}
    if change.explanation:
        told["explanation"] = change.explanation
    if change.record is not None:
        address = _address(dataset, "record", *change.key)
        told["record"] = absolute(request, address)
        told["page"] = absolute(request, change.record.get_absolute_url())
    return told


# What the routes share


def _view(function: Any, dataset: Dataset, parts: tuple[str, ...] = ()) -> Any:
    """A view of one data set that takes the parts of its address under their own names."""

    def view(request, **key):
        return function(request, dataset, **key)

    parameters = [
        Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, annotation=str)
        for name in ("request", *parts)
    ]
    view.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return view


def _titled(words: Any, dataset: Dataset) -> Any:
    return format_lazy("{}{}{}", dataset.label, gettext_lazy(": "), words)


def _address(dataset: Dataset, what: str, *key: str) -> str:
    return reverse(f"api:{_name(dataset, what)}", args=key)
