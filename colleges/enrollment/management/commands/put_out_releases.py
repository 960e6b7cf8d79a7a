"""Put out sealed releases: those that were sealed before figures were protected, and those whose
groups are others since a threshold changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from tqdm import tqdm

from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry
from qingdao_techedu.outages.reasons import reason_of

from ...models import Release
from ...releases.putting_out import PutOut, put_out, tied_to


class Command(BaseCommand):
    help = (
        "Put out every sealed release that the public does not see yet, or that is told by other "
        "groups than today's thresholds ask for. What is as it should be is left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--years", nargs="+", type=int, default=[], help="only these, and years tied to them"
        )
        parser.add_argument(
            "--waiting",
            action="store_true",
            help="only where a sealed release was never put out; nothing else is worked out",
        )

    def handle(self, *, years: list[int], waiting: bool, verbosity: int, **options):
        releases = Release.objects.waiting() if waiting else Release.objects.sealed()
        asked = set(releases.values_list("year", flat=True))
        if unknown := sorted(set(years) - asked) if not waiting else []:
            raise CommandError(f"No release of {', '.join(map(str, unknown))} is sealed.")
        refusals = []
        for run in runs_of(asked & set(years) if years else asked):
            try:
                self._put_out(run, verbosity)
            except ValidationError as refusal:
                refusals += refusal.messages
            except (OSError, DatabaseError) as error:
                if reason := reason_of(error):
                    raise CommandError(str(reason)) from error
                raise
        if refusals:
            raise CommandError("\n".join(refusals))

    def _put_out(self, run: set[int], verbosity: int) -> None:
        """Years that hang together: all of them, or none."""
        with tqdm(unit=" numbers", disable=None if verbosity else True) as bar:

            def progress(done: int, whole: int) -> None:
                if done < bar.n:  # the next round begins anew
                    bar.reset()
                bar.total = whole
                bar.update(done - bar.n)

            with transaction.atomic():
                done = put_out(run, progress=progress, tell=bar.set_description_str)
                note_first(done)
        if verbosity:
            self._tell(run, done)

    def _tell(self, run: set[int], done: PutOut) -> None:
        for release in Release.objects.sealed().filter(year__in=run).order_by("year", "version"):
            if release in done.again:
                said = f"put out again, sha256 {release.sha256}; its earlier files are gone."
            elif release in done.releases:
                said = f"put out, sha256 {release.sha256}."
            else:
                said = "is as it should be."
            self.stdout.write(f"{release}: {said}")


def runs_of(years: Iterable[int]) -> Iterator[set[int]]:
    """The years by those that are put out together, the earliest first."""
    rest = set(years)
    while rest:
        run = tied_to({min(rest)})
        rest -= run
        yield run


def note_first(done: PutOut) -> None:
    """In the log, that what was sealed at another time was put out; sealing notes its own."""
    for release in done.releases:
        if release not in done.again:
            note(Entry.Kind.PUT_OUT_AGAIN, subject=str(release), sha256=release.sha256)
