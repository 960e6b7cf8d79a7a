"""Prints how many figures the portal imported and in how many seconds.

    import_in_bulk.py FIGURES YEAR

It reads, checks, compares, writes, checks again and keeps the history of every figure.
"""

from __future__ import annotations

import sys
import time

import django


def main() -> None:
    from figures import file_of  # noqa: PLC0415 (known once Django is set up)

    from colleges.enrollment.filing.importing import check, take  # noqa: PLC0415
    from colleges.enrollment.models import Release  # noqa: PLC0415

    content = file_of(int(sys.argv[1]))
    release = Release.objects.create(year=int(sys.argv[2]))
    begun = time.perf_counter()
    done = take(check(content, release), release)
    spent = time.perf_counter() - begun
    if len(done.new) != content.count(b"\r\n") - 1:
        sys.exit(f"{len(done.new)} figures were taken.")
    print(len(done.new), spent)


if __name__ == "__main__":
    django.setup()
    main()
