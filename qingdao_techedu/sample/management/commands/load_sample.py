import argparse

from django.core.management.base import BaseCommand, CommandError

from qingdao_techedu.datasets.stored import CannotBeWritten
from qingdao_techedu.sample import loading as sampling
from qingdao_techedu.sample.registry import DEFAULT_SEED, SampleRefused

from ._progress import on_terminal


def whole_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number from 1 on.')
    return int(text)


class Command(BaseCommand):
    help = "Load the sample: invented colleges, figures and awards, labeled as sample data."

    def add_arguments(self, parser):
        parser.add_argument(
            "--seed", type=int, default=DEFAULT_SEED, help="The same seed makes the same sample."
        )
        parser.add_argument(
            "--scale", type=whole_number, default=1, help="How many times 19 colleges to make."
        )

    def handle(self, *args, **options):
        seed, scale = options["seed"], options["scale"]
        try:
            count = sampling.load(seed, scale, on_terminal(options["verbosity"]))
        except SampleRefused as refusal:
            raise CommandError(f"Nothing was loaded. {refusal}") from refusal
        except CannotBeWritten as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except KeyboardInterrupt:
            raise CommandError("Interrupted: nothing was loaded.", returncode=130) from None
        if options["verbosity"]:
            self.stdout.write(f"Sample data: {count} records written (seed {seed}, scale {scale}).")
