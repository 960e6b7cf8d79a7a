"""Prints the seconds that a plain csv.writer over the ORM takes: row by row, codes for labels.

orm_csv.py ROWS
"""

from __future__ import annotations

import csv
import os
import sys
import time
from pathlib import Path

import django
from joined_sql import columns, joined

if __name__ == "__main__":
    django.setup()
    begun = time.perf_counter()
    with Path(os.devnull).open("w", encoding="utf-8", newline="") as nowhere:
        writer = csv.writer(nowhere)
        writer.writerow([column.name for column in columns()])
        for row in joined()[: int(sys.argv[1])].iterator():
            writer.writerow(row)
    print(time.perf_counter() - begun)
