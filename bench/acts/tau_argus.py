"""Cell suppression by Tau-Argus: persons by college, specialty, course and sex, all totals told.

In: a line of JSON, [percent of the safety range, [[codes of a cell …, persons] …]].
Out: as the last line, the cells that it would tell, [[codes or "all" …, persons] …].
"""

from __future__ import annotations

import json
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from pytauargus import protect

FEWEST = 5
NAMES = ("college", "specialty", "course", "sex")
TOLD = ("S", "P")
MINUTES = 5  # where none are said it takes none, and what it begins with for the best


def main() -> None:
    percent, cells = json.loads(sys.stdin.readline())
    codes = [sorted({cell[at] for cell in cells}) for at in range(len(NAMES))]
    persons = [cell[:-1] for cell in cells for _person in range(cell[-1])]
    columns: dict[str, list] = {
        name: [f"{codes[at].index(person[at]):03}" for person in persons]
        for at, name in enumerate(NAMES)
    }
    columns["persons"] = [1.0] * len(persons)
    # The solver's own files, with collected figures in them, are written where the program runs.
    with TemporaryDirectory() as folder, chdir(folder):
        (table,) = protect(
            columns,
            list(NAMES),
            "persons",
            safety_rules=f"FREQ({FEWEST},{percent})",
            suppress=f"OPT(1,{MINUTES})",
            workdir=folder,
        ).tables
        print(Path("CSPlogfile.txt").read_text().splitlines()[0], file=sys.stderr)
    told = [
        [*(_code(row[name], codes[at]) for at, name in enumerate(NAMES)), round(row["persons"])]
        for row in table.rows
        if row["status"] in TOLD
    ]
    print(f"\n{json.dumps(told)}")


def _code(number: str, codes: list[str]) -> str:
    return codes[int(number)] if number.isdigit() else "all"


if __name__ == "__main__":
    main()
