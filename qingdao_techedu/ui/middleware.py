"""The language of an address, the headers that every answer carries, and when no act is done."""

from __future__ import annotations

from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.guards import watching
from qingdao_techedu.outages.connecting import watch

from . import discretion, error_pages, secret_addresses
from .languages import of_address

# For machines that look after the portal: these answer while the database does not.
FOR_MACHINES = {
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/favicon.ico",
    "/.well-known/security.txt",
}
LOOKS_ONLY = {"GET", "HEAD", "OPTIONS", "TRACE"}
NOT_GUARDED = _(
    "Nothing can be saved just now: the database is being looked after. What you sent was not "
    "saved. Reload this page in a few minutes, and your browser sends it once more."
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment")
)


def language_from_path(get_response):
    """Chinese at ``/``, English at ``/en/``: the address alone decides.

    Django's own middleware also asks cookies and Accept-Language, so that one address would
    have several contents and no cache could keep it.
    """

    def middleware(request):
        language = of_address(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware


def headers(get_response):
    """Headers that no view decides for itself. What belongs to a session is never stored."""

    def middleware(request):
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if has_session or settings.SESSION_COOKIE_NAME in response.cookies:
            response.headers["Cache-Control"] = "private, no-store"
        if discretion.is_quiet(request.path_info):
            discretion.hush(response)
        if secret_addresses.is_secret(request.path_info):
            response.headers.setdefault("Referrer-Policy", secret_addresses.POLICY)
        return response

    return middleware


def answer_without_database(get_response):
    """Say at once that the database is away, where that is known: nobody waits for it in vain."""

    def middleware(request):
        if request.path_info in FOR_MACHINES:
            return get_response(request)
        if watch.is_out:
            return error_pages.unavailable(request)
        with watch.request():
            return get_response(request)

    return middleware


def refuse_unguarded_acts(get_response):
    """Do nothing on a database that lacks a guard: it would take what it must refuse.

    ``guards`` tells which; ``manage.py migrate`` puts it up.
    """

    def middleware(request):
        is_act = request.method not in LOOKS_ONLY and request.path_info not in FOR_MACHINES
        if is_act and watching.look().missing:
            return error_pages.unavailable(request, why=NOT_GUARDED)
        return get_response(request)

    return middleware


class CompressPages(GZipMiddleware):
    """Pages are compressed; files that are compressed already, or on their way, are left alone."""

    def process_response(self, request, response):
        if getattr(response, "is_sent_as_it_is", False):
            return response
        return super().process_response(request, response)
