"""All that the public reads, searched for personal numbers: what was there before the gate too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from qingdao_techedu.personal_numbers import registry
from qingdao_techedu.personal_numbers.finders import in_text

from . import searching
from .models import Proposal, Recorded


class Search:
    """Counts what it searches; ``agreed`` are findings that two people let through."""

    def __init__(self) -> None:
        self.count = self.agreed = 0
        self.excepted = {
            (one["model"], one["pk"], one["field"], one["kind"], one["shown"])
            for kept in Proposal.objects.filter(state=Proposal.State.APPLIED)
            .exclude(exception_reason="")
            .values_list("findings", flat=True)
            for one in kept
        }

    def found(self, *, is_public_only: bool) -> Iterator[str]:
        """The findings in records, in what other rooms registered, and in open proposals.

        With ``is_public_only`` drafts and proposals are left out.
        """
        for record, found in self._records():
            if record.is_public or not is_public_only:
                yield from self._not_agreed(found)
        for texts in registry.registered():
            for place, text in texts():
                self.count += 1
                yield from (f"{place}, {finding}" for finding in in_text(text))
        if not is_public_only:
            yield from self._proposed()

    def _proposed(self) -> Iterator[str]:
        """The findings in open proposals whose authors did not ask for an exception."""
        for proposal in Proposal.objects.open().filter(exception_reason=""):
            changes = proposal.changes.select_related("content_type")
            for one in searching.in_changes(changes):
                yield f"{proposal._meta.verbose_name} {proposal.pk}: {one}"

    def _records(self) -> Iterator[tuple[Any, list[searching.Found]]]:
        for model in apps.get_models():
            names = searching.text_fields(model) if issubclass(model, Recorded) else []
            if not names:
                continue
            rows = model._base_manager.order_by("pk").values_list("pk", *names)
            for pk, *texts in rows.iterator():
                self.count += len(texts)
                if any(map(in_text, filter(None, texts))):
                    record = model._base_manager.get(pk=pk)
                    yield record, searching.in_record(record)

    def _not_agreed(self, found: list[searching.Found]) -> Iterator[str]:
        for one in found:
            kept = one.kept()
            key = tuple(kept[name] for name in ("model", "pk", "field", "kind", "shown"))
            if key in self.excepted:
                self.agreed += 1
            else:
                yield str(one)
