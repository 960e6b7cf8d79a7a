"""The desk's pages of sources, places and reported figures."""

from __future__ import annotations

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.admin import GenericStackedInline
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.publishing.desk.inlines import GuardedInline
from qingdao_techedu.publishing.models.public_now import may_be_whole_of
from qingdao_techedu.records.desk import NAME, PartAdmin, RecordAdmin
from qingdao_techedu.records.form_fields import AskingFields
from qingdao_techedu.records.provenance import Provenanced

from .models import Citation, Division, Indicator, ReportedFigure, Source


class CitationInline(AskingFields, GuardedInline, GenericStackedInline):
    """The places in sources that support a record."""

    model = Citation
    template = "publishing/parts.html"
    autocomplete_fields = ["source"]
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")

    def get_extra(self, request, obj=None, **kwargs):
        """A new record is asked for its source."""
        return 1 if obj is None else 0


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ["title_zh", "publisher_zh", "kind", "published_on", "key"]
    list_filter = ["kind"]
    search_fields = ["key", "title_zh", "title_en", "publisher_zh", "publisher_en", "url"]
    ordering = ["-published_on", "key"]
    kept_while_used_by = ("citations",)
    fieldsets = [
        (None, {"fields": ["key", "kind", "published_on", "url"]}),
        (_("Title"), {"fields": ["title_zh", "title_en", "publisher_zh", "publisher_en"]}),
        (_("Notes"), {"fields": ["note_zh", "note_en"]}),
    ]

    def get_list_display_links(self, request, list_display):
        # Some press reports have no title of their own.
        return ["title_zh", "key"]


def _cited_kinds():
    """Kinds of records that sources may support."""
    cited = [model for model in apps.get_models() if issubclass(model, Provenanced)]
    return _content_types(cited)


def _content_types(models):
    kinds = ContentType.objects.get_for_models(*models).values()
    return ContentType.objects.filter(pk__in=[kind.pk for kind in kinds])


def _refuse_missing(form, kind_field: str, number_field: str) -> None:
    """Say so where a kind and a number name no record."""
    kind, number = form.cleaned_data.get(kind_field), form.cleaned_data.get(number_field)
    if kind and number and not kind.get_all_objects_for_this_type(pk=number).exists():
        form.add_error(
            number_field,
            _("There is no %(kind)s with the number %(number)s.")
            % {"kind": kind.model_class()._meta.verbose_name, "number": number},
        )


class CitationForm(forms.ModelForm):
    """Checks that the record which a citation supports exists."""

    class Meta:
        model = Citation
        fields = "__all__"  # noqa: DJ007 - the desk's fieldsets choose the fields

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        _refuse_missing(self, "content_type", "object_id")
        return cleaned


@admin.register(Citation)
class CitationAdmin(PartAdmin):
    form = CitationForm
    list_display = ["source", "content_type", "object_id", "locator", "supports"]
    list_select_related = ["source", "content_type"]
    search_fields = ["source__key", "source__title_zh", "source__publisher_zh", "locator"]
    autocomplete_fields = ["source"]
    fieldsets = [
        (None, {"fields": ["source", "locator", "supports"]}),
        (_("What it supports"), {"fields": [("content_type", "object_id")]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "content_type":
            kwargs["queryset"] = _cited_kinds()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Division)
class DivisionAdmin(RecordAdmin):
    list_display = ["code", "name_zh", "name_en", "level", "is_current", "provenance"]
    list_display_links = ["code", "name_zh"]
    list_filter = ["level", "is_current"]
    search_fields = ["code", "name_zh", "name_en", "pinyin_index"]
    fieldsets = [(None, {"fields": ["code", *NAME, "level", "is_current"]})]


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "code"]
    search_fields = ["code", "name_zh", "name_en", "pinyin_index"]
    kept_while_used_by = ("figures",)
    fieldsets = [
        (None, {"fields": ["code", *NAME]}),
        (_("Definition"), {"fields": ["definition_zh", "definition_en"]}),
    ]


def _subject_kinds():
    """Kinds of records that figures are reported about."""
    return _content_types(may_be_whole_of(ReportedFigure))


class ReportedFigureForm(forms.ModelForm):
    """Checks that the subject which a figure names exists."""

    class Meta:
        model = ReportedFigure
        fields = "__all__"  # noqa: DJ007 - the desk's fieldsets choose the fields

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        _refuse_missing(self, "subject_type", "subject_id")
        return cleaned


@admin.register(ReportedFigure)
class ReportedFigureAdmin(RecordAdmin):
    form = ReportedFigureForm
    list_display = ["indicator", "about", "period", "value", "unit", "qualifier", "provenance"]
    list_filter = ["unit", "qualifier", "period_kind"]
    list_select_related = ["indicator", "place"]
    search_fields = ["code", "indicator__name_zh", "indicator__name_en", "indicator__pinyin_index"]
    autocomplete_fields = ["indicator", "place"]
    readonly_fields = ["subject_link"]
    fieldsets = [
        (None, {"fields": ["code", "indicator"]}),
        (
            _("What it is about"),
            {
                "description": _(
                    "A place, or another subject: choose its kind and give its number, the one in "
                    "the address of its page at the desk. A college's page leads here with both "
                    "filled in."
                ),
                "fields": ["place", ("subject_type", "subject_id"), "subject_link"],
            },
        ),
        (_("Period"), {"fields": ["period_kind", ("period_from", "period_until")]}),
        (
            _("Figure"),
            {
                "description": _(
                    "As the source printed it: 4.39 ten thousand persons is the value 4.39, "
                    "2 decimals."
                ),
                "fields": [("value", "decimals"), ("unit", "qualifier")],
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("subject")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "subject_type":
            kwargs["queryset"] = _subject_kinds()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("about"), ordering="place")
    def about(self, figure):
        return figure.about

    @admin.display(description=_("period"), ordering="period_from")
    def period(self, figure):
        return figure.period

    @admin.display(description=_("subject"))
    def subject_link(self, figure):
        subject = figure.subject
        if subject is None:
            return self.get_empty_value_display()
        page = f"admin:{subject._meta.app_label}_{subject._meta.model_name}_change"
        address = reverse(page, args=[subject.pk])
        return format_html('<a href="{}">{}</a>', address, subject)
