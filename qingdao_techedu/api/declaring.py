"""How a route of the API is declared, with what its document says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from ninja import Router

from .schemas import Schema

DECLARED = "x-declared"  # taken out of the document again
METHODS = ["GET", "HEAD"]


@dataclass(frozen=True)
class Declared:
    """What a document says of a route. What may depend on the records is asked each time.

    ``parts`` are the schemas of the parts of its address, by their names, with a description each;
    ``errors`` are the problems that it answers with beside those of every route; ``example`` is
    what follows the root in an address that can be tried. ``tag`` groups the routes; ``call`` names
    what every data set answers alike.
    """

    summary: str | Promise
    description: str | Promise
    answer: Callable[[], Schema]
    parts: Callable[[], dict[str, Schema]]
    parameters: Callable[[], list[Schema]]
    errors: tuple[int, ...]
    example: Callable[[], str] | None
    tag: str
    name: str
    call: str | Promise


def reads(
    router: Router,
    path: str,
    *,
    name: str,
    summary: str | Promise,
    description: str | Promise,
    answer: Callable[[], Schema],
    example: Callable[[], str] | None,
    tag: str,
    parts: Callable[[], dict[str, Schema]] = dict,
    parameters: Callable[[], list[Schema]] = list,
    errors: tuple[int, ...] = (),
    call: str | Promise = "",
) -> Callable[[Any], Any]:
    """Declare a route that is read. ``name`` names it in the document and among the addresses."""
    declared = Declared(
        summary, description, answer, parts, parameters, errors, example, tag, name, call
    )
    extra = {DECLARED: declared}
    return router.api_operation(
        METHODS, path, operation_id=name, url_name=name, tags=[tag], openapi_extra=extra
    )
