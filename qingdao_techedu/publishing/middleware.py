"""A withdrawn record's address answers 410 with the public explanation."""

from __future__ import annotations

from django.shortcuts import render

from .queries import Withdrawn


def explain_withdrawal(get_response):
    """Turn ``Withdrawn``, raised by a view, into the page that explains it."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, Withdrawn):
            return render(
                request, "publishing/withdrawn.html", {"record": exception.record}, status=410
            )
        return None

    # Django looks for it there.
    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
