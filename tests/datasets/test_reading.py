"""Reading batch by batch: any text comes as it is, and who stops early leaves nothing behind."""

from __future__ import annotations

import contextlib

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from colleges.models import Specialty
from qingdao_techedu.datasets import reading
from qingdao_techedu.datasets.registry import TEXT

TEXTS = st.text(
    st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30
) | st.text(st.sampled_from(list("\\Nntb\t\n\r\x0b\x08\x0c,\"'=🏫青")), max_size=8)
ENDLESS = {
    "postgresql": "SELECT generate_series(1, 1000000000)",
    "sqlite": (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
        "SELECT i FROM n"
    ),
}


class Texts(TestCase):
    @given(st.lists(TEXTS, min_size=1, max_size=5))
    def test_any_text_comes_as_it_is_and_a_blank_as_none(self, texts):
        Specialty.objects.update(note_zh="")
        keys = list(Specialty.objects.order_by("pk").values_list("pk", flat=True)[: len(texts)])
        for key, text in zip(keys, texts, strict=True):
            Specialty.objects.filter(pk=key).update(note_zh=text)
        records = Specialty.objects.filter(pk__in=keys).order_by("pk")
        decode = reading.decoders("default")[TEXT]
        [(found, _keys)] = reading.batches(records, ["note_zh", "pk"])
        assert [decode(cell) for cell in found] == [text or None for text in texts]


@pytest.fixture
def other(db):
    """A connection beside that of the test, in no transaction."""
    made = connections.create_connection("default")
    connections["other"] = made
    yield made
    made.close()
    del connections["other"]


def read_of(made):
    read = {"postgresql": reading._copied, "sqlite": reading._fetched}[made.vendor]
    return read(made, ENDLESS[made.vendor], (), 1)


def test_who_stops_early_leaves_the_connection_free(other):
    with reading.snapshot("other"):
        batches = read_of(other)
        assert len(next(batches)[0]) == reading.ROWS_A_BATCH
        batches.close()
    with other.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    if other.vendor == "postgresql":
        assert other.connection.info.transaction_status.name == "IDLE"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND state = 'active'",
                [other.connection.info.backend_pid],
            )
            assert cursor.fetchone() == (0,)
    else:
        assert not other.connection.in_transaction


def test_a_fault_while_reading_does_not_hang(other):
    def fail():
        with reading.snapshot("other"), contextlib.closing(read_of(other)) as batches:
            next(batches)
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        fail()
    assert other.connection is not None


def test_a_batch_is_bounded(other):
    batches = read_of(other)
    assert [len(next(batches)[0]) for _batch in range(3)] == [reading.ROWS_A_BATCH] * 3
    batches.close()
