"""The files of a sealed release: the canonical one, and others made of it, written once.

Each is kept under its digest. One that a restored server lacks is made anew, which it may only be
if it comes out the same to the byte.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _

from qingdao_techedu.datasets.bilingual import CHINESE
from qingdao_techedu.datasets.formats.parquet import schema_of, writing
from qingdao_techedu.datasets.stored import OtherContent, StoredFile, keep
from qingdao_techedu.datasets.unfinished import clear

from ..figures.models import PublishedFigure, Release
from . import canonical, package
from .models import SealedFile

Write = Callable[[IO[bytes]], None]

CSV, SUMS, GROUPS, GZIP, ZIP, PARQUET = "csv", *SealedFile.Suffix.values
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8; header=present",
    SUMS: "text/csv; charset=utf-8; header=present",
    GROUPS: "text/csv; charset=utf-8; header=present",
    GZIP: "application/gzip",
    ZIP: "application/zip",
    PARQUET: "application/vnd.apache.parquet",
}
GZIP_LEVEL = 6  # the highest takes five times as long for a hundredth
FOLDER = "releases"
ASK_AGAIN = 60  # seconds, after a file came out other than it was


class CannotBeMadeAgain(Exception):
    """A file is missing and would come out other than it was sealed; says so in a sentence."""


@dataclass(frozen=True)
class ReleaseFile:
    """A file of a release as pages offer it."""

    suffix: str
    label: str
    size: int | None  # bytes; None where the file is missing on this server
    sha256: str


def store(release: Release) -> None:
    """Write all files or none, and note what identifies them; the release itself is not saved.

    Raises ``CannotBeWritten``.
    """
    with ExitStack() as undone:
        csv = keep(_stem(release), CSV, partial(canonical.LEAVES.write, release))
        undone.callback(csv.path.unlink, missing_ok=True)
        release.file.name, release.sha256 = csv.name, csv.sha256
        release.row_count = PublishedFigure.objects.filter(release=release).leaves().count()
        made = {}
        for suffix in WRITERS:
            one = made[suffix] = keep(_stem(release), suffix, _writer(release, csv, suffix))
            undone.callback(one.path.unlink, missing_ok=True)
        SealedFile.objects.bulk_create(
            SealedFile(
                release=release, suffix=suffix, name=one.name, size=one.size, sha256=one.sha256
            )
            for suffix, one in made.items()
        )
        undone.pop_all()


def names_of(release: Release) -> set[str]:
    """The files of a release on the disk, also of what was published of it before."""
    return {f"{FOLDER}/{one.name}" for one in _folder().glob(f"{Path(_stem(release)).name}-*")}


def known_of(release: Release) -> set[str]:
    """The files of what is published of a release now."""
    return {str(release.file.name), *release.sealed_files.values_list("name", flat=True)}


def remove(names: Iterable[str], kept: Collection[str] = ()) -> None:
    """Remove the files of what is not published any more. What came out the same is kept."""
    for name in set(names).difference(kept):
        default_storage.delete(name)


def clear_unfinished() -> list[str]:
    """Remove what seals that were broken off left half written; the names."""
    return clear(_folder())


def strangers() -> list[str]:
    """The names of files that no release knows: of seals that were undone, or of a later backup."""
    known = {*Release.objects.sealed().values_list("file", flat=True)}
    known |= {*SealedFile.objects.values_list("name", flat=True)}
    found = sorted(one for one in _folder().glob("*") if one.is_file())
    return [one.name for one in found if f"{FOLDER}/{one.name}" not in known]


def _folder() -> Path:
    return Path(default_storage.path(FOLDER))


def find(release: Release, suffix: str) -> StoredFile:
    """A file of a sealed release, made anew where this server lacks it.

    Raises ``KeyError`` for one that the release does not have, ``CannotBeMadeAgain`` and
    ``CannotBeWritten``.
    """
    noted = _noted(release, suffix)
    if noted.path.exists():
        return noted
    if suffix == CSV:
        return _again(release, suffix, partial(canonical.LEAVES.write, release))
    return _again(release, suffix, _writer(release, find(release, CSV), suffix))


def find_if_there(release: Release, suffix: str) -> StoredFile | None:
    """The same, without making anything anew."""
    try:
        noted = _noted(release, suffix)
    except KeyError:
        return None
    return noted if noted.path.exists() else None


def files_of(release: Release) -> list[ReleaseFile]:
    """What a page offers: one query, or none where the files were fetched along."""
    labels = dict(SealedFile.Suffix.choices)
    made = sorted(release.sealed_files.all(), key=lambda one: list(WRITERS).index(one.suffix))
    return [
        ReleaseFile(CSV, "CSV", _noted(release, CSV).size or None, release.sha256),
        *(
            ReleaseFile(one.suffix, str(labels[one.suffix]), _size(one.name) or None, one.sha256)
            for one in made
        ),
    ]


def _noted(release: Release, suffix: str) -> StoredFile:
    """What the database knows of a file. Raises ``KeyError``."""
    if suffix == CSV:
        name = release.file.name or f"{_stem(release)}-{release.sha256[:12]}.csv"
        return StoredFile(name, _size(name), release.sha256)
    for one in release.sealed_files.all():
        if one.suffix == suffix:
            return StoredFile(one.name, one.size, one.sha256)
    raise KeyError(suffix)


def _size(name: str) -> int:
    """In bytes; 0, which no file of ours has, where it is missing."""
    return default_storage.size(name) if default_storage.exists(name) else 0


def _again(release: Release, suffix: str, write: Write) -> StoredFile:
    """The file made anew, if it comes out as it was."""
    noted = _noted(release, suffix)
    # Making it costs a scan of the release: what was refused is not tried again at each request.
    refused = f"cannot-be-made-again-{noted.name}"
    sha256 = cache.get(refused)
    if sha256 is None:
        try:
            return keep(_stem(release), suffix, write, only=noted.sha256)
        except OtherContent as other:
            sha256 = other.sha256
        cache.set(refused, sha256, ASK_AGAIN)
    raise CannotBeMadeAgain(
        _(
            "%(name)s is missing on this server. Made anew it would not be the file that was "
            "sealed (SHA-256 %(other)s instead of %(sealed)s), so it is not offered. It can be "
            "restored from a backup of the files."
        )
        % {"name": noted.name, "other": sha256, "sealed": noted.sha256}
    )


def _stem(release: Release) -> str:
    return f"{FOLDER}/{release.file_name.removesuffix('.csv')}"


def _writer(release: Release, csv: StoredFile, suffix: str) -> Write:
    return lambda file: WRITERS[suffix](release, csv, file)


def _write_gzip(release: Release, csv: StoredFile, file: IO[bytes]) -> None:
    with (
        csv.path.open("rb") as source,
        gzip.GzipFile("", "wb", GZIP_LEVEL, fileobj=file, mtime=0) as target,
    ):
        shutil.copyfileobj(source, target)


def _write_parquet(release: Release, csv: StoredFile, file: IO[bytes]) -> None:
    """The canonical file with the types of the data set: blank is null, numbers are numbers."""
    import pyarrow  # noqa: PLC0415 (large, and needed here alone)

    with translation.override(CHINESE):
        schema = schema_of(
            canonical.LEAVES.columns, {"release": f"{release.year} v{release.version}"}
        )
    types = {one.name: one.type for one in schema}
    texts = [name for name, type_ in types.items() if type_ == pyarrow.string()]
    with writing(file, schema) as write:
        for batch in _batches(csv, types, strings_can_be_null=True):
            write(
                [
                    batch[name].dictionary_encode() if name in texts else batch[name]
                    for name in types
                ]
            )


def _batches(csv: StoredFile, types: dict[str, Any], **options: Any) -> Any:
    """A reader of the canonical file, some rows at a time."""
    import pyarrow.csv  # noqa: PLC0415

    convert = pyarrow.csv.ConvertOptions(column_types=types, null_values=[""], **options)
    return pyarrow.csv.open_csv(csv.path, convert_options=convert)


def _write_sums(release: Release, csv: StoredFile, file: IO[bytes]) -> None:
    canonical.SUMS.write(release, file)


def _write_groups(release: Release, csv: StoredFile, file: IO[bytes]) -> None:
    canonical.GROUPS.write(release, file)


WRITERS = {
    SUMS: _write_sums,
    GROUPS: _write_groups,
    GZIP: _write_gzip,
    ZIP: package.write,
    PARQUET: _write_parquet,
}
