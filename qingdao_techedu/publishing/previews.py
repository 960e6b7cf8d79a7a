"""Links that show for a while how a public page will look, to whoever holds them."""

from __future__ import annotations

import datetime
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import resolve
from django.utils import timezone
from django.views.decorators.http import require_safe

from qingdao_techedu.standbys.routing import from_primary

from . import applying, searching
from .models import Proposal

SALT = "qingdao_techedu.publishing.previews"
VALID_FOR = datetime.timedelta(days=3)


def token_for(proposal: Proposal) -> str:
    """What stands in the link: it is good for this version of the proposal and for three days."""
    return signing.dumps([proposal.pk, proposal.version], salt=SALT, compress=True)


@from_primary
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The public page as the proposal would make it; nothing is changed.

    What holds personal numbers is not shown to whoever has a link.
    """
    try:
        number, version = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return render(request, "publishing/preview_over.html", status=410)
    proposal = get_object_or_404(Proposal, pk=number)
    if not proposal.is_open or proposal.version != version:
        return render(request, "publishing/preview_over.html", status=410)
    response = _shown(request, proposal)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _shown(request: Any, proposal: Proposal) -> HttpResponse:
    request.preview = {"until": timezone.now() + VALID_FOR, "proposal": proposal}
    changes = proposal.changes.select_related("content_type")
    with transaction.atomic():
        try:
            if found := searching.in_changes(changes):
                raise searching.PersonalNumbers(found)
            records = applying.apply(changes, provisionally=True)
            page = public_page(proposal, records)
            if page is None:
                raise Http404
            match = resolve(page)
            response = match.func(request, *match.args, **match.kwargs)
            if hasattr(response, "render"):
                response.render()
        except ValidationError as error:
            context = {"reason": " ".join(error.messages)}
            response = render(request, "publishing/preview_over.html", context, status=409)
        transaction.set_rollback(True)
    return response


def as_public(request: Any, record: Any) -> HttpResponse:
    """The public page of a record as the database has it now, for who is about to change it."""
    page = owner_of_page(record)
    if page is None:
        raise Http404
    address = str(page.get_absolute_url())
    visitor = object.__new__(type(request))
    vars(visitor).update(vars(request), method="GET", path=address, path_info=address)
    visitor.GET = visitor.POST = QueryDict()
    visitor.preview = {"of": record}
    match = resolve(address)
    response = match.func(visitor, *match.args, **match.kwargs)
    if hasattr(response, "render"):
        response.render()
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def public_page(proposal: Proposal, records: dict[int, Any]) -> str | None:
    """The address of the page that shows what a proposal changes, if there is one."""
    model: Any = proposal.content_type.model_class()
    main = model._base_manager.filter(pk=proposal.object_id).first() if proposal.object_id else None
    shown = (owner_of_page(record) for record in (main, *records.values()) if record is not None)
    return next((str(one.get_absolute_url()) for one in shown if one is not None), None)


def owner_of_page(record: Any) -> Any:
    """The record itself, or the whole it is part of, that has a page of its own; None without."""
    while record is not None and not hasattr(record, "get_absolute_url"):
        record = getattr(record, record.whole) if record.whole else None
    return record


def published_page(proposal: Proposal) -> str:
    """The address at which visitors see what a proposal did; blank where they see nothing of it."""
    if proposal.state != Proposal.State.APPLIED or proposal.object_id is None:
        return ""
    model: Any = proposal.content_type.model_class()
    record = owner_of_page(model._base_manager.filter(pk=proposal.object_id).first())
    return str(record.get_absolute_url()) if record is not None and record.is_public else ""


def has_public_page(model: Any) -> bool:
    """Whether records of a model, or the wholes they are parts of, have a page of their own."""
    while not hasattr(model, "get_absolute_url"):
        if not model.whole:
            return False
        model = model._meta.get_field(model.whole).related_model
        if model is None:  # a part of a record of any kind
            return False
    return True
