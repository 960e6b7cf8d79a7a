"""Full addresses in the language of the address that was asked, for what leaves the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Addresses:
    """Where things stand, for metadata that is read far from here."""

    request: HttpRequest

    def of(self, name: str, *args: Any) -> str:
        """A page or file by the name of its address."""
        return self.full(reverse(name, args=args))

    def file(self, code: str, suffix: str, query: str = "") -> str:
        """A data set in one of its formats."""
        address = self.of("data_file", code, suffix)
        return f"{address}?{query}" if query else address

    def page(self, code: str) -> str:
        """The page of a data set without its last slash: with a suffix it is a file."""
        return self.of("data_set", code).rstrip("/")

    def full(self, path: str) -> str:
        return self.request.build_absolute_uri(path)
