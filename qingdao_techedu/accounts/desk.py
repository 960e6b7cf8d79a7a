"""Who comes to the desk: staff who are signed in, with a second factor where one is required."""

from __future__ import annotations

from allauth.account.views import logout
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from qingdao_techedu.ui.desk import Desk

from .addresses import wanted
from .queries import lacks_second_factor


class GuardedDesk(Desk):
    """The desk behind the sign-in pages of ``/accounts/``."""

    def has_permission(self, request) -> bool:
        return super().has_permission(request) and not lacks_second_factor(request.user)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Lead everybody who is not let in to the page that lets them in, or says why not."""
        address = wanted(request, default=reverse("admin:index"))
        if self.has_permission(request):
            return redirect(address)
        if super().has_permission(request):
            return redirect_to_login(address, reverse("second_factor"), REDIRECT_FIELD_NAME)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(address, resolve_url(settings.LOGIN_URL), REDIRECT_FIELD_NAME)

    def logout(self, request, extra_context=None):
        return logout(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
