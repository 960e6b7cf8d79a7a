"""The CSV of a data set: nothing in it runs, and a part never looks whole."""

from __future__ import annotations

import pytest

from colleges.models import College
from qingdao_techedu.datasets import star
from qingdao_techedu.datasets.formats import csv
from qingdao_techedu.datasets.query import Query


@pytest.mark.django_db
def test_a_name_like_a_formula_is_disarmed_in_the_file():
    College.objects.filter(code="qd-002").update(name_zh="=HYPERLINK(0)")
    whole = b"".join(csv.CSV.pieces(Query("colleges"))).decode("utf-8-sig")
    assert "'=HYPERLINK(0)" in whole


@pytest.mark.django_db
def test_a_fault_in_mid_stream_is_raised_and_not_swallowed(monkeypatch):
    def fail(_query, _write):
        yield "qd-001"
        raise OSError("the disk is gone")

    monkeypatch.setattr(star, "texts", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        list(csv.CSV.pieces(Query("colleges")))
