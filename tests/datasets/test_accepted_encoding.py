"""Which encoding a visitor accepts, by the header's own words."""

from __future__ import annotations

import pytest

from qingdao_techedu.datasets.streaming import accepted_encoding


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("gzip, zstd", "zstd"),
        ("zstd;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("zstd; q=0.000, *", "gzip"),
        ("*", "zstd"),
        ("*;q=0", ""),
        ("deflate, br", ""),
        ("gzip;q=nonsense", "gzip"),
    ],
)
def test_an_accept_encoding_is_read_with_its_weights(header, taken):
    assert accepted_encoding(header) == taken


def test_only_what_is_to_be_had_is_taken():
    assert accepted_encoding("zstd, gzip", ["gzip"]) == "gzip"
    assert accepted_encoding("zstd", ["gzip"]) == ""
