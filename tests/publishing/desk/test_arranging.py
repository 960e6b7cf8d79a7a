"""Buttons inside a form: what comes of what was posted."""

from __future__ import annotations

from django.http import QueryDict

from qingdao_techedu.publishing.desk.arranging import arranged, known_first, moved, places

TIERS = {"items": ("tier",), "segments": ()}


def posted(prefix: str, *rows: dict, **more: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    for number, row in enumerate(rows):
        for name, value in row.items():
            data[f"{prefix}-{number}-{name}"] = value
    data.update(more)
    return data


def titles(data: QueryDict, prefix: str = "segments", apart=()) -> list[str]:
    return [data[f"{prefix}-{n}-title"] for n in places(data, prefix, apart)]


SEGMENTS = [{"title": title, "order": str(n)} for n, title in enumerate("甲乙丙", start=1)]


def test_a_row_moves_up_and_its_neighbour_down():
    data = arranged(posted("segments", *SEGMENTS, **{"_move-segments-2-up": ""}), TIERS)
    assert titles(data) == ["甲", "丙", "乙"]
    assert data["segments-2-title"] == "丙"  # each row keeps its index, and what was typed


def test_the_first_row_does_not_move_further_up_nor_the_last_down():
    for button in ("_move-segments-0-up", "_move-segments-2-down"):
        assert titles(arranged(posted("segments", *SEGMENTS, **{button: ""}), TIERS)) == list(
            "甲乙丙"
        )


def test_a_new_row_without_a_number_stands_last_and_moves_before_the_others():
    data = posted("segments", *SEGMENTS, {"title": "丁", "order": ""})
    assert titles(data) == list("甲乙丙丁")
    for _step in range(3):
        data["_move-segments-3-up"] = ""
        data = arranged(data, TIERS)
    assert titles(data) == list("丁甲乙丙")


def test_a_row_moves_among_those_of_its_own_tier_only():
    rows = [
        {"title": "一", "tier": "1", "order": "1"},
        {"title": "三之一", "tier": "3", "order": "1"},
        {"title": "三之二", "tier": "3", "order": "2"},
    ]
    up = arranged(posted("items", *rows, **{"_move-items-1-up": ""}), TIERS)
    assert titles(up, "items", ("tier",)) == ["一", "三之一", "三之二"]
    down = arranged(posted("items", *rows, **{"_move-items-1-down": ""}), TIERS)
    assert titles(down, "items", ("tier",)) == ["一", "三之二", "三之一"]


def test_one_more_row_is_asked_for_without_script():
    data = arranged(posted("segments", *SEGMENTS, **{"_more-segments": ""}), TIERS)
    assert data["segments-TOTAL_FORMS"] == "4"


def test_what_no_button_asks_is_left_alone():
    assert arranged(posted("segments", *SEGMENTS), TIERS) is None
    strange = posted("segments", *SEGMENTS, **{"_move-nothing-9-up": "", "_more-nothing": ""})
    assert titles(arranged(strange, TIERS)) == list("甲乙丙")
    assert moved("_more-segments") is None
    assert moved("_move-segments-1-down") == ("segments-1-order", "down")


def test_rows_that_exist_come_before_new_ones_whatever_the_script_did():
    rows = [
        {"title": "新", "order": "1", "id": ""},
        {"title": "旧", "order": "2", "id": "7"},
    ]
    data = known_first(posted("segments", *rows), "segments", "id")
    assert (data["segments-0-title"], data["segments-1-title"]) == ("旧", "新")
    assert data["segments-INITIAL_FORMS"] == "1"
    assert titles(data) == ["新", "旧"]
