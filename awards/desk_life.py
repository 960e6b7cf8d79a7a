"""The page of the desk on which the life of a round or a grant goes on, by acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.messages import SUCCESS, WARNING
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from colleges.enrollment.acts import Act
from qingdao_techedu.facts.desk import RecordAdmin
from qingdao_techedu.publishing import keeping


class LifeAdmin(RecordAdmin):
    """A record with a page of acts beside its form. Subclasses name the acts and what it shows."""

    acts: Sequence[Act] = ()
    life_title: Any = _("Life")

    def life_context(self, record) -> dict[str, Any]:
        """What the page shows beside the acts."""
        return {}

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        life = self.admin_site.admin_view(self.life_view)
        return [
            path("<int:number>/life/", life, name=f"{name}_life"),
            path("<int:number>/life/<slug:code>/", life, name=f"{name}_act"),
            *super().get_urls(),
        ]

    def life_address(self, record) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_life", args=[record.pk])

    def link_to_life(self, record):
        if not record.pk:
            return self.get_empty_value_display()
        return format_html('<a href="{}">{}</a>', self.life_address(record), self.life_title)

    @method_decorator(keeping.keeps_entries)
    def life_view(self, request, number: int, code: str = ""):
        """Where the record stands, and what can be done with it now."""
        record: Any = self.get_object(request, str(number))
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        fitting = [act for act in self.acts if act.fits(record, request.user)]
        forms_by_act = {act.code: act.form(auto_id=f"{act.code}-%s") for act in fitting}
        is_sent = bool(code) and not keeping.is_restored(request)
        if code:
            act = next((act for act in fitting if act.code == code), None)
            if act is None or request.method != "POST":
                self.message_user(request, _("That does not fit this record now."), WARNING)
                return redirect(self.life_address(record))
            form = forms_by_act[code] = act.form(request.POST, auto_id=f"{code}-%s")
            if is_sent and form.is_valid() and act.is_done(record, form, by=request.user):
                self.message_user(request, act.done, SUCCESS)
                return redirect(self.life_address(record))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.life_title,
            "subtitle": str(record),
            "record": record,
            "address": f"admin:{self.opts.app_label}_{self.opts.model_name}_act",
            "list_address": f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist",
            "form_address": f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
            "acts": [(act, forms_by_act[act.code]) for act in fitting],
            **self.life_context(record),
        }
        template = f"awards/desk_{self.opts.model_name}.html"
        return render(request, template, context, status=422 if is_sent else 200)
