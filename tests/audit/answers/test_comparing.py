from __future__ import annotations

import dataclasses

import pytest

from audit.answers.comparing import compare
from audit.answers.recording import Recording

PAGES = {"/": "<p>青岛</p>".encode(), "/a/": b"<p>a</p>"}


def changed(recording: Recording, **fields) -> Recording:
    """The same, but for the fields of its first answer."""
    first, *others = recording.answers.values()
    with_bodies = [(one, recording.body(one)) for one in others]
    recording.keep([(dataclasses.replace(first, **fields), recording.body(first)), *with_bodies])
    return Recording(recording.folder)


def test_the_same_answers_are_equal(recorded):
    found = compare(recorded("before", PAGES), recorded("after", PAGES))
    assert found.is_equal
    assert len(found.same) == 2
    assert "2 answers compared: 2 equal by their bytes" in found.told()


def test_a_word_that_changed_is_told_with_its_address(recorded):
    after = PAGES | {"/": "<p>济南</p>".encode()}
    found = compare(recorded("before", PAGES), recorded("after", after))
    assert not found.is_equal
    assert list(found.different) == ["visitor /"]
    assert "≠ visitor /\n" in found.told()
    assert "  -青岛\n  +济南" in found.told()


def test_the_same_difference_is_told_once(recorded):
    before = {f"/{number}/": b"<p>a</p>" for number in range(9)}
    after = dict.fromkeys(before, b"<p>b</p>")
    told = compare(recorded("before", before), recorded("after", after)).told()
    assert told.count("  -a") == 1
    assert "and 4 more in the same way" in told


def test_other_space_is_counted_apart_and_is_a_difference_where_it_must_be_exact(recorded):
    both = recorded("before", PAGES), recorded("after", PAGES | {"/a/": b"<p>\n  a\n</p>"})
    found = compare(*both)
    assert found.is_equal
    assert (found.same, found.alike) == (["visitor /"], ["visitor /a/"])
    assert list(compare(*both, is_exact=True).different) == ["visitor /a/"]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"status": 404}, "status 200 → 404"),
        ({"headers": [["Content-Type", "text/plain"]]}, "+ Content-Type: text/plain"),
        ({"headers": []}, "- Content-Type: text/html; charset=utf-8"),
    ],
)
def test_another_status_or_header_is_a_difference(recorded, fields, line):
    found = compare(recorded("before", PAGES), changed(recorded("after", PAGES), **fields))
    assert line in found.different["visitor /"]


def test_an_answer_that_one_of_them_lacks_is_a_difference(recorded):
    fewer, more = recorded("fewer", {"/": PAGES["/"]}), recorded("more", PAGES)
    assert compare(fewer, more).only_after == ["visitor /a/"]
    assert compare(more, fewer).only_before == ["visitor /a/"]
    assert not compare(fewer, more).is_equal and not compare(more, fewer).is_equal


def test_a_long_difference_is_cut(recorded):
    before, after = ("".join(f"<p>{word}{n}</p>" for n in range(50)).encode() for word in "ab")
    told = compare(recorded("before", {"/": before}), recorded("after", {"/": after})).told(10)
    assert "more lines" in told
    assert len(told.splitlines()) < 20


def test_a_part_is_compared_alone(recorded):
    both = recorded("before", PAGES), recorded("after", PAGES | {"/": b"<p>b</p>"})
    assert compare(*both, only="/a/").is_equal
    assert not compare(*both).is_equal
