"""Which rooms there are, and which of them import each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import grimp

from audit.structure.checkouts import Checkout, File

# Storeys of the room around them, and what stands apart.
STOREYS = {"models", "management", "commands", "migrations", "templatetags"}


@dataclass(frozen=True, order=True)
class BothWays:
    """Two rooms that import each other: what each arrow begins and ends at, the fewer first."""

    rooms: tuple[str, str]
    fewer: tuple[str, ...]
    more: tuple[str, ...]


def room_of(module: str, folders: set[str]) -> str:
    """The folder that a module lies in; folders of one storey belong to the room around them."""
    room = module if module in folders else module.rpartition(".")[0]
    while room.rpartition(".")[2] in STOREYS:
        room = room.rpartition(".")[0]
    return room


def rooms(files: list[File]) -> set[str]:
    """The rooms that hold code."""
    modules = [file.name.removesuffix(".py").replace("/", ".") for file in files]
    folders = {one.removesuffix(".__init__") for one in modules if one.endswith(".__init__")}
    filled = [one for one, file in zip(modules, files, strict=True) if file.text.strip()]
    return {room_of(one.removesuffix(".__init__"), folders) for one in filled}


def both_ways(checkout: Checkout) -> list[BothWays]:
    """The pairs of rooms of which each imports the other, directly; migrations apart."""
    with _first_on_the_path(checkout):
        graph = grimp.build_graph(*checkout.roots, cache_dir=None)
    folders = {
        module
        for module in graph.modules
        if (checkout.folder / module.replace(".", "/") / "__init__.py").exists()
    }
    arrows: dict[tuple[str, str], set[str]] = {}
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            pair = room_of(module, folders), room_of(other, folders)
            if pair[0] != pair[1] and ".migrations" not in module:
                arrows.setdefault(pair, set()).add(f"{module} → {other}")
    return [
        BothWays((one, other), *sorted((_told(there), _told(arrows[other, one])), key=len))
        for (one, other), there in sorted(arrows.items())
        if one < other and (other, one) in arrows
    ]


def _told(arrows: set[str]) -> tuple[str, ...]:
    return tuple(sorted(arrows))


@contextmanager
def _first_on_the_path(checkout: Checkout) -> Iterator[None]:
    """Packages are found in the checkout, and not in the one that counts."""
    sys.path.insert(0, str(checkout.folder))
    try:
        yield
    finally:
        sys.path.remove(str(checkout.folder))
