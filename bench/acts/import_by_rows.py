"""Prints how many figures django-import-export imported and in how many seconds.

    import_by_rows.py FIGURES YEAR

Its defaults: a row is a record that is looked up and saved for itself, with its history; the admin
runs everything once to show it and once to keep it.
"""

from __future__ import annotations

import sys
import time

import django


def main() -> None:
    # Known once Django is set up.
    from figures import file_of  # noqa: PLC0415
    from import_export.fields import Field  # noqa: PLC0415
    from import_export.resources import ModelResource  # noqa: PLC0415
    from import_export.widgets import ForeignKeyWidget  # noqa: PLC0415
    from tablib import Dataset  # noqa: PLC0415

    from colleges.enrollment.models import Measure, Observation, Release  # noqa: PLC0415
    from colleges.models import College, Specialty  # noqa: PLC0415

    def of(name: str, model, key: str) -> Field:
        return Field(name, column_name=name, widget=ForeignKeyWidget(model, key))

    class Figures(ModelResource):
        release = of("release", Release, "year")
        college = of("college", College, "code")
        specialty = of("specialty", Specialty, "slug")
        measure = of("measure", Measure, "code")

        class Meta:
            model = Observation
            fields = [field.name for field in Observation._meta.fields]

    year = sys.argv[2]
    content = file_of(int(sys.argv[1])).decode()
    Release.objects.create(year=int(year))
    begun = time.perf_counter()
    data = Dataset().load(content, format="csv")
    data.append_col([year] * len(data), header="release")
    for dry_run in (True, False):
        result = Figures().import_data(data, dry_run=dry_run, raise_errors=True)
    spent = time.perf_counter() - begun
    print(result.totals["new"], spent)


if __name__ == "__main__":
    django.setup()
    main()
