"""Wrong passwords and second factors close signing in for a while: by name, and by address.

The database counts, for all processes together and without a cache.
"""

from __future__ import annotations

import datetime
import math

from allauth.mfa.signals import authentication_failed
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Sum
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.senders import connection_of, network_of

KNOWN = datetime.timedelta(days=90)


def address_of(request: HttpRequest) -> str | None:
    """The visitor's address, of IPv6 that of their network; None where it is unknown."""
    return network_of(connection_of(request)) or None


class Handler(AxesDatabaseHandler):
    """Axes', which counts by name and address, and here by address alone as well.

    Who signed in from an address lately is not kept out for the failures of others there.
    """

    def is_locked(self, request, credentials: dict | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        is_closed = self._is_closed(request) and not self._is_known(request, credentials)
        request.is_address_closed = is_closed
        return is_closed

    def failures_here(self, request) -> QuerySet[AccessAttempt]:
        """What failed from this address and counts still, whatever the name."""
        since = request.axes_attempt_time - get_cool_off(request)
        found = AccessAttempt.objects.filter(attempt_time__gte=since)
        return found.filter(ip_address=request.axes_ip_address)

    def _is_closed(self, request) -> bool:
        count = self.failures_here(request).aggregate(Sum("failures_since_start"))
        return (count["failures_since_start__sum"] or 0) >= settings.FAILURES_OF_ADDRESS

    def _is_known(self, request, credentials: dict | None) -> bool:
        since = request.axes_attempt_time - KNOWN
        known = AccessLog.objects.filter(ip_address=request.axes_ip_address)
        name = get_client_username(request, credentials)
        return known.filter(username=name, attempt_time__gte=since).exists()


def closed(request, response, credentials) -> HttpResponse:
    """The page in the place of an answer: why signing in is closed, and for how long."""
    handler = AxesProxyHandler.get_implementation()
    is_address = getattr(request, "is_address_closed", False)
    if is_address:
        failures, limit = handler.failures_here(request), settings.FAILURES_OF_ADDRESS
    else:
        failures = handler.get_user_attempts(request, credentials)[0]
        limit = settings.AXES_FAILURE_LIMIT
    wait = _wait(request, failures, limit)
    context = {
        "is_address": is_address,
        "failure_limit": limit,
        "minutes": math.ceil(wait.total_seconds() / 60),
    }
    page = render(request, "accounts/lockout.html", context, status=429)
    page.headers["Retry-After"] = str(math.ceil(wait.total_seconds()))
    return page


def _wait(request, failures: QuerySet[AccessAttempt], limit: int) -> datetime.timedelta:
    """Until so many have run out that fewer than ``limit`` count."""
    newest_first = failures.order_by("-attempt_time")
    for failed_at, count in newest_first.values_list("attempt_time", "failures_since_start"):
        limit -= count
        if limit <= 0:
            return failed_at + get_cool_off(request) - request.axes_attempt_time
    return get_cool_off(request)


@receiver(authentication_failed)
def count_wrong_code(sender, request, user, **kwargs) -> None:
    """After too many, axes puts its page in the place of the answer."""
    credentials = {"username": user.get_username()}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def refuse_if_locked(request, user) -> None:
    """Raise ``ValidationError`` before a code is looked at, where too many were wrong."""
    if not AxesProxyHandler.is_allowed(request, {"username": user.get_username()}):
        request.axes_locked_out = True
        count_wrong_code(__name__, request, user)
        raise ValidationError(_("Too many attempts. Wait, then try again."))
