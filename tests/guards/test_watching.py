"""While a guard is missing it is named, no page is kept, and no act is done."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from qingdao_techedu.corrections.models import Correction
from qingdao_techedu.guards import standing, watching
from tests.guards.guarding import drop, run

pytestmark = pytest.mark.usefixtures("living", "kept_pages")
NAME = "edition_colleges_college_update"
REPORT = {"page": "/", "text": "地址有误"}


def test_the_check_names_what_is_missing_and_how_to_mend_it():
    call_command("check", databases=["default"])
    drop(NAME)
    with pytest.raises(SystemCheckError, match=f"{NAME}(.|\n)*manage.py migrate"):
        call_command("check", databases=["default"])


def test_the_command_that_mends_it_is_not_held_up_by_it():
    drop(NAME)
    call_command("migrate", skip_checks=False, verbosity=0)
    call_command("check", databases=["default"])


def test_readyz_names_what_is_missing_until_it_is_there(client):
    assert client.get("/readyz").json()["guards"] == "ok"
    drop(NAME)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["guards"] == f"Missing or altered: {NAME}; run manage.py migrate."
    standing.install()
    assert client.get("/readyz").status_code == 200


def test_no_page_is_kept_meanwhile(client):
    assert client.get("/about/")["Cache-Control"].startswith("public")
    drop(NAME)
    page = client.get("/about/")
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in page
    standing.install()
    assert client.get("/about/")["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "请几分钟后刷新本页"), ("/en", "Reload this page in a few minutes")]
)
def test_what_is_sent_meanwhile_is_refused_in_the_language_of_its_page(client, prefix, said):
    drop("log_entry_is_not_changed")
    answer = client.post(f"{prefix}/corrections/report/", REPORT)
    assert answer.status_code == 503
    assert said in answer.content.decode()
    assert answer["Retry-After"]
    assert "no-store" in answer["Cache-Control"]
    assert not Correction.objects.exists()


@pytest.mark.parametrize("address", ["/admin/colleges/college/add/", "/accounts/login/"])
def test_no_act_is_done_meanwhile_and_afterwards_it_is(client, address):
    drop(NAME)
    assert client.post(address).status_code == 503
    assert client.get(address).status_code in {200, 302}
    standing.install()
    assert client.post(address).status_code in {200, 302}


def test_while_nobody_writes_nothing_is_asked_and_afterwards_the_mark_alone():
    first = watching.look(moment="one")
    with CaptureQueriesContext(connection) as queries:
        assert watching.look(moment="one") is first
        assert len(queries) == 0
        assert watching.look(moment="another") is first
        assert len(queries) == 1


def test_the_moment_is_another_as_soon_as_a_guard_is_gone():
    ask = f"SELECT {standing.engine_of(connection).moment()}"
    before = run(ask)
    drop(NAME)
    assert run(ask) != before


def test_in_a_transaction_the_mark_alone_is_asked_until_a_guard_is_taken_down():
    watching.look()
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            assert watching.look().missing == ()
        assert len(queries) == 1
        drop(NAME)
        assert watching.look().missing == (NAME,)
        transaction.set_rollback(True)
    assert watching.look().missing == ()


def test_it_is_logged_once(caplog, monkeypatch):
    monkeypatch.setattr(watching, "_logged", ())  # whatever other tests have had told
    drop(NAME)
    for _again in range(3):
        watching.look()
    assert caplog.text.count(NAME) == 1
