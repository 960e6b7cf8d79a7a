"""A file of figures for a year that has none, to be imported in more than one way."""

from __future__ import annotations

import csv
import io
from itertools import islice, product

from colleges.enrollment.figures.imports import FIGURES
from colleges.enrollment.models import Measure, Observation
from colleges.models import College, EntryRoute, Level, Specialty


def file_of(figures: int) -> bytes:
    """A file of so many figures, or of fewer where there are not so many groups."""
    codes = College.objects.order_by("pk").values_list("code", flat=True)
    slugs = Specialty.objects.order_by("pk").values_list("slug", flat=True)
    measures = list(Measure.objects.order_by("pk").values_list("code", flat=True))[:2]
    groups = product(codes, slugs, Level.values, EntryRoute.values, Observation.Sex.values)
    rows = islice(((*group, one, 7, "") for group in groups for one in measures), figures)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in FIGURES.columns if column.name != "year"])
    writer.writerows(rows)
    return text.getvalue().encode()
