"""A hundred thousand figures imported in bulk, and some of them figure by figure."""

from __future__ import annotations

import csv
import io
from itertools import islice, product

from django.db import transaction

from colleges.enrollment.figures_file import COLUMNS
from colleges.enrollment.importing import check, take
from colleges.enrollment.models import Measure, Observation, Release
from colleges.models import College, EntryRoute, Level, Specialty

FIGURES, ONE_BY_ONE = 100_000, 2_000


def of_another_year() -> bytes:
    """A file of ``FIGURES`` figures, or of fewer where there are not so many groups."""
    codes = College.objects.values_list("code", flat=True)
    slugs = Specialty.objects.values_list("slug", flat=True)
    measures = list(Measure.objects.values_list("code", flat=True))[:2]
    groups = product(codes, slugs, Level.values, EntryRoute.values, Observation.Sex.values)
    rows = islice(((*group, one, 7, "") for group in groups for one in measures), FIGURES)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in COLUMNS if column.name != "year"])
    writer.writerows(rows)
    return text.getvalue().encode()


def import_in_bulk(content: bytes) -> None:
    """Read, check, compare and write the file, with the history of every figure.

    Raises ``ValueError`` where not every line was taken.
    """
    release = Release.objects.create(year=2091)
    done = take(check(content, release), release)
    if len(done.new) != content.count(b"\r\n") - 1:
        raise ValueError(f"{len(done.new)} figures were taken.")


def save_one_by_one() -> None:
    """What a form or a row-by-row importer does: each figure is checked and saved for itself."""
    release = Release.objects.create(year=2092)
    measure = Measure.objects.all()[0]
    groups = product(College.objects.all(), Specialty.objects.all(), Level.values)
    with transaction.atomic():
        for college, specialty, level in islice(groups, ONE_BY_ONE):
            figure = Observation(
                release=release,
                college=college,
                specialty=specialty,
                level=level,
                entry_route=EntryRoute.values[0],
                sex="female",
                measure=measure,
                value=7,
            )
            figure.full_clean()
            figure.save()
