"""What disclosure control would cost a release before it is sealed, at several thresholds."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from tqdm import tqdm

from ...models import Release
from ...releases.previewing import THRESHOLDS, CannotBeProtected, Cost, costs_among_years


class Command(BaseCommand):
    help = (
        "Tell what share of persons could not be told apart, and of how many the exact number "
        "would be gone, if the release of a year were sealed. Nothing is written or attacked."
    )

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument(
            "--thresholds",
            nargs="+",
            type=int,
            default=THRESHOLDS,
            metavar="N",
            help="beside those in force, these for all measures; by default 3 5 6 10",
        )

    def handle(self, *, year: int, thresholds: list[int], verbosity: int, **options):
        release = Release.objects.filter(year=year).order_by("-version").first()
        if release is None or not release.observations.exists():
            raise CommandError(f"There are no figures of {year}.")
        if unfit := [one for one in thresholds if one < 1]:
            raise CommandError(f"{unfit[0]} is no threshold.")
        asked = [None, *thresholds]
        found: list[list[Cost]] = []
        with tqdm(asked, unit=" thresholds", disable=None if verbosity else True) as bar:
            for threshold in bar:
                try:
                    found.append(costs_among_years(release, threshold, bar.set_description_str))
                except CannotBeProtected as error:
                    raise CommandError(
                        f"The figures of {release} contradict each other: look at its checklist."
                    ) from error
        with translation.override("en"):
            self._tell(release, asked, found)

    def _tell(self, release: Release, asked: list, found: list[list[Cost]]) -> None:
        self.stdout.write(f"{release}, per cent of persons: not told apart / exact number gone")
        heads = ["in force" if one is None else f"from {one}" for one in asked]
        self.stdout.write(f"{'':<32}" + "".join(f"{head:>16}" for head in heads))
        for row in zip(*found, strict=True):
            name = f"{row[0].measure.code} {row[0].table}"
            shares = (f"{one.soft:.1f} / {one.strict:.1f}" for one in row)
            self.stdout.write(f"{name:<32}" + "".join(f"{share:>16}" for share in shares))
