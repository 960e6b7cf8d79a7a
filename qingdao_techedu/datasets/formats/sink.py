"""Where libraries write files that leave while they are written."""

from __future__ import annotations


class Sink:
    """A file that hands on what was written to it, so that none of it is kept."""

    closed = False

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self._length = 0

    def write(self, content) -> int:
        self._written.append(bytes(content))
        self._length += len(content)
        return len(content)

    def tell(self) -> int:
        return self._length

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        """What was written since it was last asked."""
        content = b"".join(self._written)
        self._written.clear()
        return content
