"""What is secret in an address stands in no log, and is told to no other page."""

from __future__ import annotations

import io
import logging
import re
from types import SimpleNamespace

import pytest
import structlog
from django.conf import settings as portal
from django.urls import resolve
from gunicorn.config import Config

from qingdao_techedu.ui.discreet_logs import DiscreetLogger
from qingdao_techedu.ui.secret_addresses import is_secret, routes, veiled

SECRET = "7K3MV9TWXE"
PART = re.compile(r"<(?:(\w+):)?(\w+)>")
FILLING = {"secret": SECRET, "base36": "1a", "int": "1", "slug": "a", "str": "a", "name": "a"}
OPENING = {"token", "key", "receipt", "password", "secret", "code"}
# Codes of records, and of citations that are made to be passed on.
TOLD = {
    "colleges/<name:code>/",
    "awards/colleges/<name:code>/",
    "figures/<slug:code>/",
    "permalinks/<slug:code>/",
    "permalinks/<slug:code>.<slug:suffix>",
    "changes/<slug:kind>/<path:key>/",
}
SECRET_ROUTES = [route for route in routes() if "<secret:" in route]


def filled(route: str) -> str:
    return "/" + PART.sub(lambda part: FILLING.get(part[1] or "str", "a"), route)


@pytest.fixture
def log():
    """What the portal's own handler writes, at its loudest."""
    written = io.StringIO()
    kept = logging.root.handlers[:], logging.root.level
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=portal.LOGGING["formatters"]["portal"]["foreign_pre_chain"],
        processors=portal.LOGGING["formatters"]["portal"]["processors"],
    )
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    django = logging.getLogger("django")
    level = django.level
    logging.root.handlers = [handler]
    for logger in (logging.root, django):
        logger.setLevel(logging.DEBUG)  # and forgets what it knew of levels
    yield written
    logging.root.handlers = kept[0]
    logging.root.setLevel(kept[1])
    django.setLevel(level)


def test_a_part_of_an_address_that_opens_something_is_written_as_secret_in_the_map():
    """Whoever adds a token to an address is asked to name it so, or to say here that it is told."""
    forgotten = {
        route
        for route in routes()
        for kind, name in PART.findall(route)
        if name in OPENING and kind != "secret" and not route.startswith(("api/", "admin/"))
    }
    assert forgotten - TOLD == set()
    assert len(SECRET_ROUTES) >= 5
    assert not [route for route in routes() if "(?P<key>" in route or "(?P<token>" in route]


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("route", SECRET_ROUTES)
def test_no_log_tells_the_secret_of_an_address(client, log, prefix, route):
    address = prefix + filled(route)
    asked = f"{address}?next={address}&receipt={SECRET}"
    for send in (client.get, client.post, client.head):
        answer = send(
            asked, headers={"Referer": f"http://testserver{address}", "User-Agent": address}
        )
        assert answer.headers["Referrer-Policy"] == "strict-origin"
    client.get("/nowhere/", headers={"Referer": f"http://testserver{address}"})
    client.get(f"/accounts/login/?next={address.replace('/', '%2F')}")
    assert "request_started" in log.getvalue()
    assert SECRET not in log.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("route", SECRET_ROUTES)
def test_a_fault_behind_such_an_address_is_logged_without_it(client, log, monkeypatch, route):
    client.raise_request_exception = False
    address = filled(route)

    def fails(request, *args, **kwargs):
        raise RuntimeError(f"at {request.path} with {SECRET!r} in {address}")

    match = resolve(address)
    monkeypatch.setattr(
        "django.core.handlers.base.BaseHandler.resolve_request",
        lambda *_: (fails, (), match.kwargs),
    )
    assert client.get(address).status_code == 500
    text = log.getvalue().replace(f"with '{SECRET}'", "")  # a value is not an address
    assert "RuntimeError" in text
    assert SECRET not in text


@pytest.mark.parametrize("route", SECRET_ROUTES)
def test_gunicorn_tells_it_in_no_line_either(route, capsys):
    address = filled(route)
    logger = DiscreetLogger(Config())
    request = SimpleNamespace(
        headers=[("REFERER", f"https://portal.example.org{address}")], uri=address
    )
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"{address}?receipt={SECRET}",
        "PATH_INFO": address,
        "QUERY_STRING": f"receipt={SECRET}",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://portal.example.org{address}",
    }
    response = SimpleNamespace(status="200 OK", sent=1, headers=[])
    elapsed = SimpleNamespace(seconds=0, microseconds=1)
    atoms = logger.atoms(response, request, environ, elapsed)
    assert SECRET not in logger.cfg.access_log_format % logger.atoms_wrapper_class(atoms)
    logger.exception("Error handling request %s", address)
    assert SECRET not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("GET /corrections/report/ HTTP/1.1", "GET /corrections/report/ HTTP/1.1"),
        ("/en/corrections/?receipt=ABC&page=2", "/en/corrections/?receipt=…&page=2"),
        ("https://x.org/en/preview/WzEsMV0:1a:b/", "https://x.org/en/preview/…/"),
        ("next=%2Fpreview%2FWzEsMV0%2F", "next=%2Fpreview%2F…%2F"),
        ("/awards/verify/?n=7K3M&s=x", "/awards/verify/?n=…&s=…"),
        ("/colleges/qd-001/?q=n=1", "/colleges/qd-001/?q=n=1"),
        ("/previews/of/nothing/", "/previews/of/nothing/"),
    ],
)
def test_what_is_no_secret_is_told_as_it_is(text, told):
    assert veiled(text) == told


def test_a_page_without_a_secret_is_none():
    assert not is_secret("/corrections/report/")
    assert not is_secret("/colleges/qd-001/")
    assert is_secret(f"/corrections/{SECRET}/")


@pytest.mark.django_db
def test_reporting_an_error_on_a_secret_page_does_not_pass_the_secret_on(client):
    page = client.get(f"/preview/{SECRET}/").content.decode()
    link = re.search(r'href="([^"]*corrections/report/\?page=[^"]*)"', page)[1]
    assert SECRET not in link
