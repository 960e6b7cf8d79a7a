"""A real primary and a real standby: who is asked, what lag hides, what a failure costs."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.conf import settings
from django.core import signing

from bin.clusters import programs
from qingdao_techedu.corrections.forms import SALT
from tests.standbys.portal import PASSWORD, Portal, eventually

COLLEGE = "/colleges/qd-002/"
TABLE = "colleges_college"

PUBLISH = """
from django.contrib.auth.models import User
from django.db import transaction
from colleges.models import College
from qingdao_techedu.publishing import actions, proposing, rehearsal
with transaction.atomic(), rehearsal.watched() as watch:
    college = College.objects.get(code="qd-002")
    for field, value in {values!r}.items():
        setattr(college, field, value)
    college.save()
    differences = watch.differences()
    transaction.set_rollback(True)
proposal = proposing.propose(differences, by=User.objects.get(username="editor"))
actions.approve(proposal, by=User.objects.get(username="reviewer"))
"""


_visits = count()


def anew(address: str) -> str:
    """The address of a page as nobody has asked for it before, so that it was not kept."""
    return address if ".csv" in address else f"{address}?visit={next(_visits)}"


def publish(portal, **values: str) -> None:
    """Have an editor propose a change of the college and a reviewer publish it."""
    portal.run(PUBLISH.format(values=values))


@pytest.fixture(scope="module")
def running(tmp_path_factory, django_db_setup, databases):
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if programs() is None and on_sqlite:
        pytest.skip("PostgreSQL's programs are not installed, and this run is on SQLite.")
    portal = Portal(tmp_path_factory.mktemp("portal"), databases)
    yield portal
    portal.close()


@pytest.fixture
def portal(running):
    running.make_well()
    return running


@pytest.fixture
def editor(portal):
    visitor = portal.visitor()
    visitor.send("/accounts/login/", login="editor", password=PASSWORD)
    assert {cookie.name for cookie in visitor.cookies} >= {settings.SESSION_COOKIE_NAME}
    return visitor


def read_at_standby(portal, visitor, address) -> bool:
    """Whether the standby, and it alone, was asked for colleges while an address was read."""
    before = [portal.reads(cluster, TABLE) for cluster in (portal.primary, portal.standby)]
    assert visitor.get(anew(address)).status == 200
    after = [portal.reads(cluster, TABLE) for cluster in (portal.primary, portal.standby)]
    at_primary, at_standby = (now - then for now, then in zip(after, before, strict=True))
    assert bool(at_primary) != bool(at_standby)  # one request, one database
    return at_standby > 0


@pytest.mark.parametrize("address", ["/colleges/", f"/en{COLLEGE}", "/data/colleges.csv"])
def test_a_visitor_reads_from_the_standby(portal, address):
    portal.catch_up()
    visitor = portal.visitor()
    assert read_at_standby(portal, visitor, address)
    assert not list(visitor.cookies)


def test_staff_read_from_the_primary(portal, editor):
    portal.catch_up()
    assert not read_at_standby(portal, editor, COLLEGE)


def test_staff_read_at_once_what_they_wrote(portal, editor):
    portal.pause_replay()
    editor.send(
        "/admin/facts/source/add/",
        key="written-a-moment-ago",
        kind="press",
        publisher_zh="刚才写的来源",
    )
    assert "刚才写的来源" in editor.get("/admin/facts/source/?q=written").text


def test_the_sender_of_a_report_sees_its_receipt_at_once(portal):
    portal.pause_replay()
    visitor = portal.visitor()
    seen = signing.dumps(time.time() - 60, salt=SALT)
    answer = visitor.send("/corrections/report/", page=COLLEGE, text="有误", seen=seen)
    receipt = answer.address.rstrip("/").rsplit("/", 1)[-1]
    assert answer.status == 200
    assert receipt in answer.text
    assert visitor.get(f"/corrections/?receipt={receipt}").address == answer.address


def test_a_withdrawal_is_seen_by_the_next_visitor_though_the_standby_lags(portal):
    assert portal.visitor().get(COLLEGE).status == 200
    portal.pause_replay()
    publish(portal, publication="withdrawn", withdrawal_zh="登记有误")
    try:
        answer = portal.visitor().get(COLLEGE)
        assert (answer.status, "登记有误" in answer.text) == (410, True)
    finally:
        publish(portal, publication="published", withdrawal_zh="")


def test_no_page_of_a_standby_that_lags_is_kept_for_later(portal):
    before = portal.visitor().get(COLLEGE).text
    portal.pause_replay()
    publish(portal, description_zh="刚才公布的简介")
    assert "刚才公布的简介" not in before
    assert "刚才公布的简介" in portal.visitor().get(COLLEGE).text
    portal.make_well()
    assert "刚才公布的简介" in portal.visitor().get(COLLEGE).text
    assert read_at_standby(portal, portal.visitor(), COLLEGE)


def test_a_standby_that_dies_in_the_middle_fails_nobody(portal):
    portal.catch_up()
    addresses = ["/colleges/", COLLEGE, "/", "/data/colleges.csv?bom=0"] * 30

    def read(number: int) -> int:
        if number == len(addresses) // 4:
            portal.standby.stop()
        return portal.visitor().get(anew(addresses[number])).status

    with ThreadPoolExecutor(max_workers=4) as visitors:
        statuses = list(visitors.map(read, range(len(addresses))))
    assert set(statuses) == {200}
    assert "Internal Server Error" not in portal.errors.read_text()
    status, state = portal.state()
    assert (status, state["database"]) == (200, "ok")
    assert state["standby_1"].startswith("Left out: it does not answer")


def test_a_standby_that_comes_back_is_read_from_again(portal):
    portal.standby.stop()
    visitor = portal.visitor()
    assert not read_at_standby(portal, visitor, COLLEGE)
    portal.standby.start("log_statement=all")
    portal.catch_up()
    eventually(lambda: read_at_standby(portal, visitor, COLLEGE), "it was read from again")


def test_a_promoted_standby_is_left_out(portal):
    portal.standby.promote()
    eventually(
        lambda: portal.state()[1]["standby_1"].startswith("Left out: it is not in recovery"),
        "the promotion was noticed",
    )
    assert portal.state()[0] == 200
    assert not read_at_standby(portal, portal.visitor(), COLLEGE)


def test_a_standby_without_a_migration_is_left_out(portal):
    """As if the portal had been updated, and the migration had not come through yet."""
    rename = "UPDATE django_migrations SET name = '{}' WHERE (app, name) = ('awards', '{}')"
    row = "SELECT name FROM django_migrations WHERE app = 'awards' ORDER BY name DESC LIMIT 1"
    name = portal.ask(portal.primary, row)
    portal.standby.stop()
    assert portal.state()[1]["standby_1"].startswith("Left out: it does not answer")
    portal.ask(portal.primary, rename.format("unknown", name) + " RETURNING 1")
    try:
        portal.standby.start("log_statement=all")
        eventually(
            lambda: portal.state()[1]["standby_1"].startswith("Left out: migrations"),
            "the missing migration was noticed",
        )
        assert not read_at_standby(portal, portal.visitor(), COLLEGE)
    finally:
        portal.ask(portal.primary, rename.format(name, "unknown") + " RETURNING 1")
