"""What a return is asked: each finding names its part and its numbers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colleges.enrollment.returns.checks import findings
from colleges.enrollment.returns.lines import sheet_of
from colleges.models import Specialty
from tests.colleges.enrollment.returns.conftest import BEFORE


def found(asked) -> dict[str, bool]:
    return {one.key.split("/")[0]: one.is_error for one in findings(sheet_of(asked))}


def test_an_empty_return_says_so_and_nothing_else(asked):
    assert found(asked) == {"empty": True}


def test_a_return_in_order_has_no_findings(asked, fill_in):
    fill_in()
    assert found(asked) == {}


@pytest.mark.parametrize(
    ("changed", "kind", "is_error"),
    [
        ({"employed": (29, 45)}, "outcomes", True),
        ({"enrolled": (500, 190)}, "jump", False),
        ({"entrants": (46, 66), "graduates": (40, 60), "enrolled": (155, 230)}, "flows", False),
        ({"employed": ("x", 45)}, "symbols", False),
        (BEFORE, "same", False),
    ],
)
def test_each_kind_of_finding(asked, fill_in, changed, kind, is_error):
    fill_in(**changed)
    assert found(asked).get(kind) is is_error


def test_a_blank_is_an_error_of_its_part(asked, fill_in, figures, specialty):
    fill_in()
    asked.figures.filter(sex="male", measure__code="entrants").delete()
    (one,) = [one for one in findings(sheet_of(asked)) if one.is_error]
    assert one.specialty == specialty
    assert "1" in one.sentence


def test_a_line_that_the_register_does_not_know_is_a_warning(asked, fill_in, college, specialty):
    college.offerings.create(specialty=specialty, level="technician", entry_route="veteran")
    fill_in()
    told = {one.key for one in findings(sheet_of(asked)) if not one.is_error}
    assert f"register/{specialty.slug}/senior/junior-leaver" in told


def test_the_form_has_last_year_s_lines_and_the_register_s_offerings(asked, college, specialty):
    college.offerings.create(specialty=specialty, level="technician", entry_route="veteran")
    (part,) = sheet_of(asked).parts
    assert [line.level for line in part.lines] == ["senior", "technician"]
    assert (part.filled, part.wanted) == (0, 20)


def test_a_sheet_takes_as_many_queries_for_many_parts(asked, college, fill_in):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            findings(sheet_of(asked))
        return len(caught)

    fill_in()
    few = queries()
    for one in Specialty.objects.all():
        college.offerings.create(specialty=one, level="senior", entry_route="veteran")
    assert queries() == few
