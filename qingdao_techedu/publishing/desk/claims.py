"""Who fills in a form, signed into it: it says whose the entries are when no session does."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.http.request import UnreadablePostError

FIELD = "_writer"
# Not the name of this module any more: a form that stands open was signed with it.
SALT = "qingdao_techedu.publishing.claims"
# A form that stood open over the longest holidays, and not for ever.
LONGEST = datetime.timedelta(days=14)


@dataclass(frozen=True)
class Claim:
    """That a form of the desk was opened by somebody, and where its entries are kept for them."""

    writer_id: int
    path: str

    def writer(self) -> Any:
        """Who that is, if they may still come to the desk."""
        staff = get_user_model().objects.filter(is_active=True, is_staff=True)
        return staff.filter(pk=self.writer_id).first()


def signed(user: Any, path: str) -> str:
    """What a form holds, so that nobody else can say whose its entries are."""
    return signing.dumps([user.pk, path], salt=SALT)


def claimed(request: Any) -> Claim | None:
    """The claim in a form that was sent; None where there is none of ours."""
    try:
        told = request.POST.get(FIELD, "")
        writer_id, path = signing.loads(told, salt=SALT, max_age=LONGEST)
    except (signing.BadSignature, UnreadablePostError):
        return None
    return Claim(writer_id, path)
