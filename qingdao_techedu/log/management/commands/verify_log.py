from django.core.management.base import BaseCommand, CommandError

from qingdao_techedu.log.verifying import LogBroken, verify


class Command(BaseCommand):
    help = "Check that the log was not changed, and print its last number and digest to keep."

    def add_arguments(self, parser):
        parser.add_argument(
            "--known",
            action="append",
            default=[],
            metavar="NUMBER:DIGEST",
            help="What an earlier run printed: the log must still hold it. May be repeated.",
        )

    def handle(self, *args, **options):
        try:
            last = verify(dict(_noted(text) for text in options["known"]))
        except LogBroken as broken:
            raise CommandError(str(broken)) from broken
        if last is None:
            self.stdout.write("The log is empty.")
        else:
            self.stdout.write(f"{last.number} entries, each as it was written. Keep elsewhere:")
            self.stdout.write(f"{last.number}:{last.digest}")


def _noted(text: str) -> tuple[int, str]:
    number, separator, digest = text.partition(":")
    if not separator or not number.isdecimal():
        raise CommandError(f'"{text}" is not NUMBER:DIGEST, such as 17:9f86d0….')
    return int(number), digest
