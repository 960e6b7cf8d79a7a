"""Search what is public, what waits to be, or files, for personal numbers."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from qingdao_techedu.personal_numbers.files import in_file
from qingdao_techedu.publishing import public_texts
from qingdao_techedu.spreadsheets.refusals import FileRefused


class Command(BaseCommand):
    help = "Tell of personal numbers, masked; status 1 where there are any."

    def add_arguments(self, parser):
        parser.add_argument(
            "files",
            nargs="*",
            type=Path,
            help="search these (CSV, XLSX, DOCX, PDF) and nothing else",
        )
        parser.add_argument(
            "--published", action="store_true", help="leave out what is not public yet"
        )

    def handle(self, *, files: list[Path], published: bool, **options):
        if files:
            found = [str(one) for file in files for one in _searched(file)]
        else:
            search = public_texts.Search()
            found = list(search.found(is_public_only=published))
            self.stdout.write(
                f"{search.count:,} texts searched; {search.agreed} numbers are public by an "
                "exception that two people agreed on."
            )
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} personal numbers found.")
        self.stdout.write("No personal numbers found.")


def _searched(file: Path):
    try:
        return in_file(file.name, file.read_bytes())
    except (OSError, FileRefused) as error:
        raise CommandError(f"{file}: {error}") from error
