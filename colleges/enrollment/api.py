"""Enrollment through the API: tables as the explorer lays them out, and the releases."""

from __future__ import annotations

from ninja import Router

from .explorer import api as explorer
from .releases import api as releases

router = Router()
for room in (explorer, releases):
    router.add_router("", room.router)
