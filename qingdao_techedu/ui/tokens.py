"""Forms that come without the token against forged requests, and from where."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.middleware import csrf
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

# The reasons for which a form was not sent from one of our own pages.
FROM_ELSEWHERE = tuple(
    reason.partition(" - ")[0]
    for reason in (
        csrf.REASON_BAD_ORIGIN,
        csrf.REASON_NO_REFERER,
        csrf.REASON_BAD_REFERER,
        csrf.REASON_MALFORMED_REFERER,
        csrf.REASON_INSECURE_REFERER,
    )
)


class _Telling(csrf.CsrfViewMiddleware):
    """Tells the view that the token is missing, where no other site has sent the form."""

    def _reject(self, request: Any, reason: str) -> Any:
        if reason.startswith(FROM_ELSEWHERE):
            return super()._reject(request, reason)  # type: ignore[misc]
        request.lacks_token = True
        return None


def shown_again_without_token(view: Any) -> Any:
    """A page with a ``PublicForm``: sent without its token it is shown again as it was filled in.

    Visitors have no session, but their browser may have lost the cookie meanwhile. The form is
    refused all the same, with a token of its own for the next try.
    """
    checked = decorator_from_middleware(_Telling)(view)

    @csrf_exempt  # by Django's middleware, which would answer with a page that holds nothing
    @wraps(view)
    def page(request: Any, *args: Any, **kwargs: Any) -> Any:
        response = checked(request, *args, **kwargs)
        if getattr(request, "lacks_token", False):
            response.status_code = 403
        return response

    return page
