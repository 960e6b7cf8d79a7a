"""Recordings of a few answers, made for one test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audit.answers.recording import RecordedAnswer, Recording, digest_of

HTML = "text/html; charset=utf-8"


@pytest.fixture
def recorded(tmp_path) -> Callable[..., Recording]:
    """Keeps answers of 200 to visitors: bodies by their addresses, with one media type."""

    def keep(name: str, bodies: dict[str, bytes], kind: str = HTML, **headers: str) -> Recording:
        made = Recording(tmp_path / name)
        made.folder.mkdir()
        told = [["Content-Type", kind], *([k.replace("_", "-"), v] for k, v in headers.items())]
        made.keep(
            (RecordedAnswer("visitor", address, "", 200, told, digest_of(body)), body)
            for address, body in bodies.items()
        )
        return made

    return keep
