"""What identifies nominations as somebody looked at them."""

from __future__ import annotations

import hashlib
import json

from ..models import Grant

LOOKED_AT = ("pk", "status", "name", "class_name", "specialty_id", "is_another_person")


def digest_of(grant: Grant) -> str:
    """The same as long as a nomination says the same."""
    return _digest([[getattr(grant, name) for name in LOOKED_AT]])


def digest_of_waiting(grants) -> str:
    """The same as long as the same nominations of a query set wait and say the same."""
    return _digest([list(row) for row in grants.order_by("pk").values_list(*LOOKED_AT)])


def _digest(rows: list[list]) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
