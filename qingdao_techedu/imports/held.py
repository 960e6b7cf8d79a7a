"""A file between its dry run and the decision to go on: kept with the session of who sent it."""

from __future__ import annotations

import base64
import zlib

KEY = "import"


def hold(session, table: str, name: str, data: bytes) -> None:
    """Keep one file, in the place of any earlier one."""
    content = base64.b85encode(zlib.compress(data)).decode()
    session[KEY] = {"table": table, "name": name, "content": content}


def held(session, table: str) -> tuple[str, bytes] | None:
    """The name and bytes of the file that was sent for ``table`` last, if it is still there."""
    kept = session.get(KEY)
    if not kept or kept["table"] != table:
        return None
    return kept["name"], zlib.decompress(base64.b85decode(kept["content"]))


def let_go(session) -> None:
    session.pop(KEY, None)
