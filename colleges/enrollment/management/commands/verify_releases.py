"""Look at every sealed release and its files, and make anew what a restored server lacks."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from ...models import Release
from ...releases import sealed_files
from ...releases.verifying import fault_of_collected, fault_of_file


class Command(BaseCommand):
    help = (
        "Check what was collected and every sealed file by their digests, and the files by what is "
        "published; make anew, to the byte, what is missing."
    )

    def handle(self, **options):
        for name in sealed_files.clear_unfinished():
            self.stdout.write(f"{name} was left by a seal that was broken off, and is removed.")
        for name in sealed_files.strangers():
            self.stdout.write(f"{name} belongs to no sealed release. It is left where it is.")
        looked_at, wrong = 0, []
        releases = Release.objects.sealed().prefetch_related("sealed_files")
        for release in tqdm(releases.order_by("year", "version"), unit=" releases", disable=None):
            if sentence := fault_of_collected(release):
                wrong.append(f"{release}: {sentence}")
            if release.protected_at is None:
                self.stdout.write(f"{release} waits to be put out: run put_out_releases.")
                continue
            for file in sealed_files.files_of(release):
                looked_at += 1
                if sentence := fault_of_file(release, file.suffix):
                    wrong.append(f"{release}: {sentence}")
                elif file.size is None:
                    self.stdout.write(f"{release}: {file.suffix} was missing and is made anew.")
        for sentence in wrong:
            self.stdout.write(sentence)
        if wrong:
            raise CommandError(
                f"{len(wrong)} fault(s) in {looked_at} files and what was collected: not what was "
                "sealed."
            )
        self.stdout.write(f"{looked_at} files, each as it was sealed.")
