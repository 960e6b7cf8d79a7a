"""Who sends a form, told apart without being known: for limits on what one connection sends."""

from __future__ import annotations

import datetime
import ipaddress

from django.conf import settings
from django.utils.crypto import salted_hmac


def connection_of(request) -> str:
    """The visitor's address, as our own proxies tell it where there are any, else who connects.

    Each of ours has added one to X-Forwarded-For, so that the first of ours stands that many from
    the end. What stands before it was sent by the visitor, and believed by nobody.
    """
    told = request.headers.get("X-Forwarded-For", "").split(",")
    seen = told[-settings.PROXIES :][0].strip() if settings.PROXIES else ""
    return seen if _address(seen) is not None else request.META.get("REMOTE_ADDR", "")


def sender_of(connection: str, salt: str) -> str:
    """A connection of today, as a keyed digest from which the address cannot be found."""
    network = network_of(connection)
    return salted_hmac(f"{salt}.{datetime.date.today()}", network).hexdigest()[:32]


def network_of(connection: str) -> str:
    """Who has one address of IPv6 has 2^64 of them: they count as one, the first."""
    address = _address(connection)
    if address is None or address.version == 4:
        return connection
    network = ipaddress.ip_network((int(address), 64), strict=False)
    return str(address.ipv4_mapped or network.network_address)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
