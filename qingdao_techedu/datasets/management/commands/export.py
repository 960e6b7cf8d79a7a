from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils import translation
from tqdm import tqdm

from qingdao_techedu.datasets import file_formats
from qingdao_techedu.datasets.file_formats import Format, by_suffix
from qingdao_techedu.datasets.query import Asked, ask
from qingdao_techedu.datasets.registry import LAYOUTS, registered
from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry

STANDARD_OUTPUT = "-"
WHY = {
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "a part of the path is a file and no folder",
    errno.EISDIR: "it is a folder",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.ENAMETOOLONG: "the name is too long",
}


class Command(BaseCommand):
    """It speaks English, as its help does; ``--language`` is that of the file."""

    help = "Write a data set to a file, the same bytes as its address gives."

    def add_arguments(self, parser):
        parser.add_argument("dataset", help="enrollment, colleges, …")
        parser.add_argument(
            "--format",
            choices=_suffixes(),
            help="by default what the ending of FILE says; csv for -",
        )
        parser.add_argument(
            "-o", "--output", required=True, metavar="FILE", help="- is the standard output"
        )
        parser.add_argument("--no-bom", action="store_true", help="leave out the byte order mark")
        parser.add_argument("--layout", default=LAYOUTS[0], choices=LAYOUTS)
        parser.add_argument("--language", default="zh-hans", choices=["zh-hans", "en"])
        parser.add_argument("--filter", action="append", default=[], metavar="NAME=VALUE")

    def handle(self, *args, **options):
        output = str(options["output"])
        form = _format(options["format"], output)
        asked = _asked(options)
        pieces = form.pieces(asked.query, {"bom": "0"} if options["no_bom"] else {})
        with _refusals(output):
            if output == STANDARD_OUTPUT:
                for piece in pieces:
                    sys.stdout.buffer.write(piece)
                sys.stdout.buffer.flush()
            else:
                with _whole_or_not_at_all(Path(output)) as file:
                    for piece in tqdm(pieces, unit=" pieces", disable=None):
                        file.write(piece)
        name = f"{asked.query.code}.{form.suffix}"
        note(Entry.Kind.EXPORT, subject=name, filters=asked.query.text)
        if output != STANDARD_OUTPUT:
            self.stdout.write(f"Wrote {output}.")


def _format(chosen: str | None, output: str) -> Format:
    """What was chosen, or what the ending says. Raises ``CommandError`` where they contradict."""
    ending = Path(output).suffix.removeprefix(".").lower()
    if chosen:
        if ending in _suffixes() and ending != chosen:
            raise CommandError(
                f'"{output}" ends like a file of {ending}, but --format says {chosen}: leave out '
                "--format, or change the ending."
            )
        return by_suffix(chosen)
    if output == STANDARD_OUTPUT:
        return file_formats.registered()[0]
    if ending not in _suffixes():
        raise CommandError(
            f'The ending of "{output}" tells no format: use one of '
            f"{', '.join(f'.{one}' for one in _suffixes())}, or add --format."
        )
    return by_suffix(ending)


def _suffixes() -> list[str]:
    return [one.suffix for one in file_formats.registered()]


def _asked(options) -> Asked:
    """The question. Raises ``CommandError`` with every word that was not understood."""
    datasets = registered()
    if options["dataset"] not in datasets:
        raise CommandError(
            f'There is no data set "{options["dataset"]}". There are: {", ".join(datasets)}.'
        )
    parameters = _parameters(options["filter"])
    parameters["layout"] = options["layout"]
    with translation.override("en"):
        asked = ask(options["dataset"], parameters, language=options["language"])
        if asked.problems:
            told = "\n".join(map(str, asked.problems))
            raise CommandError(f"The filters were not understood; nothing was written.\n{told}")
    return asked


@contextmanager
def _whole_or_not_at_all(output: Path) -> Iterator[IO[bytes]]:
    """Under another name until it is whole: an interrupted export never looks finished."""
    if output.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(output))
    unfinished = output.with_name(output.name + ".part")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(output)
    finally:
        if unfinished.parent.is_dir():
            unfinished.unlink(missing_ok=True)


@contextmanager
def _refusals(output: str) -> Iterator[None]:
    """Say in a sentence why a file cannot be written."""
    try:
        yield
    except BrokenPipeError:
        # Who reads has enough, as `head` has; the interpreter is not to flush into it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise CommandError("Whoever reads the output stopped before its end.") from None
    except OSError as error:
        why = WHY.get(error.errno or 0, os.strerror(error.errno) if error.errno else str(error))
        raise CommandError(f'"{output}" cannot be written: {why}.') from None


def _parameters(pairs: list[str]) -> QueryDict:
    """The filters as an address would give them, their values taken as they are typed."""
    parameters = QueryDict(mutable=True)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise CommandError(f'--filter "{pair}" has no value: write {pair}=VALUE.')
        parameters.appendlist(name, value)
    return parameters
