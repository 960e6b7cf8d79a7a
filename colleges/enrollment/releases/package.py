"""The package of a release: its figures with everything that is needed to understand them.

A ZIP archive whose bytes depend on the release alone: members in one order, all of the moment of
sealing.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from colleges.models import College, Specialty
from qingdao_techedu.datasets import csv_table
from qingdao_techedu.datasets.bilingual import CHINESE, ENGLISH, spoken
from qingdao_techedu.datasets.datapackage import csv_resource, licenses, table_schema
from qingdao_techedu.datasets.license import data_license
from qingdao_techedu.datasets.registry import OWNER, Column
from qingdao_techedu.datasets.stored import StoredFile
from qingdao_techedu.naming.names import published_english
from qingdao_techedu.records.provenance import Provenance

from ..figures.models import Measure, Observation, Release
from ..figures.models.published import ALL, NOT_DIVIDED, NOT_TOLD_APART, UNDIVIDED
from . import canonical, public_ledger
from .canonical import CanonicalFile
from .models import LedgerLine, SealedFile

SUMS, GROUPS = SealedFile.Suffix.SUMS.value, SealedFile.Suffix.GROUPS.value
NOT_GIVEN = _("not given: this number is not published by itself")
READ_AND_WRITE = 0o644 << 16  # as Unix notes it in an archive
UNIX = 3


def write(release: Release, figures: StoredFile, file: IO[bytes]) -> None:
    """Write the archive of a release whose canonical file is ``figures``."""
    digests = {release.file_name: figures.sha256}
    # Many programs refuse sizes of 64 bits where 32 would do.
    is_large = figures.size >= zipfile.ZIP64_LIMIT
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with (
            figures.path.open("rb") as source,
            _member(archive, release, release.file_name, is_large=is_large) as to,
        ):
            shutil.copyfileobj(source, to)
        for name, content in _texts(release, figures):
            digests[name] = hashlib.sha256(content).hexdigest()
            with _member(archive, release, name) as to:
                to.write(content)
        # `sha256sum -c SHA256SUMS` reads this form.
        manifest = "".join(f"{sha256}  {name}\n" for name, sha256 in digests.items())
        with _member(archive, release, "SHA256SUMS") as to:
            to.write(manifest.encode())


def _member(
    archive: zipfile.ZipFile, release: Release, name: str, *, is_large: bool = False
) -> IO[bytes]:
    sealed_at = release.sealed_at
    assert sealed_at is not None  # nothing else is packed
    moment = sealed_at.astimezone(UTC)
    info = zipfile.ZipInfo(
        name, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    )
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = UNIX
    info.external_attr = READ_AND_WRITE
    return archive.open(info, "w", force_zip64=is_large)


def _texts(release: Release, figures: StoredFile) -> Iterator[tuple[str, bytes]]:
    written = {
        suffix: _written(release, table)
        for suffix, table in ((SUMS, canonical.SUMS), (GROUPS, canonical.GROUPS))
    }
    yield "README-zh.md", _notes(release, CHINESE)
    yield "README-en.md", _notes(release, ENGLISH)
    for suffix, content in written.items():
        yield name_of(release, suffix), content
    yield "dictionary.csv", _as_csv(_dictionary())
    yield "codes.csv", _as_csv(_codes())
    yield "ledger.csv", _as_csv(_ledger(release))
    resources = [
        _resource("enrollment", release.file_name, canonical.LEAVES, figures.size, figures.sha256),
        *(_resource_of(release, suffix, content) for suffix, content in written.items()),
    ]
    package = json.dumps(_described(release, resources), ensure_ascii=False, indent=2)
    yield "datapackage.json", f"{package}\n".encode()


def name_of(release: Release, suffix: str) -> str:
    """The name under which a file of a release is downloaded."""
    return f"{release.file_name.removesuffix('.csv')}.{suffix}"


def _written(release: Release, table: CanonicalFile) -> bytes:
    content = io.BytesIO()
    table.write(release, content)
    return content.getvalue()


def _resource_of(release: Release, suffix: str, content: bytes) -> dict[str, Any]:
    table = {SUMS: canonical.SUMS, GROUPS: canonical.GROUPS}[suffix]
    name = f"enrollment-{suffix.removesuffix('.csv')}"
    sha256 = hashlib.sha256(content).hexdigest()
    return _resource(name, name_of(release, suffix), table, len(content), sha256)


def _notes(release: Release, language: str) -> bytes:
    with translation.override(language):
        text = render_to_string(
            "enrollment/release_notes.txt",
            {
                "release": release,
                "title": _title(release),
                "owner": OWNER,
                "license": data_license(),
                "sealed_on": timezone.localdate(release.sealed_at).isoformat(),
                "citations": release.citations.select_related("source"),
                "symbols": Observation.Symbol.choices,
                "measures": _measures(release),
                "sums": name_of(release, SUMS),
                "groups": name_of(release, GROUPS),
            },
        )
    return f"{text.strip()}\n".encode()


def _measures(release: Release) -> list[tuple[Measure, int | None]]:
    """What is counted, each with the fewest persons that are published by themselves."""
    thresholds = release.protection.get("thresholds", {})
    return [(one, thresholds.get(one.code)) for one in Measure.objects.all()]


def _resource(name: str, path: str, table: CanonicalFile, size: int, sha256: str) -> dict[str, Any]:
    described = csv_resource(name, path, _schema(table))
    return {**described, "bytes": size, "hash": f"sha256:{sha256}"}


def _described(release: Release, resources: list[dict[str, Any]]) -> dict[str, Any]:
    title, english = _both(_title(release))
    return {
        "profile": "tabular-data-package",
        "name": release.file_name.removesuffix(".csv"),
        "title": title,
        "title_en": english,
        "version": f"{release.year}.{release.version}",
        "created": timezone.localtime(release.sealed_at).isoformat(timespec="seconds"),
        "provenance": release.provenance,
        **licenses(),
        "resources": resources,
    }


def _title(release: Release) -> Any:
    """What the package is, in the language that is active when it is read."""
    is_sample = release.provenance == Provenance.SAMPLE
    return format_lazy(
        _("Enrollment of the technical colleges of Qingdao, release {release}{sample}"),
        release=release,
        sample=_(", sample data") if is_sample else "",
    )


def _schema(table: CanonicalFile) -> dict[str, Any]:
    """The columns in Chinese, with titles and descriptions in English beside."""
    with translation.override(ENGLISH):
        english = table_schema(table.columns)["fields"]
    with translation.override(CHINESE):
        schema = table_schema(table.columns)
    for ours, theirs in zip(schema["fields"], english, strict=True):
        ours |= {"title_en": theirs["title"], "description_en": theirs["description"]}
    return schema


TABLES = (canonical.LEAVES, canonical.SUMS, canonical.GROUPS)


def _all_columns() -> list[Column]:
    """Each column of the files once, in the order in which they are met."""
    return list({one.name: one for table in TABLES for one in table.columns}.values())


def _dictionary() -> Iterator[tuple]:
    yield "column", "type", "name_zh", "name_en", "unit_zh", "unit_en", "meaning_zh", "meaning_en"
    for one in _all_columns():
        texts = (one.label, one.unit, one.description)
        yield one.name, one.type, *(told for text in texts for told in _both(text))


def _codes() -> Iterator[tuple]:
    """The codes that the files can hold, with what they are called as the release is put out."""
    yield "column", "code", "name_zh", "name_en"
    for name, records, code in (
        ("college", College.objects.published(), "code"),
        ("specialty", Specialty.objects.all(), "slug"),
        ("measure", Measure.objects.all(), "code"),
    ):
        for row in records.order_by(code).values_list(code, "name_zh", published_english()):
            yield f"{name}_code", *row
        if name != "measure":
            yield f"{name}_code", UNDIVIDED, *_both(NOT_TOLD_APART)
            yield f"{name}_code", ALL, *_both(NOT_DIVIDED)
    listed = (
        (column.name, code, *_both(label))
        for table in TABLES
        for column in table.columns
        if column.codes
        for code, label in column.codes.choices
    )
    yield from dict.fromkeys(listed)


def _ledger(release: Release) -> Iterator[tuple]:
    yield (
        "compared_zh",
        "compared_en",
        "college",
        "measure",
        "expected",
        "found",
        "difference",
        "not_given_zh",
        "not_given_en",
        "reason_zh",
        "reason_en",
        "explanation_zh",
        "explanation_en",
    )
    lines = release.ledger.select_related("college", "measure")
    for line in public_ledger.as_published(release, lines):
        reason = LedgerLine.Explanation(line.explanation).label if line.explanation else ""
        yield (
            *_both(LedgerLine.Check(line.check_kind).label),
            line.college.code if line.college else "",
            line.measure.code if line.measure else "",
            line.expected,
            line.found,
            line.difference,
            *_both(NOT_GIVEN if line.is_withheld else ""),
            *_both(reason),
            line.note_zh,
            line.note_en,
        )


def _both(text: Any) -> tuple[str, str]:
    """A text in Chinese and in English."""
    return spoken(text, CHINESE), spoken(text, ENGLISH)


def _as_csv(rows: Iterable[tuple]) -> bytes:
    """For people too: a spreadsheet reads Chinese by the byte order mark."""
    return b"".join(csv_table.lines(rows))
