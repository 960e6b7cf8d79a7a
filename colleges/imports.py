"""The spreadsheets from which staff import the register."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.facts.naming import pinyin_of
from qingdao_techedu.imports.declaring import Column, ImportTable

from .models import College, Offering, Specialty, SpecialtyCategory

BY_CODE = (("code",), ("name_zh",), ("name_en",))
SPECIALTY_BY = (("slug",), ("name_zh",), ("national_code",), ("name_en",))
CODE_OR_NAME = _("Its code or its name, as it stands in the portal.")
SPECIALTY_EXPLAINED = _("Its address name, name or national code.")
# The official directory: two digits of a category, four of a specialty.
OF_CATEGORY, OF_SPECIALTY = 2, 4
FORMER_LEVEL = ("级别",)  # the heading of earlier templates

NAME_EN = (
    Column("name_en"),
    Column("name_en_status", also=("英文名称的来历",)),
)
ORIGIN = (
    Column("provenance", also=("数据来历",)),
    Column("verification"),
    Column("note_zh"),
    Column("note_en"),
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
        Column("code", "qd-020", required=True),
        Column("name_zh", "青岛市技师学院", required=True),
        *NAME_EN,
        Column("pinyin"),
        Column("status"),
        Column("ownership"),
        Column("sponsor_zh"),
        Column("sponsor_en"),
        Column("district", "370215", CODE_OR_NAME, by=BY_CODE),
        Column("founded", "1958", also=("建校时间", "建校年份", "成立时间")),
        Column("website", "https://www.example.org/", also=("网址", "官网", "学校网站")),
        Column("phone", "0532-12345678", also=("电话", "联系电话", "telephone")),
        Column("description_zh"),
        Column("description_en"),
        Column("confirmed_on", "2026-09-01"),
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
        Column(
            "slug",
            "welding",
            _("Stands in the page's address. Blank for a new one: made from the pinyin."),
        ),
        Column("name_zh", "焊接加工", required=True),
        *NAME_EN,
        Column("pinyin"),
        Column("category", "01", CODE_OR_NAME, by=BY_CODE, digits=OF_CATEGORY),
        Column("national_code", "0103", digits=OF_SPECIALTY),
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
        Column("college", "qd-001", CODE_OR_NAME, required=True, by=BY_CODE),
        Column("specialty", "welding", SPECIALTY_EXPLAINED, required=True, by=SPECIALTY_BY),
        Column("level", also=FORMER_LEVEL),
        Column("entry_route"),
        Column("valid_from", "2024-09"),
        Column("valid_until"),
        Column("length_years", "3"),
        Column("filing_number"),
        Column("filed_on", "2024-06-30"),
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
        Column(
            "category_code",
            "01",
            field="code",
            label=_("category code"),
            required=True,
            digits=OF_CATEGORY,
        ),
        Column("category_name", "机械类", field="name_zh", label=_("category name"), required=True),
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
        Column(
            "category_code",
            "01",
            _("The two digits of the directory's category."),
            field="category",
            label=_("category code"),
            by=(("code",),),
            digits=OF_CATEGORY,
        ),
        Column(
            "national_code",
            "0103",
            _("As printed in the directory."),
            required=True,
            digits=OF_SPECIALTY,
        ),
        Column("name_zh", "焊接加工", required=True),
        *NAME_EN,
        *ORIGIN,
    ),
)
