"""Awards as the public sees them. Rolls are kept out of search engines."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from colleges.models import College
from qingdao_techedu.publishing.queries import public_or_404

from .matrix import MatrixCell, matrix, matrix_of
from .models import AwardKind, Grant, Round
from .roll_filters import RollFilter
from .rolls import roll_of

GRANTS_A_PAGE = 50
GRANTS_A_SHEET = 1_000  # of what is printed in one go
CLASSES_SHOWN = 100


def award_years(request):
    """The award kinds, and the years in which they were handed over."""
    rounds = Round.objects.published().with_grant_count().select_related("kind", "conference")
    kinds = list(AwardKind.objects.all())
    cells = [MatrixCell(one, one.grant_count) for _year, some in rounds.by_year() for one in some]
    context = {
        "kinds": kinds,
        "notices": rounds.publicized_at().order_by("publicity_until"),
        "matrix": matrix(cells, kinds),
    }
    return render(request, "awards/award_years.html", context)


def award_year(request, year):
    """The rounds of one year."""
    rounds = (
        Round.objects.published()
        .filter(year=year)
        .with_grant_count()
        .select_related("kind", "conference")
        .order_by("kind__order")
    )
    if not rounds:
        raise Http404
    return render(request, "awards/award_year.html", {"year": year, "rounds": rounds})


def award_roll(request, year, kind):
    """One award's roll of one year, or the notice of it while the public may object."""
    return _roll(request, year, kind, "award_roll", GRANTS_A_PAGE)


def award_roll_print(request, year, kind):
    """The same for paper."""
    return _roll(request, year, kind, "award_roll_print", GRANTS_A_SHEET)


def _roll(request, year, kind, name: str, per_page: int):
    round_ = round_or_404(year, kind)
    whole = roll_of(round_)
    filters = RollFilter(request.GET, whole)
    roll = whole.of(filters.chosen) if filters.chosen else whole
    page = filters.page_of(roll.pages(per_page))
    context = {"round": round_, "whole": whole, "roll": roll, "filters": filters, "page": page}
    return render(request, f"awards/{name}.html", context)


def round_or_404(year, kind) -> Round:
    kind = get_object_or_404(AwardKind, slug=kind)
    rounds = Round.objects.select_related("kind", "conference")
    return public_or_404(rounds.prefetch_related("citations__source"), year=year, kind=kind)


def college_honors(request, code):
    """What one college received, by year and award; its classes by name, its people by count."""
    college = public_or_404(College.objects.all(), code=code)
    context = {
        "college": college,
        "matrix": matrix_of(college),
        "classes": Grant.objects.classes_of(college)[:CLASSES_SHOWN],
    }
    return render(request, "awards/college_honors.html", context)
