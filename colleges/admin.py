"""The desk's pages of the register: colleges, specialties and who teaches what."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.facts.models import ReportedFigure
from qingdao_techedu.records.desk import NAME, VALIDITY, PartAdmin, PartInline, RecordAdmin

from .models import (
    Campus,
    College,
    CollegeLink,
    FormerName,
    KindSpell,
    Offering,
    Reporter,
    Specialty,
    SpecialtyCategory,
)

COLLEGE_SEARCH = ["code", "name_zh", "name_en", "pinyin_index", "former_names__name_zh"]
SPECIALTY_SEARCH = ["name_zh", "name_en", "pinyin_index", "slug", "national_code"]


class CampusInline(PartInline):
    model = Campus


class KindSpellInline(PartInline):
    model = KindSpell


class FormerNameInline(PartInline):
    model = FormerName


class CollegeLinkInline(PartInline):
    model = CollegeLink
    fk_name = "college"
    autocomplete_fields = ["other"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("college", "other")


class OfferingInline(PartInline):
    model = Offering
    autocomplete_fields = ["specialty"]
    fields = ["specialty", "level", "entry_route", "length_years", *VALIDITY, "provenance"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("college", "specialty")


class CollegeKindFilter(admin.SimpleListFilter):
    """The kind in force, not one that a college once was."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return KindSpell.Kind.choices

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(College)
class CollegeAdmin(RecordAdmin):
    list_display = [
        "name_zh",
        "name_en",
        "code",
        "kind",
        "district",
        "status",
        "publication",
        "provenance",
    ]
    list_filter = [
        CollegeKindFilter,
        "status",
        "ownership",
        ("district", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["district"]
    search_fields = COLLEGE_SEARCH
    readonly_fields = ["reported_figures"]
    kept_while_used_by = ("observations", "grants", "participations", "offerings", "linked_from")
    inlines = [CampusInline, KindSpellInline, FormerNameInline, CollegeLinkInline, OfferingInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "When a college is renamed, enter the earlier name under the former names too: "
                    "searches for it then find the college."
                ),
                "fields": ["code", *NAME, "status"],
            },
        ),
        (
            _("About the college"),
            {
                "fields": [
                    "ownership",
                    ("sponsor_zh", "sponsor_en"),
                    "district",
                    "founded",
                    "website",
                    "phone",
                    "description_zh",
                    "description_en",
                    "confirmed_on",
                    "reported_figures",
                ]
            },
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        """The figures are left out for those who may not see them."""
        found = super().get_fieldsets(request, obj)
        if not rules.may(request.user, rules.VIEW, ReportedFigure):
            about = found[1][1]
            shown = [one for one in about["fields"] if one != "reported_figures"]
            found = [found[0], (found[1][0], {**about, "fields": shown}), *found[2:]]
        return found

    def get_queryset(self, request):
        return super().get_queryset(request).with_kind()

    @admin.display(description=_("kind"), ordering="kind")
    def kind(self, college):
        return KindSpell.Kind(college.kind).label if college.kind else None

    @admin.display(description=_("reported figures"))
    def reported_figures(self, college):
        """The figures that sources report about the college, and the way to add one."""
        if college.pk is None:
            return self.get_empty_value_display()
        kind = ContentType.objects.get_for_model(College)
        figures = college.figures.select_related("indicator", "place")
        add = _("Add a reported figure")
        return self.links_to(figures, add, subject_type=kind.pk, subject_id=college.pk)


@admin.register(SpecialtyCategory)
class SpecialtyCategoryAdmin(RecordAdmin):
    list_display = ["code", "name_zh", "name_en", "provenance"]
    list_display_links = ["code", "name_zh"]
    search_fields = ["code", "name_zh", "name_en", "pinyin_index"]
    fieldsets = [(None, {"fields": ["code", *NAME]})]


@admin.register(Specialty)
class SpecialtyAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "category", "national_code", "slug", "provenance"]
    list_filter = ["category"]
    list_select_related = ["category"]
    search_fields = SPECIALTY_SEARCH
    kept_while_used_by = ("observations", "grants", "offerings", "alignments")
    fieldsets = [(None, {"fields": [*NAME, "slug", "category", "national_code"]})]


@admin.register(Offering)
class OfferingAdmin(RecordAdmin):
    list_display = ["college", "specialty", "level", "entry_route", *VALIDITY, "provenance"]
    list_display_links = ["college", "specialty"]
    list_filter = ["level", "entry_route"]
    list_select_related = ["college", "specialty"]
    search_fields = ["filing_number", "college__code", "college__name_zh", "specialty__name_zh"]
    autocomplete_fields = ["college", "specialty"]
    date_hierarchy = "filed_on"
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["college", "specialty", ("level", "entry_route"), "length_years"]}),
        (
            _("Validity"),
            {
                "description": _("An offering without an end is taught today."),
                "fields": [VALIDITY, ("filing_number", "filed_on")],
            },
        ),
    ]


class CollegePartAdmin(PartAdmin):
    list_select_related = ["college"]
    search_fields = ["college__code", "college__name_zh"]
    autocomplete_fields = ["college"]


@admin.register(Campus)
class CampusAdmin(CollegePartAdmin):
    list_display = ["name_zh", "college", "address_zh", "district"]
    list_select_related = ["college", "district"]
    autocomplete_fields = ["college"]
    fieldsets = [
        (None, {"fields": ["college", ("name_zh", "name_en"), "district"]}),
        (_("Address"), {"fields": ["address_zh", "address_en"]}),
    ]


@admin.register(KindSpell)
class KindSpellAdmin(CollegePartAdmin):
    list_display = ["college", "kind", *VALIDITY]
    list_filter = ["kind"]
    fieldsets = [(None, {"fields": ["college", "kind", VALIDITY]})]


@admin.register(FormerName)
class FormerNameAdmin(CollegePartAdmin):
    list_display = ["name_zh", "college", *VALIDITY]
    fieldsets = [(None, {"fields": ["college", ("name_zh", "name_en"), VALIDITY]})]


@admin.register(CollegeLink)
class CollegeLinkAdmin(CollegePartAdmin):
    list_display = ["college", "kind", "other", "happened_on"]
    list_filter = ["kind"]
    list_select_related = ["college", "other"]
    autocomplete_fields = ["college", "other"]
    fieldsets = [(None, {"fields": ["college", "kind", "other", "happened_on"]})]


@admin.register(Reporter)
class ReporterAdmin(RecordAdmin):
    list_display = ["user", "college"]
    list_select_related = ["user", "college"]
    search_fields = ["user__username", "college__code", "college__name_zh"]
    autocomplete_fields = ["user", "college"]
    fieldsets = [(None, {"fields": ["user", "college"]})]
