"""Code lists in the OpenAPI document: named once, in English, whatever language it is in.

Programs that write clients name classes and constants after what they find. A name made of a
label would be Chinese, and one made of a place in a list would move when a code is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from qingdao_techedu.datasets.registry import CodeList

Schema = dict[str, Any]

NOT_OF_A_NAME = re.compile(r"[^A-Za-z0-9]")

_named: dict[str, CodeList] = {}


def named(codes: CodeList) -> Schema:
    """A reference to a code list; ``components`` then has what it leads to."""
    name = f"{codes.__qualname__.replace('.', '')}Code"
    _named[name] = codes
    return {"$ref": f"#/components/schemas/{name}"}


def components() -> dict[str, Schema]:
    """The code lists that were referred to, by their names."""
    return {name: _component(codes) for name, codes in sorted(_named.items())}


def _component(codes: CodeList) -> Schema:
    labels = {str(code): str(label) for code, label in codes.choices if code not in ("", None)}
    told = _("; ").join(f"{code}{_(': ')}{label}" for code, label in labels.items())
    return {"type": "string", "description": told, **enumerated(labels, "code")}


def enumerated(labels: Mapping[str, str], name: str) -> Schema:
    """The codes with their labels, and what a program may call them."""
    told: Schema = {"enum": list(labels), "x-labels": dict(labels)}
    if not all(code[:1].isalpha() and code.isascii() for code in labels):
        told |= _constants(labels, name)
    return told


def _constants(codes: Iterable[str], name: str) -> Schema:
    """Names for codes that are no names: 2024 of a year is YEAR_2024, wherever it stands."""
    made = [f"{name}_{NOT_OF_A_NAME.sub(_spelled, code)}".upper() for code in codes]
    return {"x-enum-varnames": made} if len(set(made)) == len(made) else {}


def _spelled(sign: re.Match[str]) -> str:
    return "_" if sign.group().isascii() else f"_{ord(sign.group()):X}_"
