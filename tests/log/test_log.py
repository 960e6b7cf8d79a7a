"""The log is only added to, and shows any tampering."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from qingdao_techedu.log import verifying
from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_entries():
    return [note("export", who="审计员", subject=f"数据 {n}", rows=n) for n in range(3)]


@pytest.fixture
def unguarded():
    """The database without its triggers, as somebody with its password could make it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER log_entry_is_not_changed ON log_entry")
        else:
            cursor.execute("DROP TRIGGER log_entry_is_not_changed")
            cursor.execute("DROP TRIGGER log_entry_is_not_deleted")


def test_entries_are_numbered_and_each_seals_the_one_before(three_entries):
    assert [entry.number for entry in three_entries] == [1, 2, 3]
    assert three_entries[2].previous == three_entries[1].digest
    assert verifying.verify().number == 3


def test_an_entry_is_kept_only_with_what_it_tells_of():
    with pytest.raises(RuntimeError), transaction.atomic():
        note("export", who="editor")
        raise RuntimeError
    assert not Entry.objects.exists()


@pytest.mark.parametrize("act", ["UPDATE log_entry SET who = 'x'", "DELETE FROM log_entry"])
def test_the_database_refuses_to_change_the_log(three_entries, act):
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        connection.cursor().execute(act)
    assert verifying.verify().number == 3


def test_the_database_refuses_to_empty_the_log(three_entries):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        connection.cursor().execute("TRUNCATE log_entry")


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ({"who": "somebody else"}, "Entry 2 was changed"),
        ({"details": {"rows": 99}}, "Entry 2 was changed"),
        ({"previous": "0" * 64}, "Entry 2 does not follow"),
        ({"number": 9}, "Entry 2 is missing"),
    ],
)
def test_a_changed_entry_is_found(three_entries, unguarded, tampering, said):
    Entry.objects.filter(number=2).update(**tampering)
    with pytest.raises(verifying.LogBroken, match=said):
        verifying.verify()


def test_a_log_that_was_cut_off_is_found_by_what_was_written_down(three_entries, unguarded):
    Entry.objects.filter(number=3).delete()
    assert verifying.verify().number == 2
    with pytest.raises(verifying.LogBroken, match="cut off"):
        verifying.verify({3: three_entries[2].digest})


def test_the_command_prints_what_to_keep_and_finds_it_again(three_entries, capsys):
    call_command("verify_log")
    kept = capsys.readouterr().out.split()[-1]
    assert kept == f"3:{three_entries[2].digest}"
    call_command("verify_log", known=[kept])
    with pytest.raises(CommandError, match="not the one"):
        call_command("verify_log", known=[f"3:{'0' * 64}"])
    with pytest.raises(CommandError, match="is not NUMBER:DIGEST"):
        call_command("verify_log", known=["yesterday"])


def test_sign_ins_are_logged_and_unknown_names_are_not(client, django_user_model):
    django_user_model.objects.create_user("editor", password="right-password", is_staff=True)
    for name in ("editor", "my-secret-password"):
        client.post("/accounts/login/", {"login": name, "password": "wrong"})
    client.post("/accounts/login/", {"login": "editor", "password": "right-password"})
    client.post("/admin/logout/")
    told = list(Entry.objects.order_by("number").values_list("kind", "who"))
    assert told == [
        ("sign-in-failed", "editor"),
        ("sign-in", "editor"),
        ("sign-out", "editor"),
    ]
    assert verifying.verify().number == 3


def test_what_staff_export_is_logged_and_what_visitors_take_is_not(client, staff, sign_in):
    client.get("/data/figures.csv?bom=0")
    assert not Entry.objects.filter(kind="export").exists()
    sign_in(staff("editor")).get("/data/figures.csv?bom=0&place=370200")
    entry = Entry.objects.get(kind="export")
    assert (entry.who, entry.subject) == ("editor", "figures.csv")
    assert entry.details == {"filters": "place=370200"}


def test_a_visitor_s_file_does_not_vary_by_cookie(client, db):
    assert "Cookie" not in client.get("/data/figures.csv").get("Vary", "")
