from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from qingdao_techedu.imports.applying import apply
from qingdao_techedu.imports.checking import check
from qingdao_techedu.imports.declaring import LANGUAGES, registered
from qingdao_techedu.imports.files import read
from qingdao_techedu.imports.problems import FileRefused, Problems
from qingdao_techedu.publishing.circumstances import under
from qingdao_techedu.publishing.models import Door


class Command(BaseCommand):
    help = "Import a spreadsheet: every row of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("table", help="colleges, specialties, offerings, …")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="tell what would change")
        parser.add_argument("--language", default="zh-hans", choices=LANGUAGES)

    def handle(self, *args, **options):
        tables = registered()
        if options["table"] not in tables:
            raise CommandError(
                f'There is no table "{options["table"]}". There are: {", ".join(tables)}.'
            )
        with translation.override(options["language"]):
            try:
                sheet = read(options["file"].read_bytes())
            except (OSError, FileRefused) as error:
                raise CommandError(str(error)) from error
            reason = f"import_table: {options['file'].name}"
            with transaction.atomic(), under(door=Door.COMMAND, reason=reason):
                checked = check(tables[options["table"]], sheet)
                for note in checked.notes:
                    self.stderr.write(note)
                if checked.problems:
                    raise CommandError(_as_text(checked.problems))
                outcome = apply(checked)
                transaction.set_rollback(options["dry_run"])
        done = "Would be" if options["dry_run"] else "Were"
        self.stdout.write(
            f"{done}: {outcome.created} created, {outcome.changed} changed, "
            f"{outcome.unchanged} unchanged."
        )


def _as_text(problems: Problems) -> str:
    lines = [str(problem) for problem in problems.shown]
    if problems.unshown_count:
        lines.append(f"… and {problems.unshown_count} more.")
    return "\n".join(["Nothing was imported.", *lines])
