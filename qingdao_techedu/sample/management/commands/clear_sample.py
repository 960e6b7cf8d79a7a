from django.core.management.base import BaseCommand, CommandError

from qingdao_techedu.sample import loading as sampling
from qingdao_techedu.sample.registry import SampleRefused

from ._progress import on_terminal


class Command(BaseCommand):
    help = "Remove the sample and nothing else."

    def handle(self, *args, **options):
        try:
            count = sampling.clear(on_terminal(options["verbosity"]))
        except SampleRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt:
            raise CommandError("Interrupted: nothing was removed.", returncode=130) from None
        self.stdout.write(
            f"Sample data: {count} records removed." if count else "No sample data is loaded."
        )
