"""Counts the structure of one or more checkouts and prints it as a table.

bin/structure                              of this checkout
bin/structure ../before . --places         of two, side by side, with what was counted
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from audit.structure import telling
from audit.structure.checkouts import Checkout

HERE = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(
        "bin/structure", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("folders", nargs="*", type=Path, help="checkouts (this one)")
    parser.add_argument("--places", action="store_true", help="name what was counted, too")
    asked = parser.parse_args()
    checkouts = [Checkout(folder.resolve()) for folder in asked.folders or [HERE]]
    counted = [telling.Counted(one) for one in checkouts]
    print(telling.overview(counted))
    print(telling.touch_points(counted))
    if asked.places:
        for one in counted:
            print(telling.places(one))
    return 0


if __name__ == "__main__":
    sys.exit(main())
