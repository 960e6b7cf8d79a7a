from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils import translation
from tqdm import tqdm

from qingdao_techedu.datasets.formats import FORMATS, by_suffix
from qingdao_techedu.datasets.query import ask
from qingdao_techedu.datasets.registry import LAYOUTS, registered
from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry


class Command(BaseCommand):
    help = "Write a data set to a file, the same bytes as its address gives."

    def add_arguments(self, parser):
        parser.add_argument("dataset", help="enrollment, colleges, …")
        parser.add_argument("--format", default="csv", choices=[one.suffix for one in FORMATS])
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
        parser.add_argument("--no-bom", action="store_true", help="leave out the byte order mark")
        parser.add_argument("--layout", default=LAYOUTS[0], choices=LAYOUTS)
        parser.add_argument("--language", default="zh-hans", choices=["zh-hans", "en"])
        parser.add_argument("--filter", action="append", default=[], metavar="NAME=VALUE")

    def handle(self, *args, **options):
        datasets = registered()
        if options["dataset"] not in datasets:
            raise CommandError(
                f'There is no data set "{options["dataset"]}". There are: {", ".join(datasets)}.'
            )
        parameters = _parameters(options["filter"])
        parameters["layout"] = options["layout"]
        with translation.override(options["language"]):
            asked = ask(options["dataset"], parameters)
            if asked.problems:
                raise CommandError("\n".join(map(str, asked.problems)))
        form = by_suffix(options["format"])
        pieces = form.pieces(asked.query, {"bom": "0"} if options["no_bom"] else {})
        # Under another name until it is whole: an interrupted export never looks finished.
        unfinished = options["output"].with_name(options["output"].name + ".part")
        try:
            with unfinished.open("wb") as file:
                for piece in tqdm(pieces, unit=" pieces", disable=None):
                    file.write(piece)
            unfinished.replace(options["output"])
            name = f"{asked.query.code}.{form.suffix}"
            note(Entry.Kind.EXPORT, subject=name, filters=asked.query.text)
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"Wrote {options['output']}.")


def _parameters(pairs: list[str]) -> QueryDict:
    """The filters as an address would give them, their values taken as they are typed."""
    parameters = QueryDict(mutable=True)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise CommandError(f'--filter "{pair}" has no value: write {pair}=VALUE.')
        parameters.appendlist(name, value)
    return parameters
