"""Attack everything that is public: no small group may be found in it."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from ...disclosure_audit.auditing import AuditReport, audit
from ...disclosure_audit.bounds import Contradiction
from ...disclosure_audit.public import (
    PublicRecord,
    Row,
    figures_from,
    parted,
    rows_of_file,
    rows_of_text,
)
from ...models import Release
from ...releases import sealed_files

Bar = Callable[..., Any]  # shows how far it is

SHOWN = 50
SECONDS = 60  # that a portal may take to answer


class Command(BaseCommand):
    help = (
        "Work out from public files alone how many people each group can have, and fail where one "
        "is known to be smaller than the threshold."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "files",
            nargs="*",
            type=Path,
            help="published CSV files of figures, of sums and of groups, in any order; "
            "without any, those of all public releases of this portal",
        )
        parser.add_argument(
            "--api", help="a portal whose releases are downloaded: https://…/api/v1/"
        )
        parser.add_argument("--threshold", type=int, default=5)
        parser.add_argument("--of", action="append", default=[], type=_of_measure, metavar="M=N")
        parser.add_argument("--no-flows", action="store_true", help="believe nothing of flows")

    def handle(self, *, files: list[Path], api: str | None, **options):
        try:
            rows = [row for path in files or _files_here(api) for row in rows_of_file(path)]
            rows += _rows_of_api(api, self._bar(options)) if api else []
            record = PublicRecord(figures_from(*parted(rows)))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if not record.figures:
            raise CommandError("Nothing is public: there is no release and no file.")
        self._tell(self._audited(record, options))

    def _bar(self, options) -> Bar:
        return partial(tqdm, disable=None if options["verbosity"] else True)

    def _audited(self, record: PublicRecord, options) -> AuditReport:
        measures = {figure.measure for figure in record.figures} | {"remainder"}
        thresholds = dict.fromkeys(measures, options["threshold"]) | dict(options["of"])
        with self._bar(options)(unit=" numbers") as bar:

            def progress(done: int, whole: int) -> None:
                bar.total = whole
                bar.update(done - bar.n)

            try:
                return audit(
                    record,
                    thresholds,
                    is_flow_believed=not options["no_flows"],
                    progress=progress,
                )
            except Contradiction as error:
                raise CommandError(f"The published figures cannot all be true: {error}") from error

    def _tell(self, report: AuditReport) -> None:
        self.stdout.write(
            f"{report.known_count:,} numbers are public, {report.unknown_count:,} are not; "
            f"{report.equation_count:,} equations connect them."
        )
        for finding in report.findings[:SHOWN]:
            self.stdout.write(str(finding))
        if len(report.findings) > SHOWN:
            self.stdout.write(f"… and {len(report.findings) - SHOWN:,} more.")
        if report.findings:
            raise CommandError(f"{len(report.findings):,} groups are narrowed.")
        self.stdout.write("Every small group could as well reach the threshold.")


def _of_measure(text: str) -> tuple[str, int]:
    measure, is_given, number = text.partition("=")
    if not is_given or not number.isdigit():
        raise ArgumentTypeError(f"{text} is not like graduates=10.")
    return measure, int(number)


def _files_here(api: str | None) -> Iterator[Path]:
    """The canonical files of all public releases of this portal, unless another is asked."""
    if api:
        return
    for release in Release.objects.published().order_by("year", "version"):
        for suffix in (sealed_files.CSV, sealed_files.SUMS, sealed_files.GROUPS):
            yield sealed_files.find(release, suffix).path


def _rows_of_api(api: str, bar: Bar) -> list[Row]:
    """The rows of all CSV files of all releases that a portal tells of."""
    releases = json.loads(_fetched(f"{api.rstrip('/')}/enrollment/releases"))["data"]
    addresses = [
        file["href"]
        for release in releases
        for file in release.get("files", ())  # none of one that was withdrawn
        if file["mediaType"] == "text/csv"
    ]
    with bar(addresses, unit=" files") as told:
        return [row for address in told for row in rows_of_text(_fetched(address))]


def _fetched(address: str) -> str:
    if urlsplit(address).scheme not in ("http", "https"):
        raise CommandError(f"{address} is no address of a portal.")
    request = Request(address, headers={"Accept": "application/json, text/csv"})  # noqa: S310
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        content: bytes = answer.read()
        return content.decode("utf-8-sig")
