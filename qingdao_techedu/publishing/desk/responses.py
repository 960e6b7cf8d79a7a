"""What a form of the desk has done, before it is known whether it stays done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse


class Done(HttpResponse):
    """Django has saved or deleted ``record``; ``otherwise`` is what it would answer now.

    ``title`` is that of the proposal, if it becomes one: by default the name of the record.
    """

    def __init__(self, record: Any, otherwise: Callable[[], HttpResponse], title: str = ""):
        super().__init__()
        self.record, self.otherwise, self.title = record, otherwise, title
