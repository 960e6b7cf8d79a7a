"""What belongs to the sample.

A record with a provenance is sample when it says so. A part that would be deleted with its whole
(a campus, a citation) is sample when its whole is. Nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from qingdao_techedu.facts.models import Source
from qingdao_techedu.facts.models.sources import SourceKind
from qingdao_techedu.records.provenance import Provenance, Provenanced

from .registry import wholes

Rules = dict[type[models.Model], Q]


def sample_rules() -> Rules:
    """Every model that holds sample rows now, and which of its rows they are."""
    rules: Rules = {
        model: Q(provenance=Provenance.SAMPLE)
        for model in apps.get_models()
        if issubclass(model, Provenanced)
    }
    rules[Source] = Q(kind=SourceKind.SAMPLE)
    rules = {model: rule for model, rule in rules.items() if _holds_any(model, rule)}
    for label, field in wholes().items():
        part = apps.get_model(label)
        if part._meta.get_field(field).related_model in rules:
            rules[part] = _points_to_sample(part, field, rules)
    _add_parts(rules)
    _add_attachments(rules)
    return rules


def sample_rows(model: Any, rules: Rules) -> models.QuerySet:
    return model._base_manager.filter(rules[model])


def deleted_by_staff(model: Any, rule: Q) -> models.QuerySet:
    """The last entries in the history of sample rows that staff have deleted since."""
    history = model.history.model._base_manager.filter(rule, history_type="-")
    return history.exclude(id__in=model._base_manager.values("pk"))


def _holds_any(model: type[models.Model], rule: Q) -> bool:
    return model._base_manager.filter(rule).exists() or deleted_by_staff(model, rule).exists()


def _points_to_sample(model: type[models.Model], field: str, rules: Rules) -> Q:
    target = model._meta.get_field(field).related_model
    return Q(**{f"{field}__in": sample_rows(target, rules).values("pk")})


def pointers(model: type[models.Model]) -> Iterator[Any]:
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
        for field in pointers(whole):
            part = field.model
            if field.remote_field.on_delete is models.CASCADE and not issubclass(part, Provenanced):
                rule = _points_to_sample(part, field.name, rules)
                if part not in rules:
                    unvisited.append(part)
                rules[part] = rules[part] | rule if part in rules else rule


def _add_attachments(rules: Rules) -> None:
    """Add what is attached to a record of any kind: citations, the reference loader's ledger."""
    hosts = [model for model in rules if model is not Source]
    for model, field in attachments():
        if hosts and not issubclass(model, Provenanced):
            rules[model] = reduce(or_, (attached(field, host, rules) for host in hosts))


def attachments() -> Iterator[tuple[type[models.Model], GenericForeignKey]]:
    for model in apps.get_models():
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                yield model, field


def attached(field: GenericForeignKey, whole: type[models.Model], rules: Rules) -> Q:
    return Q(
        **{
            field.ct_field: ContentType.objects.get_for_model(whole),
            f"{field.fk_field}__in": sample_rows(whole, rules).values("pk"),
        }
    )
