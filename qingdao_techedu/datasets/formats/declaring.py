"""What a format declares: how it is asked for, and how a query is written in it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from qingdao_techedu.ui.parameters import Problem

if TYPE_CHECKING:
    from qingdao_techedu.datasets.query import Query

Options = Mapping[str, str]


@dataclass(frozen=True)
class FormatOption:
    """Something about a format that can be chosen; the first of the allowed values is the rule."""

    name: str
    allowed: tuple[str, ...]
    description: str | Promise


@dataclass(frozen=True)
class Format:
    """One shape of a data set.

    ``write`` yields the file in pieces of bounded size, the same bytes for the same query, options
    and edition. ``media_type`` is what Accept may ask for; ``is_compressed`` tells that compressing
    it again gains nothing.
    """

    suffix: str
    label: str
    media_type: str
    write: Callable[[Query, Options], Generator[bytes, None, None]]
    options: tuple[FormatOption, ...] = ()
    content_type: str = ""
    is_compressed: bool = False
    also_as: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The Content-Type of the file."""
        return self.content_type or self.media_type

    def pieces(self, query: Query, options: Options | None = None) -> Generator[bytes, None, None]:
        """The file. A fault in mid-stream is raised: a part never looks whole."""
        return self.write(query, self.chosen(options or {})[0])

    def chosen(self, parameters: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
        """The options that parameters choose, the rule for all others, and what is no option."""
        options, problems = {}, []
        for option in self.options:
            value = parameters.get(option.name, option.allowed[0])
            if value not in option.allowed:
                problems.append(Problem(option.name, value, sorted(option.allowed)))
                value = option.allowed[0]
            options[option.name] = value
        return options, problems
