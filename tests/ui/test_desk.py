"""Every page of the desk, for every model and role, in both languages."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from awards.models import Objection
from colleges.models import College
from qingdao_techedu.corrections.models import Correction
from qingdao_techedu.publishing.models import Recorded
from qingdao_techedu.records.desk import RecordAdmin

# They keep their history without what their sender wrote of themselves, and are not made here.
RECEIVED = {Correction, Objection}
RECORDS = [model for model, desk in admin.site._registry.items() if isinstance(desk, RecordAdmin)]

NOT_ADDED = ("ledgerline", "quota", "return", "returnedfigure")


def page(model, view: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


def pages_of(model) -> list[str]:
    """The addresses of a model's list and forms, and of one record's history and past version."""
    record = model._default_manager.first()
    past = record.history.first()
    made_here = [] if model in RECEIVED else [page(model, "add")]
    return [
        *made_here,
        page(model, "changelist"),
        page(model, "changelist") + "?q=qingdao",
        page(model, "change", record.pk),
        page(model, "history", record.pk),
        page(model, "simple_history", record.pk, past.pk),
    ]


def test_every_recorded_model_has_its_pages():
    from_registry = {model for model in admin.site._registry if hasattr(model, "history")}
    concrete = {model for model in Recorded.__subclasses__() if not model._meta.abstract}
    assert from_registry == concrete | RECEIVED == set(RECORDS)


@pytest.mark.parametrize(
    ("role", "language"), [("administrator", "zh-hans"), ("administrator", "en"), ("auditor", "en")]
)
def test_every_page_opens_without_inline_code(
    every_model_has_rows, as_role, inline_code, role, language
):
    client = as_role(role)
    with translation.override(language):
        addresses = [reverse("admin:index"), reverse("admin:auth_user_changelist")]
        addresses += [address for model in RECORDS for address in pages_of(model)]
    for address in addresses:
        response = client.get(address)
        # The portal itself compares; returns and nominations are asked for on pages of their own.
        nobody_adds = any(f"/{name}/" in address for name in NOT_ADDED)
        is_refused = address.endswith("/add/") and (role == "auditor" or nobody_adds)
        expected = 403 if is_refused else 200
        assert response.status_code == expected, address
        assert not inline_code(response), address


def test_the_sign_in_page_has_a_heading_and_no_inline_code(client, db, inline_code):
    for address in ("/admin/login/", "/en/admin/login/"):
        response = client.get(address, follow=True)
        assert b"<h1>" in response.content
        assert not inline_code(response)


def test_a_visitor_is_sent_to_sign_in(client, db):
    for model in RECORDS:
        response = client.get(page(model, "changelist"))
        assert response.status_code == 302
        assert response.url.startswith(reverse("admin:login"))


def test_an_editor_has_no_users(as_role):
    client = as_role("editor")
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert client.get(page(College, "changelist")).status_code == 200


def test_an_administrator_has_users(as_role):
    client = as_role("administrator")
    user = User.objects.get(username="administrator")
    assert client.get(reverse("admin:auth_user_change", args=[user.pk])).status_code == 200


def test_a_longer_list_takes_no_more_queries(every_model_has_rows, as_role, monkeypatch):
    client = as_role("administrator")

    def queries_of(model, rows: int) -> int:
        monkeypatch.setattr(admin.site._registry[model], "list_per_page", rows)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page(model, "changelist"))
        assert len(response.context["cl"].result_list) >= min(rows, 2), model
        return len(queries)

    client.get(reverse("admin:index"))
    for model in RECORDS:
        client.get(page(model, "changelist"))  # that somebody looked is noted once a day
        assert queries_of(model, 1) == queries_of(model, 50), model


def test_the_way_to_the_public_site_keeps_the_language(as_role):
    client = as_role("editor")
    assert client.get("/admin/").context["site_url"] == "/"
    assert client.get("/en/admin/").context["site_url"] == "/en/"
