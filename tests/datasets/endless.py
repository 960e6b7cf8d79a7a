"""The portal with files that have no end or a fault in the middle: served by test_breaking.py.

To be imported by that server alone: it changes the formats of the process.
"""

from __future__ import annotations

import os

from qingdao_techedu.datasets.formats import csv, json, ndjson
from qingdao_techedu.wsgi import application
from tests.datasets.noise import PIECE

__all__ = ["application"]


def _endless(_query, _options):
    yield b"%d\r\n" % os.getpid()
    while True:
        yield PIECE


def _faulty(_query, _options):
    yield PIECE * 2
    raise OSError("the disk is gone")


def _whole(_query, _options):
    yield PIECE * 2
    yield PIECE


for form, write in ((csv.CSV, _endless), (json.JSON, _faulty), (ndjson.NDJSON, _whole)):
    object.__setattr__(form, "write", write)
