"""What the API says instead of an answer: a problem as RFC 9457 has it, in the asked language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.publishing.queries import Withdrawn, require_public
from qingdao_techedu.ui.parameters import Problem

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/v1/docs#problem-"

TITLES = {
    400: gettext_lazy("The request was not understood"),
    404: gettext_lazy("There is nothing at this address"),
    405: gettext_lazy("This interface is only read"),
    406: gettext_lazy("Only JSON is given here"),
    410: gettext_lazy("This was withdrawn"),
    411: gettext_lazy("Length unknown"),
    413: gettext_lazy("Too large"),
    422: gettext_lazy("The question has no answer as it stands"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong here"),
    503: gettext_lazy("Not available for the moment"),
}
SENTENCES = {
    400: gettext_lazy("The request is malformed. The documentation shows what is allowed."),
    404: gettext_lazy(
        "Look at the address: codes are written as in the data, and no address ends in a slash."
    ),
    405: gettext_lazy("Allowed are GET, HEAD and OPTIONS."),
    406: gettext_lazy("Ask with “Accept: application/json”, or take a file from the data pages."),
    410: gettext_lazy("It was public once; the explanation stands at its page."),
    411: gettext_lazy("Nothing is sent here: ask without a body."),
    413: gettext_lazy("Nothing is sent here: ask without a body."),
    422: gettext_lazy("Change the question as the ways out say."),
    429: gettext_lazy("Wait as long as Retry-After says, then ask again."),
    500: gettext_lazy("It is not your doing and has been written down. Try again later."),
    503: gettext_lazy("The portal cannot reach its data just now. Ask again after Retry-After."),
}


class Refusal(Exception):
    """A request that is answered with a problem: ``detail`` is a sentence with the way out."""

    def __init__(self, status: int, detail: str = "", **members: Any):
        super().__init__(detail or str(status))
        self.status = status
        self.detail = detail
        self.members = members


def require_understood(problems: Iterable[Problem]) -> None:
    """Raises ``Refusal`` where parameters were not understood, naming each and what is allowed."""
    if found := list(problems):
        raise Refusal(
            400,
            " ".join(map(str, found)),
            problems=[
                {"parameter": one.parameter, "value": one.value, "allowed": one.allowed}
                for one in found
            ],
        )


def public_or_refusal(record: Any) -> Any:
    """A record, if it is public now. Raises ``Http404``, and ``Refusal`` for one withdrawn."""
    try:
        return require_public(record)
    except Withdrawn as withdrawn:
        raise Refusal(410, str(withdrawn.record.withdrawal)) from None


def as_response(
    request: HttpRequest, status: int, detail: str = "", **members: Any
) -> HttpResponse:
    """The problem as the body of an answer that no cache keeps."""
    told = {
        "type": f"{TYPES}{status}",
        "title": str(TITLES.get(status, _("The request was not answered"))),
        "status": status,
        "detail": detail or str(SENTENCES.get(status, "")),
        "instance": request.path,
        **members,
    }
    return HttpResponse(
        json.dumps(told, ensure_ascii=False),
        status=status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store"},
    )
