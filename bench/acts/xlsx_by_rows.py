"""Prints the seconds in which django-import-export makes an XLSX of some rows of the data set.

xlsx_by_rows.py ROWS
"""

from __future__ import annotations

import sys
import time

import django


def main() -> None:
    # Known once Django is set up.
    from import_export.fields import Field  # noqa: PLC0415
    from import_export.resources import ModelResource  # noqa: PLC0415

    from colleges.enrollment.datasets import ENROLLMENT  # noqa: PLC0415
    from colleges.enrollment.models import PublishedFigure  # noqa: PLC0415

    def path(column) -> str:
        if isinstance(column.path, str):
            return column.path
        return f"{column.of}name_en" if column.of else "symbol"  # the unit is a constant

    class Figures(ModelResource):
        class Meta:
            model = PublishedFigure
            fields = ()

    for column in ENROLLMENT.columns:
        Figures.fields[column.name] = Field(path(column), column_name=column.name)
    records = ENROLLMENT.query().select_related(
        "release", "college__district", "specialty", "measure"
    )
    begun = time.perf_counter()
    content = Figures().export(records[: int(sys.argv[1])]).export("xlsx")
    spent = time.perf_counter() - begun
    if len(content) < 10_000:
        sys.exit("There is hardly anything in the file.")
    print(spent)


if __name__ == "__main__":
    django.setup()
    main()
