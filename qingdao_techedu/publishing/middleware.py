"""A withdrawn record's address explains itself; what was typed outlives the session."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from . import keeping
from .desk import GuardedAdmin
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


def keep_what_was_typed(get_response):
    """Keep what a form of the desk sends after its session has ended, until its writer is back.

    Only a session that was theirs and has run out counts: nobody else can leave anything here.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        """Called when the token against forged requests has been looked at."""
        path = _form_sent(request, view) if request.method == "POST" else ""
        if path.startswith(reverse("admin:index")):
            writer = None if request.user.is_authenticated else _writer_of(request)
            if writer is not None:
                keeping.keep(writer, path, request.POST, request.POST.get("_title", ""))

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _form_sent(request, view) -> str:
    """The address of a record's form that is being sent, or that has its entries kept."""
    match = request.resolver_match
    if match.view_name == "keep_form":
        return request.POST.get("_path", "")
    is_records = isinstance(getattr(view, "model_admin", None), GuardedAdmin)
    is_form = is_records and (match.url_name or "").endswith(("_add", "_change"))
    is_kept = is_form or getattr(view, "keeps_entries", False)
    return keeping.address_of(request) if is_kept else ""


def _writer_of(request):
    """Whose session it was that ran out, if they could still sign in as they did."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    session = Session.objects.filter(session_key=key).first() if key else None
    told = session.get_decoded() if session else {}
    staff = get_user_model().objects.filter(is_active=True, is_staff=True)
    writer = staff.filter(pk=told.get(SESSION_KEY, 0)).first()
    if writer is None:
        return None
    is_same = constant_time_compare(told.get(HASH_SESSION_KEY, ""), writer.get_session_auth_hash())
    return writer if is_same else None
