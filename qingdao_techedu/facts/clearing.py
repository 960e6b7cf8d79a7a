"""What belongs to the sample, what stands in the way of removing it, and how it is removed.

A record with a provenance is sample when it says so. A part that would be deleted with its whole
(a campus, a citation) is sample when its whole is. Every other record that points to a sample one
is somebody's work and stops the removal. The rows go by SQL, not one by one: nothing outside
these rules is touched, and what else depends on a row has been ruled out before.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from graphlib import TopologicalSorter
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Max, Min, Q

from .models import Source
from .models.sources import SourceKind
from .provenance import Provenance, Provenanced
from .sample import Progress, SampleRefused, wholes

Rules = dict[type[models.Model], Q]

NAMED_AT_MOST = 10
BATCH = 50_000  # numbers (primary keys), not rows


def sample_rules() -> Rules:
    """Every model that may hold sample rows, and which of its rows they are."""
    rules: Rules = {
        model: Q(provenance=Provenance.SAMPLE)
        for model in apps.get_models()
        if issubclass(model, Provenanced)
    }
    rules[Source] = Q(kind=SourceKind.SAMPLE)
    for label, field in wholes().items():
        part = apps.get_model(label)
        rules[part] = _points_to_sample(part, field, rules)
    _add_parts(rules)
    _add_attachments(rules)
    return rules


def remove(rules: Rules, progress: Progress) -> int:
    """Delete what the rules name, parts before wholes. Raises ``SampleRefused`` beforehand."""
    obstacles = list(_obstacles(rules))
    if obstacles:
        raise SampleRefused(_sentence(obstacles))
    count = 0
    for model in _parts_first(rules):
        count += _remove_rows(model, rules[model], progress)
    return count


def _rows(model: Any, rules: Rules) -> models.QuerySet:
    return model._base_manager.filter(rules[model])


def _points_to_sample(model: type[models.Model], field: str, rules: Rules) -> Q:
    target = model._meta.get_field(field).related_model
    return Q(**{f"{field}__in": _rows(target, rules).values("pk")})


def _pointers(model: type[models.Model]) -> Iterator[Any]:
    """The foreign keys that point to ``model``; histories point without depending."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            field: Any = relation.remote_field
            if field.remote_field.on_delete is not models.DO_NOTHING:
                yield field


def _add_parts(rules: Rules) -> None:
    """Add what the database deletes with its whole and has no provenance of its own."""
    unvisited = list(rules)
    while unvisited:
        whole = unvisited.pop()
        for field in _pointers(whole):
            part = field.model
            if field.remote_field.on_delete is models.CASCADE and not issubclass(part, Provenanced):
                rule = _points_to_sample(part, field.name, rules)
                if part not in rules:
                    unvisited.append(part)
                rules[part] = rules[part] | rule if part in rules else rule


def _add_attachments(rules: Rules) -> None:
    """Add what is attached to a record of any kind: citations, the reference loader's ledger."""
    wholes = [model for model in rules if model is not Source]
    for model, field in _attachments():
        if model not in rules:
            rules[model] = reduce(or_, (_attached(field, whole, rules) for whole in wholes))


def _attachments() -> Iterator[tuple[type[models.Model], GenericForeignKey]]:
    for model in apps.get_models():
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                yield model, field


def _attached(field: GenericForeignKey, whole: type[models.Model], rules: Rules) -> Q:
    return Q(
        **{
            field.ct_field: ContentType.objects.get_for_model(whole),
            f"{field.fk_field}__in": _rows(whole, rules).values("pk"),
        }
    )


def _parts_first(rules: Rules) -> list[type[models.Model]]:
    """The models in an order in which nothing is removed before what points to it."""
    order: TopologicalSorter = TopologicalSorter({Source: ()})
    attachable = {model for model, _field in _attachments() if not issubclass(model, Provenanced)}
    for model in rules:
        targets = {field.related_model for field in model._meta.concrete_fields} & set(rules)
        if model in attachable:
            targets |= set(rules) - attachable
        order.add(model, *(targets - {model}), *({Source} - {model}))
    return list(order.static_order())[::-1]


def _obstacles(rules: Rules) -> Iterator[models.Model]:
    """Records that are no sample and point to one that is."""
    for whole in rules:
        sample = _rows(whole, rules).values("pk")
        for field in _pointers(whole):
            yield from _others(field.model, Q(**{f"{field.name}__in": sample}), rules)
        for model, attachment in _attachments():
            yield from _others(model, _attached(attachment, whole, rules), rules)


def _others(model: type[models.Model], pointing: Q, rules: Rules) -> models.QuerySet:
    found = model._base_manager.filter(pointing)
    if model in rules:
        found = found.exclude(pk__in=_rows(model, rules).values("pk"))
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
    gone = history.filter(rule, history_type="-").exclude(id__in=model._base_manager.values("pk"))
    kept = model._base_manager.filter(rule).values("pk")
    history.filter(Q(id__in=kept) | Q(id__in=gone.values("id")))._raw_delete(history.db)
