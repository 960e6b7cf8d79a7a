"""The desk's pages of accounts, in the place of Django's and allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from . import actions, rules
from .account_acts import ACTS, account_act
from .desk_forms import AccountForm
from .queries import SECOND_FACTORS, role_of
from .roles import ROLES

User = get_user_model()
admin.site.unregister([User, Group, EmailAddress, Authenticator])


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(role.code, role.label) for role in ROLES]

    def queryset(self, request, queryset):
        names = [role.group_name for role in ROLES if role.code == self.value()]
        return queryset.filter(groups__name__in=names) if names else queryset


@admin.register(User)
class AccountAdmin(admin.ModelAdmin):
    form = AccountForm
    change_form_template = "accounts/desk_account.html"
    list_display = ["username", "name", "role", "state", "second_factor", "last_login"]
    list_display_links = ["username", "name"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["username", "last_name", "first_name", "email"]
    ordering = ["-is_active", "username"]
    list_per_page = 50
    actions = None
    fields = ["username", "last_name", "email", "role"]

    def get_queryset(self, request):
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        found = super().get_queryset(request).prefetch_related("groups")
        return found.annotate(has_factor=Exists(factors))

    def has_delete_permission(self, request, obj=None):
        """Never: the history names everybody who ever did something."""
        return False

    def has_change_permission(self, request, obj=None):
        """Not of a closed account, nor of one that only the server looks after."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self._is_in_reach(request, obj))

    def _is_in_reach(self, request, user) -> bool:
        return user.is_active and (request.user.is_superuser or not user.is_superuser)

    def get_fields(self, request, obj=None):
        if obj is None or self.has_change_permission(request, obj):
            has_no_role = obj is not None and obj.is_superuser and role_of(obj) is None
            return [name for name in self.fields if name != "role" or not has_no_role]
        return ["username", "name", "email", "role", "state", "last_login"]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        if self.has_change_permission(request, obj):
            return ["username"]
        return self.get_fields(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    @admin.display(description=pgettext_lazy("of a person", "Name"), ordering="last_name")
    def name(self, user):
        return user.get_full_name()

    @admin.display(description=_("role"))
    def role(self, user):
        held = role_of(user)
        if held is None:
            return _("looked after on the server") if user.is_superuser else ""
        return held.label

    @admin.display(description=_("state"), ordering="is_active")
    def state(self, user):
        if not user.is_active:
            return pgettext("account", "closed")
        return pgettext("account", "open") if user.has_usable_password() else _("invited")

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user):
        return user.has_factor

    def save_model(self, request, obj, form, change):
        role = form.cleaned_data.get("role")
        if not change:
            actions.open_account(obj, role=role, by=request.user)
            return
        super().save_model(request, obj, form, change)
        if role and role != role_of(obj):
            actions.give_role(obj, role, by=request.user)

    def save_related(self, request, form, formsets, change):
        """Nothing: the role is given by its act."""

    def response_add(self, request, obj, post_url_continue=None):
        said = _("The account is made. Now make a link and hand it over.")
        self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:account_act", obj.pk, "link")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        user = self.get_object(request, object_id)
        may_act = user is not None and self._may_act(request, user)
        acts = ACTS.fitting(user, request.user) if may_act else []
        context = {**(extra_context or {}), "acts": acts, "is_self": user == request.user}
        return super().change_view(request, object_id, form_url, context)

    def get_urls(self):
        act = self.admin_site.admin_view(self.act_view)
        return [path("<int:number>/act/<slug:code>/", act, name="account_act"), *super().get_urls()]

    def _may_act(self, request, user) -> bool:
        in_reach = request.user.is_superuser or not user.is_superuser
        return in_reach and rules.may(request.user, rules.CHANGE, user)

    def act_view(self, request: HttpRequest, number: int, code: str) -> HttpResponse:
        """One act, for whoever may change the account."""
        user = self.get_object(request, str(number))
        if user is None:
            raise Http404
        if not self._may_act(request, user):
            raise PermissionDenied
        return account_act(request, user, code)
