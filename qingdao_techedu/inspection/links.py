"""Visiting the links of records, as a polite stranger who never looks into private networks."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from qingdao_techedu.publishing.models import Recorded

from .models import LinkCheck

SECONDS = 10
MAX_REDIRECTS = 5
AGENT = "Qingdao-Technical-Education-Portal link check"


class Unreachable(Exception):
    """The address cannot be visited; the text says why."""


def addresses_of(host: str, port: int) -> list[str]:
    """The addresses of a host in the open internet. Raises ``Unreachable`` for any other."""
    try:
        found = {
            str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        }
    except OSError as error:
        raise Unreachable("the host is not known") from error
    if not all(ipaddress.ip_address(address).is_global for address in found):
        raise Unreachable("the host is not in the open internet")
    return sorted(found)


def visit(url: str, resolve: Callable[[str, int], list[str]] = addresses_of) -> int:
    """The status with which ``url`` answers, after redirects. Raises ``Unreachable``."""
    for _step in range(MAX_REDIRECTS + 1):
        status, onward = _ask(url, "HEAD", resolve)
        if status in (403, 405, 501):  # some servers answer only to GET
            status, onward = _ask(url, "GET", resolve)
        if not (300 <= status < 400 and onward):
            return status
        url = urljoin(url, onward)
    raise Unreachable("it redirects too often")


def _ask(url: str, method: str, resolve: Callable[[str, int], list[str]]) -> tuple[int, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Unreachable("it is no address of the web") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unreachable("it is no address of the web")
    # The connection goes to the address that was looked at, not to what the name says next.
    address = resolve(parts.hostname, port)[0]
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=SECONDS)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        plain = socket.create_connection((address, port), timeout=SECONDS)
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)
            if parts.scheme == "https"
            else plain
        )
        connection.request(method, path, headers={"User-Agent": AGENT, "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(str(error) or type(error).__name__) from error
    finally:
        connection.close()


def kept_links() -> dict[str, tuple[str, str]]:
    """Every address that a public record holds: the record, and where it is mended."""
    found: dict[str, tuple[str, str]] = {}
    for model in apps.get_models():
        if not issubclass(model, Recorded):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.URLField):
                for record in _with_a_link(model, field.name):
                    page = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
                    told = (str(record), reverse(page, args=[record.pk]))
                    found.setdefault(getattr(record, field.name), told)
    return found


def _with_a_link(model: Any, name: str) -> Iterator[Any]:
    yield from model._default_manager.exclude(**{name: ""}).order_by("pk").iterator()


def check(url: str, resolve: Callable[[str, int], list[str]] = addresses_of) -> LinkCheck:
    """Visit a link and note what came of it."""
    now = timezone.now()
    kept = LinkCheck.objects.filter(url=url).first() or LinkCheck(url=url)
    kept.checked_at, kept.status, kept.error = now, None, ""
    try:
        kept.status = visit(url, resolve)
        if kept.status >= 400:
            kept.error = f"HTTP {kept.status}"
    except Unreachable as reason:
        kept.error = str(reason)[:200]
    kept.failing_since = (kept.failing_since or now) if kept.error else None
    kept.save()
    return kept
