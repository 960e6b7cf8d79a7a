"""What differs between two recordings, the same difference told once."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.answers import reading
from audit.answers.recording import RecordedAnswer, Recording

TOLD = 5  # addresses of one difference
AROUND = 1  # lines that are equal, beside those that are not


@dataclass
class AnswersComparison:
    """The places of answers that are equal by bytes, equal in content, and not equal."""

    same: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    only_before: list[str] = field(default_factory=list)
    only_after: list[str] = field(default_factory=list)
    different: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_equal(self) -> bool:
        return not (self.different or self.only_before or self.only_after)

    def told(self, lines: int = 40) -> str:
        """A report; at most so many lines of each difference."""
        return "\n".join(self._report(lines))

    def _report(self, lines: int) -> Iterator[str]:
        alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for place, difference in self.different.items():
            alike[tuple(difference)].append(place)
        for told, places in sorted(alike.items(), key=lambda one: (-len(one[1]), one[1])):
            yield from (f"≠ {place}" for place in places[:TOLD])
            if len(places) > TOLD:
                yield f"  … and {len(places) - TOLD} more in the same way"
            yield from (f"  {line}" for line in told[:lines])
            if len(told) > lines:
                yield f"  … and {len(told) - lines} more lines"
            yield ""
        yield from (f"- only before: {place}" for place in self.only_before)
        yield from (f"+ only after: {place}" for place in self.only_after)
        asked = len(self.same) + len(self.alike) + len(self.different)
        yield (
            f"{asked} answers compared: {len(self.same)} equal by their bytes, {len(self.alike)} "
            f"equal but for space or packing, {len(self.different)} different; "
            f"{len(self.only_before)} only before, {len(self.only_after)} only after."
        )


def compare(
    before: Recording, after: Recording, *, only: str = "", is_exact: bool = False
) -> AnswersComparison:
    """Compare each answer; tokens and what a build decides do not count, and space not either.

    ``only`` is a part of the places that are compared. ``is_exact``: space in pages, the order of
    keys and how archives are packed count too.
    """
    found = AnswersComparison()
    olds, news = (
        {place: one for place, one in recording.answers.items() if only in place}
        for recording in (before, after)
    )
    found.only_before = [place for place in olds if place not in news]
    found.only_after = [place for place in news if place not in olds]
    for place, old in olds.items():
        if place not in news:
            continue
        new = news[place]
        bodies = (before.body(old), after.body(new)) if old.body != new.body else (b"", b"")
        difference = list(_differences(old, new, *bodies, is_exact=is_exact))
        if difference:
            found.different[place] = difference
        elif old.body == new.body or _texts(old, new, bodies):
            found.same.append(place)
        else:
            found.alike.append(place)
    return found


def _texts(old: RecordedAnswer, new: RecordedAnswer, bodies: tuple[bytes, bytes]) -> bool:
    return reading.text(old.kind, bodies[0]) == reading.text(new.kind, bodies[1])


def _differences(
    old: RecordedAnswer, new: RecordedAnswer, was: bytes, is_now: bytes, *, is_exact: bool
) -> Iterator[str]:
    if old.status != new.status:
        yield f"status {old.status} → {new.status}"
    told = [reading.headers(one) for one in (old, new)]
    yield from (f"- {line}" for line in told[0] if line not in told[1])
    yield from (f"+ {line}" for line in told[1] if line not in told[0])
    if was == is_now:
        return
    read = reading.text if is_exact else reading.content
    lines = read(old.kind, was), read(new.kind, is_now)
    if lines[0] != lines[1]:
        yield from list(difflib.unified_diff(*lines, n=AROUND, lineterm=""))[2:]
