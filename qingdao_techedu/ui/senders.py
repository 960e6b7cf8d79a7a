"""Who sends a form, told apart without being known: for limits on what one connection sends."""

from __future__ import annotations

import datetime
import ipaddress

from django.conf import settings
from django.utils.crypto import salted_hmac


def connection_of(request) -> str:
    """The visitor's address: what our own proxy saw, where there is one, else who connects."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    seen_by_proxy = forwarded.rpartition(",")[2].strip() if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen_by_proxy or request.META.get("REMOTE_ADDR", "")


def sender_of(connection: str, salt: str) -> str:
    """A connection of today, as a keyed digest from which the address cannot be found."""
    network = _network_of(connection)
    return salted_hmac(f"{salt}.{datetime.date.today()}", network).hexdigest()[:32]


def _network_of(connection: str) -> str:
    """Who has one address of IPv6 has 2^64 of them: they count as one."""
    try:
        address = ipaddress.ip_address(connection)
    except ValueError:
        return connection
    if address.version == 4:
        return connection
    mapped = address.ipv4_mapped
    return str(mapped or ipaddress.ip_network((address, 64), strict=False))
