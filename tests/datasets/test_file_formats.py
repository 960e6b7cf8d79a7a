"""The formats of every data set: one declaration each, found by what an address or Accept names."""

from __future__ import annotations

import pytest

from qingdao_techedu.datasets import file_formats
from qingdao_techedu.datasets.formats import csv, xlsx
from qingdao_techedu.ui.parameters import Problem


def test_csv_is_the_rule_and_no_suffix_has_two_formats():
    suffixes = [one.suffix for one in file_formats.registered()]
    assert suffixes[0] == "csv"
    assert len(set(suffixes)) == len(suffixes) == 5


def test_a_format_that_is_registered_again_stands_once():
    before = file_formats.registered()
    file_formats.register("qingdao_techedu.datasets.formats.csv.CSV")
    assert file_formats.registered() == before


def test_a_format_is_found_by_its_suffix_or_its_media_type():
    assert file_formats.by_suffix("csv") is csv.CSV
    assert file_formats.by_media_type(xlsx.MEDIA_TYPE) is xlsx.XLSX


def test_what_is_no_format_is_not_found():
    with pytest.raises(KeyError):
        file_formats.by_suffix("exe")
    assert file_formats.by_media_type("text/html") is None
    assert file_formats.by_media_type(None) is None


def test_the_rule_holds_where_an_option_has_a_value_that_it_cannot_have():
    assert "bom" in file_formats.option_names()
    assert csv.CSV.chosen({}) == ({"bom": "1"}, [])
    assert csv.CSV.chosen({"bom": "yes"}) == ({"bom": "1"}, [Problem("bom", "yes", ["0", "1"])])
