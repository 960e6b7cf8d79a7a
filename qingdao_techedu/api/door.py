"""The door of the API: what is true of every answer below ``/api/v1/``, errors included."""

from __future__ import annotations

from functools import wraps

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from qingdao_techedu.ui import bodies

from .asking import language_of
from .problems import MEDIA_TYPE, Refusal, as_response

ROOT = "/api/v1/"
PAGES = {f"{ROOT}docs"}  # pages of the portal, which speak the language of their address
METHODS = ("GET", "HEAD", "OPTIONS")
JSON = {"application/json", "application/*", "*/*"}
SHARED = {
    # Public data: any page of any site may read it, and nobody is known by a cookie.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Expose-Headers": "ETag, Link",
    "X-Robots-Tag": "noindex",
}


def is_api(path: str) -> bool:
    """Whether a path is answered with JSON."""
    return path.startswith(ROOT) and path not in PAGES


def api_door(get_response):
    """Read only, JSON only, in the language of ``lang``; whatever goes wrong is a problem.

    A fault before or behind the views, such as an unknown address, would be told as a page. It
    stands before the keeping of pages, so that kept answers pass it too.
    """

    def middleware(request):
        if not is_api(request.path_info):
            return get_response(request)
        try:
            language = language_of(request)
        except Refusal as refusal:
            return _shared(_problem_of(request, refusal))
        except SuspiciousOperation:
            return _shared(as_response(request, 400))
        with translation.override(language):
            response = _shared(_at_the_door(request) or _answered(request, get_response))
            response.headers["Content-Language"] = language
        return response

    return middleware


def speaking(run):
    """Run a route in the language that its address asks for, not in that of the path."""

    @wraps(run)
    def spoken(request, *args, **parts):
        with translation.override(language_of(request)):
            return run(request, *args, **parts)

    return spoken


def _at_the_door(request: HttpRequest) -> HttpResponse | None:
    """The answer to what no view needs to see."""
    is_asking = request.method in METHODS
    most = 0 if is_asking else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if status := bodies.refusal_of(request, most):
        return as_response(request, status)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
    if not is_asking:
        refused = as_response(request, 405)
        refused.headers["Allow"] = ", ".join(METHODS)
        return refused
    return None if _accepts_json(request) else as_response(request, 406)


def _answered(request: HttpRequest, get_response) -> HttpResponseBase:
    response = get_response(request)
    is_told = response.headers.get("Content-Type") == MEDIA_TYPE
    if response.status_code < 400 or is_told:
        return response
    told = as_response(request, response.status_code)
    if "Retry-After" in response.headers:
        told.headers["Retry-After"] = response.headers["Retry-After"]
    return told


def _accepts_json(request: HttpRequest) -> bool:
    """Whether JSON is among the media types that are accepted, whatever their parameters."""
    accepted = {f"{kind.main_type}/{kind.sub_type}" for kind in request.accepted_types}
    return not request.headers.get("Accept", "").strip() or bool(accepted & JSON)


def _problem_of(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return as_response(request, refusal.status, refusal.detail, **refusal.members)


def _shared(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in SHARED.items():
        response.headers[name] = value
    return response
