"""Look at the files of every sealed release, and make anew what a restored server lacks."""

from __future__ import annotations

import hashlib

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from qingdao_techedu.datasets.stored import CannotBeWritten

from ...models import Release
from ...releases import sealed_files


class Command(BaseCommand):
    help = "Check the digest of every sealed file; make anew, to the byte, what is missing."

    def handle(self, **options):
        for name in sealed_files.clear_unfinished():
            self.stdout.write(f"{name} was left by a seal that was broken off, and is removed.")
        for name in sealed_files.strangers():
            self.stdout.write(f"{name} belongs to no sealed release. It is left where it is.")
        looked_at, wrong = 0, []
        releases = Release.objects.sealed().prefetch_related("sealed_files")
        for release in tqdm(releases.order_by("year", "version"), unit=" releases", disable=None):
            for file in sealed_files.files_of(release):
                looked_at += 1
                sentence = _fault(release, file.suffix)
                if sentence:
                    wrong.append(f"{release}: {sentence}")
                elif file.size is None:
                    self.stdout.write(f"{release}: {file.suffix} was missing and is made anew.")
        for sentence in wrong:
            self.stdout.write(sentence)
        if wrong:
            raise CommandError(f"{len(wrong)} file(s) of {looked_at} are not what was sealed.")
        self.stdout.write(f"{looked_at} files, each as it was sealed.")


def _fault(release: Release, suffix: str) -> str:
    """What is wrong with a file, in a sentence; nothing where it is as it was sealed."""
    try:
        file = sealed_files.find(release, suffix)
    except sealed_files.CannotBeMadeAgain as sentence:
        return f"{suffix}: {sentence}"
    except CannotBeWritten as refusal:
        return f"{suffix}: is missing, and cannot be made anew. {' '.join(refusal.messages)}"
    with file.path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    if sha256 == file.sha256:
        return ""
    return (
        f"{suffix}: {file.path} has the SHA-256 {sha256} instead of {file.sha256}. "
        "Move it away and run verify_releases again, or restore it from a backup."
    )
