"""``manage.py check --database default``: the guards that a database lacks, by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.checks import Error, Tags, register

from .standing import missing

_is_being_mended = False


@register(Tags.database)
def all_guards_stand(app_configs, databases: Sequence[str] | None = None, **kwargs) -> list[Error]:
    if _is_being_mended:
        return []
    absent = {using: missing(using) for using in databases or ()}
    return [
        Error(
            f"The database “{using}” lacks guards, or has them altered: {', '.join(names)}.",
            hint="Run manage.py migrate: it puts them up. Until then no act is done.",
            id="guards.E001",
        )
        for using, names in absent.items()
        if names
    ]


@contextmanager
def being_mended() -> Iterator[None]:
    """Ask for no guards inside: what runs there will put them up."""
    global _is_being_mended
    _is_being_mended = True
    try:
        yield
    finally:
        _is_being_mended = False
