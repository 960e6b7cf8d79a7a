"""The style guide: for staff, and with every component that there is."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from qingdao_techedu.styleguide.views import WHOLE_PAGES
from tests.browser.addresses import STAFF_ADDRESSES

pytestmark = pytest.mark.django_db
ADDRESSES = ["/styleguide/", *(f"/styleguide/{name}/" for name in WHOLE_PAGES)]
# What needs a record with citations or a sample, the error pages, whole pages here, the desk, and
# what only search engines are told, of pages that they may show.
ELSEWHERE = {
    "ui/_canonical.html",
    "ui/_desk_rows.html",
    "ui/_error.html",
    "ui/_sample_banner.html",
    "ui/_social.html",
    "ui/_source.html",
    "ui/_sources.html",
    "ui/_wide_table.html",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_staff_see_it_and_visitors_do_not(client, admin_user, address):
    assert client.get(address).status_code == 404
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 200


def test_a_developer_sees_it_without_signing_in(client, settings):
    settings.DEBUG = True
    assert client.get("/en/styleguide/").status_code == 200


def test_an_unknown_page_of_it_is_missing(client, admin_user):
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/styleguide/none/").status_code == 404


def test_the_browser_looks_at_all_of_it():
    assert STAFF_ADDRESSES == ADDRESSES


def test_every_component_stands_in_it(client, settings):
    settings.DEBUG = True
    response = client.get("/styleguide/")
    shown = {template.name for template in response.templates}
    folder = settings.BASE_DIR / "templates" / "ui"
    components = {f"ui/{path.name}" for path in folder.glob("_*.html")}
    assert components - shown <= ELSEWHERE


def test_every_component_tells_its_inputs():
    folder = settings.BASE_DIR / "templates"
    silent = [
        str(path.relative_to(folder))
        for path in folder.rglob("_*.html")
        if not re.match(r"\{# [A-Z].+ #\}\n", path.read_text(encoding="utf-8"))
    ]
    assert silent == []
