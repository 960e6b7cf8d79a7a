"""File formats in which every data set can be taken away, each declared once in ``formats/``."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.module_loading import import_string

from qingdao_techedu.ui.parameters import Problem

if TYPE_CHECKING:
    from .query import Query

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


_paths: list[str] = []


def register(path: str) -> None:
    """Add a format by the dotted name of its declaration."""
    if path not in _paths:
        _paths.append(path)


def registered() -> list[Format]:
    """The formats in the order of their registration; the first is the rule."""
    return [import_string(path) for path in _paths]


def by_suffix(suffix: str) -> Format:
    """The format of a file's suffix. Raises ``KeyError``."""
    return {one.suffix: one for one in registered()}[suffix]


def by_media_type(media_type: str | None) -> Format | None:
    """The format of a media type, or None where there is none."""
    return {one.media_type: one for one in registered()}.get(media_type or "")


def option_names() -> tuple[str, ...]:
    """What can be chosen about any of the formats."""
    return tuple({option.name: None for one in registered() for option in one.options})
