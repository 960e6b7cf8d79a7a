"""The spreadsheets from which staff import the register."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.imports.declaring import ImportColumn, ImportTable
from qingdao_techedu.naming.names import pinyin_of

from .models import College, Offering, Specialty, SpecialtyCategory

BY_CODE = (("code",), ("name_zh",), ("name_en",))
SPECIALTY_BY = (("slug",), ("name_zh",), ("national_code",), ("name_en",))
CODE_OR_NAME = _("Its code or its name, as it stands in the portal.")
SPECIALTY_EXPLAINED = _("Its address name, name or national code.")
# The official directory: two digits of a category, four of a specialty.
OF_CATEGORY, OF_SPECIALTY = 2, 4
FORMER_LEVEL = ("级别",)  # the heading of earlier templates

NAME_EN = (
    ImportColumn("name_en"),
    ImportColumn("name_en_status", also=("英文名称的来历",)),
)
ORIGIN = (
    ImportColumn("provenance", also=("数据来历",)),
    ImportColumn("verification"),
    ImportColumn("note_zh"),
    ImportColumn("note_en"),
)


def give_address(specialty: Specialty) -> None:
    """A specialty without an address name is found under the sound of its Chinese name."""
    if not specialty.slug:
        specialty.slug = slugify(pinyin_of(specialty.name_zh))[:100]


COLLEGES = ImportTable(
    name="colleges",
    title=_("Colleges"),
    instructions=_("A new college stays a draft until it is published."),
    model=College,
    key=(("code",),),
    distinct=("name_zh",),
    columns=(
        ImportColumn("code", "qd-020", required=True),
        ImportColumn("name_zh", "青岛市技师学院", required=True),
        *NAME_EN,
        ImportColumn("pinyin"),
        ImportColumn("status"),
        ImportColumn("ownership"),
        ImportColumn("sponsor_zh"),
        ImportColumn("sponsor_en"),
        ImportColumn("district", "370215", CODE_OR_NAME, by=BY_CODE),
        ImportColumn("founded", "1958", also=("建校时间", "建校年份", "成立时间")),
        ImportColumn("website", "https://www.example.org/", also=("网址", "官网", "学校网站")),
        ImportColumn("phone", "0532-12345678", also=("电话", "联系电话", "telephone")),
        ImportColumn("description_zh"),
        ImportColumn("description_en"),
        ImportColumn("confirmed_on", "2026-09-01"),
        *ORIGIN,
    ),
)

SPECIALTIES = ImportTable(
    name="specialties",
    title=_("Specialties"),
    model=Specialty,
    key=(("slug",), ("national_code",), ("name_zh",)),
    fill=give_address,
    columns=(
        ImportColumn(
            "slug",
            "welding",
            _("Stands in the page's address. Blank for a new one: made from the pinyin."),
        ),
        ImportColumn("name_zh", "焊接加工", required=True),
        *NAME_EN,
        ImportColumn("pinyin"),
        ImportColumn("category", "01", CODE_OR_NAME, by=BY_CODE, digits=OF_CATEGORY),
        ImportColumn("national_code", "0103", digits=OF_SPECIALTY),
        *ORIGIN,
    ),
)

OFFERINGS = ImportTable(
    name="offerings",
    title=_("Offerings"),
    instructions=_(
        "One row for each level and entry route at which a college teaches a specialty."
    ),
    model=Offering,
    key=(("college", "specialty", "level", "entry_route", "valid_from"),),
    columns=(
        ImportColumn("college", "qd-001", CODE_OR_NAME, required=True, by=BY_CODE),
        ImportColumn("specialty", "welding", SPECIALTY_EXPLAINED, required=True, by=SPECIALTY_BY),
        ImportColumn("level", also=FORMER_LEVEL),
        ImportColumn("entry_route"),
        ImportColumn("valid_from", "2024-09"),
        ImportColumn("valid_until"),
        ImportColumn("length_years", "3"),
        ImportColumn("filing_number"),
        ImportColumn("filed_on", "2024-06-30"),
        *ORIGIN,
    ),
)

CATEGORIES = ImportTable(
    name="specialty-categories",
    title=_("Specialty categories"),
    model=SpecialtyCategory,
    key=(("category_code",),),
    distinct=("category_name",),
    columns=(
        ImportColumn(
            "category_code",
            "01",
            field="code",
            label=_("category code"),
            required=True,
            digits=OF_CATEGORY,
        ),
        ImportColumn(
            "category_name", "机械类", field="name_zh", label=_("category name"), required=True
        ),
    ),
)

DIRECTORY = ImportTable(
    name="specialty-directory",
    title=_("Official specialty directory"),
    instructions=_(
        "The national directory as it was issued: categories that are missing are made too."
    ),
    model=Specialty,
    key=(("national_code",), ("name_zh",)),
    before=CATEGORIES,
    fill=give_address,
    columns=(
        ImportColumn(
            "category_code",
            "01",
            _("The two digits of the directory's category."),
            field="category",
            label=_("category code"),
            by=(("code",),),
            digits=OF_CATEGORY,
        ),
        ImportColumn(
            "national_code",
            "0103",
            _("As printed in the directory."),
            required=True,
            digits=OF_SPECIALTY,
        ),
        ImportColumn("name_zh", "焊接加工", required=True),
        *NAME_EN,
        *ORIGIN,
    ),
)
