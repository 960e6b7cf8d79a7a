import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from qingdao_techedu.accounts.sample import make_sample_sign_ins
from qingdao_techedu.facts.models import ReferenceRow

from ... import preparing

SIGN_INS = settings.VAR_DIR / "sign-ins.txt"


class Command(BaseCommand):
    help = (
        "Make the portal ready to serve: migrate, load the reference facts, collect static files. "
        "On a machine of one's own a new database also gets the labeled sample and its sign-ins."
    )

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        # Only a new database: who cleared the sample must not get it back at the next start.
        is_new = not ReferenceRow.objects.exists()
        call_command("load_reference", verbosity=int(is_new))
        if is_new and not settings.PRODUCTION:
            call_command("load_sample")
            make_sample_sign_ins(SIGN_INS)
        self._follow_up()
        self._collect_static()
        self._say_where_to_look()

    def _follow_up(self) -> None:
        """What a subject has to do after an update. One that cannot does not stop the portal."""
        for command, options in preparing.registered():
            try:
                call_command(command, **options)
            except CommandError as error:
                self.stderr.write(f"{command}: {error}")

    def _collect_static(self) -> None:
        """Collect static files when one of them, or the storage, has changed."""
        stamp = settings.STATIC_ROOT / ".stamp"
        digest = _static_digest()
        if stamp.exists() and stamp.read_text() == digest:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest)

    def _say_where_to_look(self) -> None:
        address = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
        self.stdout.write(f"Public site  {address}/   in English  {address}/en/")
        self.stdout.write(f"Desk         {address}/admin/")
        if SIGN_INS.exists():
            self.stdout.write(
                f"Sample sign-ins, kept in {SIGN_INS.relative_to(settings.BASE_DIR)}:"
            )
            self.stdout.write(SIGN_INS.read_text(encoding="utf-8").rstrip())
        if not settings.REQUIRE_SECOND_FACTOR:
            self.stdout.write(
                "Second factor: not asked for (REQUIRE_SECOND_FACTOR=0 in .env), so that you can "
                "look around with a password alone. Remove the line before real people work here."
            )


def _static_digest() -> str:
    seen = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            seen.update(f"{name} {file.st_size} {file.st_mtime_ns}".encode())
    return seen.hexdigest()
