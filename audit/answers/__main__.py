"""Records every public answer of a checkout, and compares two recordings.

bin/answers record BEFORE                 make a database in the folder BEFORE and ask everything
bin/answers repeat BEFORE AFTER           ask for the same, on a migrated copy of that database
bin/answers compare BEFORE AFTER          say what differs; status 1 where something does

``--of FOLDER`` asks another checkout than this one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from audit.answers import portals
from audit.answers.comparing import compare
from audit.answers.recording import VISITOR, Recording


def main() -> int:
    asked = _arguments()
    before = Recording(asked.before.resolve())
    if asked.act == "record":
        portals.make(before, asked.of.resolve())
        portals.ask(before, asked.of.resolve(), asked.who)
        return 0
    after = Recording(asked.after.resolve())
    if asked.act == "repeat":
        portals.ask_again(after, asked.of.resolve(), before, asked.only)
        return 0
    found = compare(before, after, only=asked.only, is_exact=asked.exact)
    print(found.told(asked.lines))
    return 0 if found.is_equal else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "bin/answers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    acts = parser.add_subparsers(dest="act", required=True)
    record, repeat, compare = (acts.add_parser(name) for name in ("record", "repeat", "compare"))
    for act in (record, repeat, compare):
        act.add_argument("before", type=Path)
    for act in (repeat, compare):
        act.add_argument("after", type=Path)
        act.add_argument("--only", default="", help="places with this in them: /colleges/")
    for act in (record, repeat):
        act.add_argument("--of", type=Path, default=portals.HERE, help="a checkout (this one)")
    record.add_argument("--who", nargs="+", default=[VISITOR], help="visitor, editor … (visitor)")
    compare.add_argument("--exact", action="store_true", help="space and order count too")
    compare.add_argument("--lines", type=int, default=40, help="of each difference (40)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
