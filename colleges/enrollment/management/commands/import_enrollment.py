"""Import a file of figures into the open release of a year."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from qingdao_techedu.imports.declaring import LANGUAGES
from qingdao_techedu.imports.problems import FileRefused, Problems
from qingdao_techedu.publishing.circumstances import under
from qingdao_techedu.publishing.models import Door
from qingdao_techedu.sample.management.commands._progress import on_terminal

from ...filing.importing import check, take
from ...models import Release


class Command(BaseCommand):
    help = "Import enrollment figures from CSV or XLSX into the open release of a year."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--dry-run", action="store_true", help="tell what would change")
        parser.add_argument(
            "--whole", action="store_true", help="remove figures of the year not in the file"
        )
        parser.add_argument("--by", default="", help="the user name to whom the changes are put")
        parser.add_argument("--language", default="zh-hans", choices=LANGUAGES)

    def handle(self, *, file: Path, year: int, dry_run: bool, whole: bool, by: str, **options):
        author = self._author(by)
        with translation.override(options["language"]), transaction.atomic():
            release = _release_of(year, author)
            try:
                self._say(f"Reading {file.name} ...")
                checked = check(
                    file.read_bytes(),
                    release,
                    is_whole=whole,
                    progress=on_terminal(options["verbosity"]),
                )
                for note in checked.figures.notes:
                    self._say(note)
                if len(checked.problems):
                    raise CommandError(_as_text(checked.problems))
                self._say(f"{len(checked.figures.figures):,} figures read as {checked.read_as}.")
                done = checked.comparison
                if not dry_run:
                    self._say("Writing ...")
                    done = take(
                        checked,
                        release,
                        by=author,
                        door=Door.COMMAND,
                        reason=f"import_enrollment: {file.name}",
                        is_whole=whole,
                    )
            except (OSError, FileRefused) as error:
                raise CommandError(str(error)) from error
            except ValidationError as error:
                raise CommandError("\n".join(error.messages)) from error
            transaction.set_rollback(dry_run)
        self.stdout.write(
            f"{'Would be' if dry_run else 'Were'}: {len(done.new)} new, {len(done.changed)} "
            f"changed, {len(done.gone)} removed, {done.unchanged} unchanged, in release {release}."
        )

    def _say(self, progress: str) -> None:
        self.stderr.write(progress)

    def _author(self, name: str):
        if not name:
            return None
        author = get_user_model().objects.filter(username=name, is_active=True).first()
        if author is None:
            raise CommandError(f"There is no active account named {name}.")
        return author


def _release_of(year: int, author) -> Release:
    """The open release of a year, or the first of a year that has none."""
    releases = Release.objects.filter(year=year)
    if release := releases.open().first():
        return release
    if releases.exists():
        raise CommandError(
            f"Release {releases.latest('version')} does not change any more. "
            "Start a revision on its page at the desk first."
        )
    if not 1949 <= year <= 2100:
        raise CommandError(f"{year} is no year of enrollment.")
    with under(by=author, door=Door.COMMAND, reason="import_enrollment"):
        return Release.objects.create(year=year)


def _as_text(problems: Problems) -> str:
    lines = [str(problem) for problem in problems.shown]
    if problems.unshown_count:
        lines.append(f"… and {problems.unshown_count} more.")
    return "\n".join(["Nothing was imported.", *lines])
