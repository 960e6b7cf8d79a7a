"""Links are visited politely, and never inside the bureau's own network."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from colleges.models import College
from qingdao_techedu.inspection import links
from qingdao_techedu.inspection.models import LinkCheck


class _Answers(BaseHTTPRequestHandler):
    """A site whose addresses say how they answer: ``/404``, ``/to/404``, ``/only-get``."""

    def do_HEAD(self):
        asked = self.path.strip("/")
        if asked.startswith("to/"):
            self.send_response(302)
            self.send_header("Location", f"/{asked[3:]}")
        elif asked == "round":
            self.send_response(302)
            self.send_header("Location", "/round")
        elif asked == "inside":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/")
        elif asked == "only-get":
            self.send_response(405 if self.command == "HEAD" else 200)
        else:
            self.send_response(int(asked or 200))
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://site.example:{server.server_port}"
    server.shutdown()
    server.server_close()


def here(host: str, port: int) -> list[str]:
    """The test's own site stands on this machine; every other host is looked at as always."""
    return ["127.0.0.1"] if host == "site.example" else links.addresses_of(host, port)


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/404", 404), ("/to/404", 404), ("/only-get", 200)]
)
def test_the_last_answer_counts(site, path, status):
    assert links.visit(site + path, here) == status


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1/", "not in the open internet"),
        ("http://[::1]/", "not in the open internet"),
        ("http://10.1.2.3/", "not in the open internet"),
        ("http://169.254.169.254/latest/", "not in the open internet"),
        ("http://localhost:5432/", "not in the open internet"),
        ("ftp://site.example/", "no address of the web"),
        ("file:///etc/passwd", "no address of the web"),
        ("http://site.example:99999/", "no address of the web"),
        ("http://", "no address of the web"),
    ],
)
def test_what_is_not_the_open_web_is_not_visited(address, reason):
    with pytest.raises(links.Unreachable, match=reason):
        links.visit(address)


def test_a_redirect_into_the_own_network_is_not_followed(site):
    with pytest.raises(links.Unreachable, match="not in the open internet"):
        links.visit(f"{site}/inside", here)


def test_a_circle_of_redirects_ends(site):
    with pytest.raises(links.Unreachable, match="too often"):
        links.visit(f"{site}/round", here)


@pytest.mark.django_db
def test_a_dead_link_is_noted_with_its_first_day_until_it_answers_again(site):
    first = links.check(f"{site}/404", here)
    assert (first.status, first.error) == (404, "HTTP 404")
    again = links.check(f"{site}/404", here)
    assert again.failing_since == first.failing_since
    LinkCheck.objects.update(url=f"{site}/200")
    alive = links.check(f"{site}/200", here)
    assert (alive.error, alive.failing_since) == ("", None)


@pytest.mark.django_db
def test_every_address_in_a_record_is_found():
    College.objects.create(code="qd-900", name_zh="学校", website="https://a.example/")
    record, page = links.kept_links()["https://a.example/"]
    assert record == "学校"
    assert "/admin/colleges/college/" in page
