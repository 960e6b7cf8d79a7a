"""The API itself: its routes, and what becomes of what goes wrong in them."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from qingdao_techedu.outages.reasons import reason_of
from qingdao_techedu.ui.error_pages import unavailable

from . import data_sets, entrance, permalinks
from .answers import document
from .asking import require_known
from .declaring import METHODS
from .document import openapi
from .door import speaking
from .problems import Refusal, as_response
from .registry import registered

logger = logging.getLogger(__name__)


@cache
def service() -> NinjaAPI:
    """The API with the routes of the portal and of every subject."""
    api = NinjaAPI(version="1.0.0", urls_namespace="api", openapi_url=None, docs_url=None)
    api.add_decorator(speaking, mode="view")
    api.add_router("", entrance.router)
    api.add_router("datasets", data_sets.router())
    api.add_router("permalinks", permalinks.router)
    for prefix, path in registered().items():
        api.add_router(prefix, import_string(path))
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
    api.api_operation(METHODS, "/openapi.json", url_name="openapi", include_in_schema=False)(
        openapi_document
    )
    return api


def openapi_document(request: HttpRequest) -> HttpResponse:
    """The API as programs read it."""
    require_known(request)
    return document(openapi(service(), request.build_absolute_uri("/").rstrip("/")))


def _refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    return as_response(request, error.status, error.detail, **error.members)


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return as_response(request, 404)


def _malformed(request: HttpRequest, error: Exception) -> HttpResponse:
    return as_response(request, 400)


def _failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    return as_response(request, error.status_code, str(error))


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """What went wrong is for the log alone; what is only away for now may be asked for again."""
    if reason_of(error):
        logger.error("The API could not answer %s: %s", request.path, error)
        return unavailable(request)
    logger.exception("The API failed at %s.", request.path, exc_info=error)
    return as_response(request, 500)


HANDLERS: dict[type[Exception], Any] = {
    Refusal: _refused,
    Http404: _not_found,
    ValidationError: _malformed,
    SuspiciousOperation: _malformed,
    HttpError: _failed,
    Exception: _broken,
}
