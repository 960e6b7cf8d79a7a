"""Days, moments and years are taken as people write them, in every form of the desk."""

from __future__ import annotations

import datetime
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from qingdao_techedu.dates.form_fields import DayField, MomentField, YearField
from qingdao_techedu.dates.partial import PartialDateField, PartialDateInput

DAY = datetime.date(2026, 3, 18)


@pytest.mark.parametrize(
    "written",
    ["2026年3月18日", "2026-03-18", "2026/3/18", "２０２６年３月１８日", "2026.3.18", "20260318"],
)
def test_a_day_is_understood_as_it_is_written(written):
    assert DayField().clean(written) == DAY


@pytest.mark.parametrize("written", ["2026年3月", "2026", "2026年2月30日", "明天"])
def test_what_is_no_whole_day_is_named(written):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(written)
    assert written in str(refused.value) or refused.value.code == "invalid"


@pytest.mark.parametrize(
    "written",
    [
        "2026年3月1日 14:30",
        "2026/3/1 14:30",
        "2026-03-01T14:30",
        "２０２６年３月１日下午２点半",
        "2026年3月1日14时30分",
    ],
)
def test_a_moment_is_understood_as_it_is_written(written):
    moment = timezone.make_aware(datetime.datetime(2026, 3, 1, 14, 30))
    assert MomentField().clean(written) == moment


@pytest.mark.parametrize("written", ["2025", "２０２５", "2025年", " 2025 "])
def test_a_year_is_understood_as_it_is_written(written):
    assert YearField().clean(written) == 2025


def test_a_partial_date_keeps_the_precision_that_was_written():
    field = PartialDateField().formfield()
    assert isinstance(field, PartialDateInput)
    assert field.clean("2024年9月") == "2024-09"
    assert field.clean("二〇二四年九月十八日") == "2024-09-18"
    assert "maxlength" not in field.widget.attrs
    with pytest.raises(ValidationError, match="去年"):
        field.clean("去年")


@pytest.mark.django_db
def test_every_form_of_a_record_takes_dates_as_people_write_them(staff, rf):
    request = rf.get("/")
    request.user = staff("administrator")
    for model, desk in admin.site._registry.items():
        if not hasattr(desk, "has_order_page"):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateField | models.DateTimeField) and field.editable:
                taken = desk.formfield_for_dbfield(field, request)
                plain = {forms.DateField, forms.DateTimeField, forms.SplitDateTimeField}
                assert type(taken) not in plain, f"{model._meta.label}.{field.name}"


def test_no_form_of_ours_takes_dates_in_one_shape_only():
    for root in ("awards", "colleges", "conferences", "qingdao_techedu"):
        for module in walk_packages(import_module(root).__path__, f"{root}."):
            if module.name.rpartition(".")[2] in {"forms", "round_acts", "release_acts"}:
                import_module(module.name)
    plain = {forms.DateField, forms.DateTimeField}
    for form in _below(forms.BaseForm):
        if form.__module__.split(".")[0] in {"awards", "colleges", "conferences"}:
            for name, field in form.base_fields.items():
                assert type(field) not in plain, f"{form.__module__}.{form.__name__}.{name}"


def _below(kind):
    for one in kind.__subclasses__():
        if hasattr(one, "base_fields"):
            yield one
        yield from _below(one)
