"""The register as the public sees it."""

from __future__ import annotations

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from qingdao_techedu.facts.models import ReportedFigure
from qingdao_techedu.publishing.queries import public_or_404
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui.key_figures import KeyFigure, key_figures, usual_time

from .filters import CollegeFilter, SpecialtyFilter
from .models import College, Specialty
from .offered import Teaching, taught_by

COLLEGES_A_PAGE = 60
SPECIALTIES_A_PAGE = 60
OFFERINGS_A_PAGE = 40


class CollegeRow(NamedTuple):
    """A college in a list, with its students where they are known."""

    college: College
    students: KeyFigure | None

    @property
    def is_sample(self) -> bool:
        return self.college.provenance == Provenance.SAMPLE


def college_list(request):
    """The published colleges, narrowed by text, district, kind, ownership and specialty."""
    colleges = College.objects.published().with_kind().with_specialty_count().facts_first()
    filters = CollegeFilter(request.GET, queryset=colleges.select_related("district"))
    declared = ReportedFigure.objects.declared_colleges()
    page = filters.page(COLLEGES_A_PAGE)
    students = key_figures(list(page))
    rows = [CollegeRow(college, students.get(college.pk)) for college in page]
    return render(
        request,
        "colleges/college_list.html",
        {
            "filters": filters,
            "page": page,
            "rows": [row for row in rows if not row.is_sample],
            "sample_rows": [row for row in rows if row.is_sample],
            "usual_time": usual_time(students.values()),
            "declared": declared,
            "published_count": College.objects.published().factual().count(),
            "counts": _counts(filters),
        },
    )


def _counts(filters: CollegeFilter) -> dict[str, int]:
    """What was found, in the words of ``college_counts``."""
    return {
        "college_count": filters.qs.factual().count(),
        "sample_college_count": filters.qs.sample().count(),
    }


def college_detail(request, code):
    """One college; an address made of a name it bears or bore leads to it."""
    try:
        college = public_or_404(College.objects.for_page(), code=code)
    except Http404:
        named = College.objects.published().bearing(code)[:2]
        if len(named) == 1:
            return redirect(named[0], permanent=True)
        raise
    context = {
        "college": college,
        "teaching": Teaching.of(college),
        "students": key_figures([college]).get(college.pk),
    }
    return render(request, "colleges/college_detail.html", context)


def specialty_list(request):
    """The specialties, narrowed by text, category and level."""
    specialties = Specialty.objects.with_college_count().by_name().select_related("category")
    filters = SpecialtyFilter(request.GET, queryset=specialties)
    return render(
        request,
        "colleges/specialty_list.html",
        {"filters": filters, "page": filters.page(SPECIALTIES_A_PAGE)},
    )


def specialty_detail(request, slug):
    """One specialty and the colleges that offer it."""
    specialty = get_object_or_404(Specialty.objects.for_page(), slug=slug)
    offerings = specialty.offerings.public().select_related("college")
    page = Paginator(offerings, OFFERINGS_A_PAGE).get_page(request.GET.get("page"))
    context = {"specialty": specialty, "page": page, "taught": taught_by(page, "college")}
    return render(request, "colleges/specialty_detail.html", context)
