"""Whether sealed releases are what was sealed: what was collected, what is published, the files."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from qingdao_techedu.datasets.stored import CannotBeWritten, StoredFile

from ..figures.models import Release
from . import canonical, sealed_files
from .canonical import COLLECTED, FIRST_COLLECTED, CanonicalFile
from .package import name_of
from .sealed_files import CSV, GROUPS, GZIP, PARQUET, SUMS, ZIP, CannotBeMadeAgain

TABLES: dict[str, CanonicalFile] = {
    CSV: canonical.LEAVES,
    SUMS: canonical.SUMS,
    GROUPS: canonical.GROUPS,
}


def fault_of_collected(release: Release) -> str:
    """A sentence where what was collected is not what was sealed; nothing where it is."""
    headers = (COLLECTED, FIRST_COLLECTED)
    found = {canonical.digest_of_collected(release, header) for header in headers}
    if release.collected_sha256 in found:
        return ""
    return (
        f"what was collected has the SHA-256 {min(found)} instead of "
        f"{release.collected_sha256}. Restore the database from a backup."
    )


def fault_of_file(release: Release, suffix: str) -> str:
    """What is wrong with a file, in a sentence; nothing where it is as it was sealed."""
    try:
        file = sealed_files.find(release, suffix)
    except CannotBeMadeAgain as sentence:
        return f"{suffix}: {sentence}"
    except CannotBeWritten as refusal:
        return f"{suffix}: is missing, and cannot be made anew. {' '.join(refusal.messages)}"
    with file.path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    if sha256 != file.sha256:
        return (
            f"{suffix}: {file.path} has the SHA-256 {sha256} instead of {file.sha256}. "
            "Move it away and run verify_releases again, or restore it from a backup."
        )
    if not is_published(release, suffix, file):
        return (
            f"{suffix}: {file.path} does not hold what is published in the database. Restore the "
            "database from a backup, or run put_out_releases."
        )
    return ""


def is_published(release: Release, suffix: str, file: StoredFile) -> bool:
    """Whether a file holds the published rows of its release as the database has them."""
    if suffix in TABLES:
        return file.sha256 == digest_of(TABLES[suffix], release)
    return HOLDS[suffix](release, file)


def digest_of(table: CanonicalFile, release: Release) -> str:
    """The SHA-256 of a canonical file as it would be written today."""
    digest = hashlib.sha256()
    for piece in canonical.pieces(table.rows(release), table.header):
        digest.update(piece)
    return digest.hexdigest()


def _gzip_holds(release: Release, file: StoredFile) -> bool:
    with gzip.open(file.path) as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == release.sha256


def _package_holds(release: Release, file: StoredFile) -> bool:
    with zipfile.ZipFile(file.path) as archive:
        for suffix in TABLES:
            content: Any
            with archive.open(name_of(release, suffix)) as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
            if found != _noted(release, suffix):
                return False
    return True


def _noted(release: Release, suffix: str) -> str:
    return next(one.sha256 for one in sealed_files.files_of(release) if one.suffix == suffix)


def _parquet_holds(release: Release, file: StoredFile) -> bool:
    """Whether it has the very rows, in the order of the canonical file."""
    published = (tuple(map(_cell, row)) for row in canonical.LEAVES.rows(release))
    pairs = zip_longest(published, _rows_of_parquet(file))
    return all(ours == theirs for ours, theirs in pairs)


def _rows_of_parquet(file: StoredFile) -> Iterator[tuple]:
    import pyarrow.parquet  # noqa: PLC0415 (large, and needed here alone)

    with pyarrow.parquet.ParquetFile(file.path) as table:
        for batch in table.iter_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _cell(value: object) -> object:
    return None if value == "" else value


HOLDS: dict[str, Callable[[Release, StoredFile], bool]] = {
    GZIP: _gzip_holds,
    ZIP: _package_holds,
    PARQUET: _parquet_holds,
}
