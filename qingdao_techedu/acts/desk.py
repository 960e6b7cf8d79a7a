"""A page of acts beside the form of a record, for the desk's pages of a model."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html

from qingdao_techedu.ui.desk_pages import page_of

from .acting import Acts, Offer


class ActsPage:
    """Stands first among the bases of a ``ModelAdmin``, which names the acts and the template."""

    acts: Acts
    acts_path: str  # what its page is called, in the address and in the name of the address
    acts_title: Any
    acts_template: str
    opts: Any
    admin_site: Any

    def acts_context(self, record) -> dict[str, Any]:
        """What the page shows beside the acts."""
        return {}

    def get_urls(self):
        view = self.admin_site.admin_view(self.acts_view)
        place = f"<int:number>/{self.acts_path}/"
        return [
            path(place, view, name=f"{self._name}_{self.acts_path}"),
            path(f"{place}<slug:code>/", view, name=f"{self._name}_act"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    @property
    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def acts_address(self, record) -> str:
        return reverse(f"admin:{self._name}_{self.acts_path}", args=[record.pk])

    def link_to_acts(self, record):
        if not record.pk:
            return self.get_empty_value_display()  # type: ignore[attr-defined]
        return format_html('<a href="{}">{}</a>', self.acts_address(record), self.acts_title)

    def acts_view(self, request, number: int, code: str = ""):
        """Where the record stands, and what can be done with it now."""
        record: Any = self.get_object(request, str(number))  # type: ignore[attr-defined]
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):  # type: ignore[attr-defined]
            raise PermissionDenied
        back = self.acts_address(record)
        return self.acts.answer(request, record, code, back=back, page=self._acts_page)

    def _acts_page(self, request, record, offer: Offer, status: int):
        context = {
            "opts": self.opts,
            "title": self.acts_title,
            "subtitle": str(record),
            "record": record,
            "acts": offer,
            "act_view": f"admin:{self._name}_act",
            **self.acts_context(record),
        }
        return page_of(request, self.acts_template, context, status)
