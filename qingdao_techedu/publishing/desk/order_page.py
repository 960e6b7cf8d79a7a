"""The page on which a whole list is put into order, row by row, and saved in one act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.desk_pages import is_sent, page_of

from .. import ordering
from . import kept_forms
from .part_forms import is_placed
from .responses import Done
from .visiting import visit_of


class OrderPage:
    """For the desk's pages of a model whose records all stand in one row."""

    model: Any
    opts: Any
    admin_site: Any

    @property
    def has_order_page(self) -> bool:
        return is_placed(self.model) and not self.model.among

    def get_urls(self):
        own = super().get_urls()  # type: ignore[misc]
        if not self.has_order_page:
            return own
        view = self.admin_site.admin_view(self.order_view)
        return [path("order/", view, name=f"{self._page}_order"), *own]

    @property
    def _page(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def changelist_view(self, request, extra_context=None):
        context = {**(extra_context or {})}
        if self.has_order_page and self.has_change_permission(request):  # type: ignore[attr-defined]
            context["order_address"] = reverse(f"admin:{self._page}_order")
        return super().changelist_view(request, context)  # type: ignore[misc]

    @method_decorator(kept_forms.keeps_entries)
    def order_view(self, request):
        """The list with buttons that move its rows; nothing is saved before it is sent."""
        if not self.has_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        now = list(self.model._base_manager.order_by("order", "pk"))
        seen = ",".join(str(one.pk) for one in now)
        records = now
        if request.method == "POST":
            records = _as_asked(request.POST, now)
            if request.POST.get("_seen") != seen:
                said = _("Somebody else changed the list meanwhile. This is how it stands now.")
                messages.warning(request, said)
                records = now
            elif "_save" in request.POST and is_sent(request):
                return self._saved_in_order(request, records)
        context = {
            "opts": self.opts,
            "title": _("Change the order"),
            "subtitle": self.opts.verbose_name_plural,
            "records": records,
            "seen": seen,
            "why": request.POST.get("why", ""),
            "moved": request.POST.get("up") or request.POST.get("down"),
        }
        return page_of(request, "publishing/order.html", context)

    def _saved_in_order(self, request, records):
        address = reverse(f"admin:{self._page}_changelist")
        was = {one.pk: one.order for one in records}
        ordering.renumber(records, stood=len(records))
        moving = [one for one in records if one.order != was[one.pk]]
        if not moving:
            return redirect(address)
        title = _("Order of %(records)s") % {"records": self.opts.verbose_name_plural}
        visit = visit_of(request)
        with visit.guarded():
            ordering.step_aside(moving)
            for record in moving:
                record.save()
            return visit.settle(Done(moving[0], lambda: redirect(address), str(title)))


def _as_asked(posted: Any, now: list[Any]) -> list[Any]:
    """The records in the order of the posted rows, after the button that was pressed."""
    known = {str(one.pk): one for one in now}
    rows = [one for one in dict.fromkeys(posted.getlist("row")) if one in known]
    rows += [one for one in known if one not in rows]
    for name, step in (("up", -1), ("down", 1)):
        if (row := posted.get(name)) in rows:
            at = rows.index(row)
            other = at + step
            if 0 <= other < len(rows):
                rows[at], rows[other] = rows[other], rows[at]
    return [known[one] for one in rows]
