"""The desk's pages of reports of errors and of the working calendar."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.records.desk import RecordAdmin

from . import actions
from .models import CalendarDay, Correction
from .received_pages import AnswerForm, ReceivedAdmin


class StateFilter(admin.SimpleListFilter):
    """Open, late or answered."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", _("open")), ("late", _("late")), ("answered", _("answered"))]

    def queryset(self, request, queryset):
        asked = {"open": queryset.open, "late": queryset.late, "answered": queryset.public_log}
        chosen = asked.get(self.value() or "")
        return chosen() if chosen else queryset


class ReportAnswerForm(AnswerForm):
    """An answer needs its words, and is given once."""

    def clean(self):
        given = super().clean() or {}
        if given.get("outcome") and not given.get("answer_zh"):
            self.add_error("answer_zh", _("An outcome needs an answer in Chinese."))
        self._refuse_personal_numbers(given)
        self.refuse_answered()
        return given

    def _refuse_personal_numbers(self, given) -> None:
        names = ("answer_zh", "answer_en", "extension_reason")
        texts = {name: given.get(name) or "" for name in names if name in self.fields}
        try:
            actions.refuse_personal_numbers(**texts)
        except ValidationError as error:
            self.add_error(None, error)


@admin.register(Correction)
class CorrectionAdmin(ReceivedAdmin):
    form = ReportAnswerForm
    list_display = ["receipt", "where", "received_at", "due_day", "is_late", "outcome"]
    list_filter = [StateFilter, "outcome"]
    search_fields = ["receipt", "page", "text"]
    date_hierarchy = "received_at"
    actions = ["approve_extension", "forget_contact"]
    readonly_fields = [
        "receipt",
        "received_at",
        "due_day",
        "where",
        "part",
        "text",
        "evidence",
        "contact",
        "extension_asked_by",
        "extension_approved_by",
        "answered_at",
        "answered_by",
    ]
    fieldsets = [
        (None, {"fields": ["receipt", ("received_at", "due_day"), "where", "part"]}),
        (_("The report"), {"fields": ["text", "evidence", "contact"]}),
        (
            _("Answer"),
            {
                "description": _(
                    "Saving with an outcome answers the report: outcome and answer become public."
                ),
                "fields": ["outcome", "answer_zh", "answer_en", ("answered_at", "answered_by")],
            },
        ),
        (
            _("More time"),
            {
                "classes": ["collapse"],
                "description": _(
                    "With a reason you ask for ten working days; somebody else approves it in the "
                    "list of reports."
                ),
                "fields": ["extension_reason", "extension_asked_by", "extension_approved_by"],
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        if obj is not None and obj.is_answered:
            return [*own, "outcome", "answer_zh", "answer_en", "extension_reason"]
        return own

    @admin.display(description=_("page"))
    def where(self, correction):
        return format_html('<a href="{0}">{0}</a>', correction.page)

    @admin.display(description=_("due on"), ordering="due_on")
    def due_day(self, correction):
        """The day; where holidays are unknown that it may fall on, it says so."""
        day = date_format(correction.due_on)
        unknown = actions.provisional_years(correction)
        if not unknown:
            return day
        rule = _("%(day)s, for now: the holidays of %(years)s are not known yet")
        return rule % {"day": day, "years": _(", ").join(map(str, unknown))}

    @admin.display(description=_("late"), boolean=True)
    def is_late(self, correction):
        return correction.is_late

    def save_model(self, request, obj, form, change):
        """Saving is one of three acts: asking for more time, drafting an answer, or giving it."""
        words = {"zh": obj.answer_zh, "en": obj.answer_en}
        if "extension_reason" in form.changed_data and obj.extension_reason:
            actions.ask_for_extension(obj, reason=obj.extension_reason, by=request.user)
        if obj.outcome:
            actions.answer(obj, outcome=obj.outcome, **words, by=request.user)
        elif {"answer_zh", "answer_en"} & set(form.changed_data):
            actions.draft_answer(obj, **words, by=request.user)

    @admin.action(description=_("Approve more time for the selected"), permissions=["change"])
    def approve_extension(self, request, queryset):
        self._act(request, queryset, actions.approve_extension)

    @admin.action(description=_("Forget how to reach the reporter"), permissions=["change"])
    def forget_contact(self, request, queryset):
        self._act(request, queryset, actions.forget_contact)

    def _act(self, request, queryset, act) -> None:
        for correction in queryset:
            try:
                act(correction, by=request.user)
            except ValidationError as error:
                text = f"{correction}: {' '.join(error.messages)}"
                self.message_user(request, text, messages.ERROR)
            else:
                done = _("%(report)s: done.") % {"report": correction}
                self.message_user(request, done, messages.SUCCESS)


@admin.register(CalendarDay)
class CalendarDayAdmin(RecordAdmin):
    list_display = ["day", "is_worked", "name"]
    list_filter = ["is_worked"]
    date_hierarchy = "day"
    search_fields = ["name"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The State Council's days up to 2026 are known without an entry, later ones "
                    "after an update of the portal. What stands here comes before them. Due days "
                    "of open reports follow at once."
                ),
                "fields": ["day", "is_worked", "name"],
            },
        )
    ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        actions.reckon_anew(by=request.user)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        actions.reckon_anew(by=request.user)
