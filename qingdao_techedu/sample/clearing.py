"""Removing the sample: the whole of it, or nothing where somebody's work depends on it.

The rows go by SQL, not one by one: the rules of ``belonging`` say which, and whatever else points
to one of them has been looked for before.
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any

from django.db import models
from django.db.models import Max, Min, Q

from qingdao_techedu.facts.models import Source
from qingdao_techedu.records.provenance import Provenanced

from .belonging import Rules, attached, attachments, deleted_by_staff, pointers, sample_rows
from .registry import Progress, SampleRefused

NAMED_AT_MOST = 10
BATCH = 50_000  # numbers (primary keys), not rows


def remove(rules: Rules, progress: Progress) -> int:
    """Delete what the rules name, parts before wholes. Raises ``SampleRefused`` beforehand."""
    obstacles = list(_obstacles(rules))
    if obstacles:
        raise SampleRefused(_sentence(obstacles))
    count = 0
    for model in _parts_first(rules):
        count += _remove_rows(model, rules[model], progress)
    return count


def _parts_first(rules: Rules) -> list[type[models.Model]]:
    """The models in an order in which nothing is removed before what points to it."""
    order: TopologicalSorter = TopologicalSorter()
    attachable = {model for model, _field in attachments() if not issubclass(model, Provenanced)}
    for model in rules:
        targets = {field.related_model for field in model._meta.concrete_fields} & set(rules)
        if model in attachable:
            targets |= set(rules) - attachable
        order.add(model, *(targets - {model}), *({Source} & set(rules) - {model}))
    return list(order.static_order())[::-1]


def _obstacles(rules: Rules) -> Iterator[models.Model]:
    """Records that are no sample and point to one that is."""
    for whole in rules:
        sample = sample_rows(whole, rules).values("pk")
        for field in pointers(whole):
            yield from _others(field.model, Q(**{f"{field.name}__in": sample}), rules)
        for model, attachment in attachments():
            yield from _others(model, attached(attachment, whole, rules), rules)


def _others(model: type[models.Model], pointing: Q, rules: Rules) -> models.QuerySet:
    found = model._base_manager.filter(pointing)
    if model in rules:
        found = found.exclude(pk__in=sample_rows(model, rules).values("pk"))
    return found[: NAMED_AT_MOST + 1]


def _sentence(obstacles: list[models.Model]) -> str:
    named = "; ".join(
        f'{record._meta.verbose_name} {record.pk} "{record}"'
        for record in obstacles[:NAMED_AT_MOST]
    )
    more = "; and more" if len(obstacles) > NAMED_AT_MOST else ""
    return (
        "Nothing was removed, because records that are not sample data depend on the sample: "
        f"{named}{more}. Remove them or attach them to other records, then run clear_sample again."
    )


def _remove_rows(model: type[models.Model], rule: Q, progress: Progress) -> int:
    rows = model._base_manager.filter(rule)
    if hasattr(model, "history"):
        _remove_history(model, rule)
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return 0
    starts = range(ends["first"], ends["last"] + 1, BATCH)
    label = str(model._meta.verbose_name_plural)
    return sum(
        rows.filter(pk__gte=start, pk__lt=start + BATCH)._raw_delete(rows.db)
        for start in progress(starts, label, len(starts))
    )


def _remove_history(model: Any, rule: Q) -> None:
    """Remove the history of sample rows, and of sample rows that staff have deleted since."""
    history = model.history.model._base_manager.all()
    if not history.exists():
        return
    standing = model._base_manager.filter(rule).values("pk")
    deleted = deleted_by_staff(model, rule).values("id")
    history.filter(Q(id__in=standing) | Q(id__in=deleted))._raw_delete(history.db)
