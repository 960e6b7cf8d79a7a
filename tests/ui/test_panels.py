"""Panels come to the page that they were registered for, in their order, and not empty."""

from __future__ import annotations

import pytest

from colleges.models import College, Specialty
from qingdao_techedu.ui import panels


def told(record=None) -> dict:
    return {"of": record}


def nothing() -> None:
    return None


@pytest.fixture(autouse=True)
def _panels_of_its_own(monkeypatch):
    monkeypatch.setattr(panels, "_panels", [])


def bring(page: str, template: str, what: str = "told", rank: int = 0) -> None:
    panels.register(page, template, f"{__name__}.{what}", rank)


def brought(page) -> list[tuple[str, dict]]:
    return [(panel.template, made) for panel, made in panels.panels_for(page)]


def test_a_lower_rank_stands_earlier_and_one_rank_in_the_order_of_registration():
    bring("home", "last.html", rank=2)
    bring("home", "first.html", rank=1)
    bring("home", "very last.html", rank=2)
    assert [template for template, _made in brought("home")] == [
        "first.html",
        "last.html",
        "very last.html",
    ]


def test_a_panel_of_a_record_is_made_from_it_and_is_on_no_other_page():
    bring("colleges.College", "of_college.html")
    bring("home", "of_home.html")
    college = College()
    assert brought(college) == [("of_college.html", {"of": college})]
    assert brought(Specialty()) == []
    assert brought("home") == [("of_home.html", {"of": None})]


def test_a_panel_with_nothing_to_show_is_left_out():
    bring("home", "empty.html", "nothing")
    assert brought("home") == []


def test_what_is_registered_twice_is_shown_once():
    bring("home", "once.html")
    bring("home", "once.html")
    assert len(brought("home")) == 1
