"""A piece of a file that no encoding makes small."""

from __future__ import annotations

from random import Random

PIECE = Random(137).randbytes(100_000)
