"""What a download is called: what was asked, so that two files in a folder are told apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import quote, urlencode

from qingdao_techedu.ui.languages import ENGLISH, active

MAX_BYTES = 160  # of UTF-8: file systems take 255, and browsers add “(1)”
NOT_IN_A_NAME = re.compile(r"[^\w.+-]+")

Pairs = Iterable[tuple[str, str]]


def disposition(code: str, pairs: Pairs, suffix: str, *, others: Iterable[str] = ()) -> str:
    """``Content-Disposition`` of a file (RFC 6266): the data set, its filters and its language.

    ``others`` are further words, such as a layout. A name that would be too long ends in a digest
    of the question. Where it has signs beyond ASCII, those who know only that get one without.
    """
    pairs = list(pairs)
    words = [code, *_filters(pairs), *others]
    language = "en" if active() == ENGLISH else "zh"
    name = f"{_stem(words, pairs, language)}.{suffix}"
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    told = f'attachment; filename="{plain}"'
    return told if name == plain else f"{told}; filename*=UTF-8''{quote(name, safe='')}"


def _filters(pairs: list[tuple[str, str]]) -> list[str]:
    """Each filter with its values: year-2023-2024."""
    by_name = groupby(sorted(pairs), lambda pair: pair[0])
    return ["-".join([name, *(value for _name, value in found)]) for name, found in by_name]


def _stem(words: list[str], pairs: list[tuple[str, str]], language: str) -> str:
    stem = "-".join(NOT_IN_A_NAME.sub("_", word).strip("_.") for word in words)
    if len(stem.encode()) > MAX_BYTES:
        digest = hashlib.sha256(
            urlencode([*pairs, *((word, "") for word in words)]).encode()
        ).hexdigest()[:8]
        stem = stem.encode()[: MAX_BYTES - 9].decode(errors="ignore") + f"-{digest}"
    return f"{stem}-{language}"
