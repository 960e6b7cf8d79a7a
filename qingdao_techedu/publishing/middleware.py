"""A withdrawn record's address explains itself."""

from __future__ import annotations

from django.shortcuts import render

from .queries import Withdrawn


def explain_withdrawal(get_response):
    """Turn ``Withdrawn``, raised by a view, into the page that explains it."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, Withdrawn):
            record = exception.record
            options = record._meta
            own = f"{options.app_label}/{options.model_name}_withdrawn.html"
            context = {"record": record, options.model_name: record}
            return render(request, [own, "publishing/withdrawn.html"], context, status=410)
        return None

    # Django looks for it there.
    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
