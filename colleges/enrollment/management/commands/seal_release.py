"""Seal a submitted release from the command line, as a reviewer who did not work on it."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from qingdao_techedu.outages.reasons import reason_of

from ...models import Release
from ...releases.actions import seal


class Command(BaseCommand):
    help = "Seal the submitted release of a year: its figures never change afterwards."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("--by", required=True, help="the user name of the reviewer")

    def handle(self, *, year: int, by: str, **options):
        reviewer = get_user_model().objects.filter(username=by, is_active=True).first()
        if reviewer is None:
            raise CommandError(f"There is no active account named {by}.")
        release = Release.objects.submitted().filter(year=year).first()
        if release is None:
            raise CommandError(f"No release of {year} is submitted for sealing.")
        try:
            seal(release, by=reviewer)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            if reason := reason_of(error):
                raise CommandError(str(reason)) from error
            raise
        release.refresh_from_db()
        self.stdout.write(f"Sealed {release}: {release.row_count} rows, sha256 {release.sha256}.")
