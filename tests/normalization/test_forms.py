"""Every form of the portal takes texts as they were meant."""

from __future__ import annotations

import pytest
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.http import QueryDict


class Report(forms.Form):
    name = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)


def sent(**texts: str) -> Report:
    data = QueryDict(mutable=True)
    data.update(texts)
    return Report(data)


def test_a_text_comes_without_what_nobody_sees():
    form = sent(name="平\u200b度\u000b市\ufeff", text="一\u00ad\u2028二\r\n三")
    assert form.is_valid()
    assert form.cleaned_data["name"] == "平度 市"
    assert form.cleaned_data["text"] == "一\n二\r\n三"


@pytest.mark.parametrize("sign", ["\u202e", "\u0001", "\ufffd", "\ue000"])
def test_what_may_not_be_kept_is_named_at_its_field(sign):
    form = sent(name=f"平{sign}度", text="一")
    assert list(form.errors) == ["name"]
    assert f"U+{ord(sign):04X}" in form.errors["name"][0]


def test_what_is_shown_again_is_what_was_meant():
    assert 'value="平度"' in str(sent(name="平\u200b度", text="")["name"])


def test_a_password_is_left_as_it_is():
    form = sent(name="a", text="b", secret="p\u200b\u202ew")
    assert form.is_valid()
    assert form.cleaned_data["secret"] == "p\u200b\u202ew"


@pytest.mark.django_db
def test_forms_of_libraries_are_no_exception():
    form = AuthenticationForm(data={"username": "edi\u200btor", "password": "x"})
    assert form["username"].data == "editor"
    assert form["password"].data == "x"


def test_a_text_that_says_the_same_is_no_change():
    form = Report({"name": "平\u200b度", "text": "一"}, initial={"name": "平度", "text": "一"})
    assert not form.has_changed()


def test_what_is_no_text_in_the_end_is_left_to_its_field():
    class Key(forms.Form):
        credential = forms.JSONField()
        number = forms.UUIDField()

    number = "6f1f0b8e-6d1c-4c0e-9a53-0d5c1c7d2b11"
    form = Key({"credential": '{"id": ["a", 1]}', "number": number})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["credential"] == {"id": ["a", 1]}
    assert str(form.cleaned_data["number"]) == number
