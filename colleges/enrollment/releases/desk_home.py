"""What the releases tell on the desk's home page."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.desk_home import Waiting

from ..figures.models import Release
from .models import LedgerLine


def entries(user) -> Iterator[Waiting]:
    """Releases that a colleague submitted or nobody put out, and differences to explain."""
    releases = reverse("admin:enrollment_release_changelist")
    if rules.may(user, rules.REVIEW, Release):
        submitted = Release.objects.submitted().exclude(submitted_by=user)
        address = f"{releases}?stage=submitted"
        yield Waiting.of(_("Releases to seal"), submitted, address, since="submitted_at")
    if rules.may(user, rules.CHANGE, get_user_model()):
        text = _("Sealed releases the public cannot see: run manage.py put_out_releases")
        waiting = Release.objects.waiting()
        yield Waiting.of(text, waiting, f"{releases}?stage=waiting", since="sealed_at")
    if rules.may(user, rules.CHANGE, LedgerLine):
        unexplained = LedgerLine.objects.filter(release__in=Release.objects.open()).unexplained()
        text = _("Differences in open releases to explain")
        yield Waiting(text, unexplained.count(), f"{releases}?stage=open")
