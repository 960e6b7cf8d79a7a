"""The parameters of an address: what is not understood is named; a data address refuses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """A parameter that was not understood; pages ignore it and say so, data addresses refuse it."""

    parameter: str
    value: str
    allowed: list[str] = field(default_factory=list)
    is_known: bool = True

    def __str__(self) -> str:
        if not self.is_known and not self.allowed:
            return _("“%(parameter)s” is not a parameter here: this address takes none.") % {
                "parameter": self.parameter
            }
        if not self.is_known:
            return _("“%(parameter)s” is not a parameter here. Allowed: %(allowed)s.") % {
                "parameter": self.parameter,
                "allowed": ", ".join(self.allowed),
            }
        if not self.allowed:
            return _("“%(value)s” is not a value of %(parameter)s.") % {
                "value": self.value,
                "parameter": self.parameter,
            }
        return _("“%(value)s” is not a value of %(parameter)s. Allowed: %(allowed)s.") % {
            "value": self.value,
            "parameter": self.parameter,
            "allowed": ", ".join(self.allowed),
        }


@dataclass(frozen=True)
class GivenTwice(Problem):
    """A parameter that takes one value and was given several."""

    count: int = 2

    def __str__(self) -> str:
        told = {"parameter": self.parameter, "count": self.count}
        if self.count == 2:
            return _("“%(parameter)s” is given twice; give it once.") % told
        return _("“%(parameter)s” is given %(count)d times; give it once.") % told


def values_of(parameters: Any, name: str) -> list[str]:
    """The values of a parameter, whether of an address or of a plain dictionary."""
    if hasattr(parameters, "getlist"):
        return parameters.getlist(name)
    return [parameters[name]] if name in parameters else []


def given_twice(parameters: Any, names: Iterable[str]) -> list[Problem]:
    """The parameters among ``names``, of which each takes one value, that were given several."""
    given = {name: values_of(parameters, name) for name in names}
    return [
        GivenTwice(name, ", ".join(values), count=len(values))
        for name, values in given.items()
        if len(values) > 1
    ]


def once(parameters: Any, name: str) -> str | None:
    """The value of a parameter that is given once; None where it is not, or several times."""
    values = values_of(parameters, name)
    return values[0] if len(values) == 1 else None


def unknown(parameters: Any, names: Iterable[str]) -> list[Problem]:
    """The parameters that are none of ``names``."""
    allowed = list(names)
    return [
        Problem(name, "", allowed, is_known=False) for name in parameters if name not in allowed
    ]


def understood_or_refused(problems: Iterable[Problem]) -> HttpResponse | None:
    """The answer of a data address to what it did not understand; None where there is nothing."""
    lines = [str(problem) for problem in problems]
    if not lines:
        return None
    return refusal([_("This address was not understood; no data was sent."), *lines])


def refusal(lines: Iterable[str], status: int = 400) -> HttpResponse:
    """Sentences about what cannot be done, for programs and people alike."""
    return HttpResponse("\n".join(lines), status=status, content_type="text/plain; charset=utf-8")


def takes(*names: str) -> Callable[[Callable], Callable]:
    """Decorate a view of data that understands these parameters, each once, and no others."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def asked(request, *args, **parts):
            problems = [*unknown(request.GET, names), *given_twice(request.GET, names)]
            return understood_or_refused(problems) or view(request, *args, **parts)

        return asked

    return decorate
