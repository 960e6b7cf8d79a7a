"""Atom feeds (RFC 4287): names that hold on every host, and times as they are here."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from .languages import active
from .parameters import takes

NAMED_SINCE = 2026  # a year in which the domain was the bureau's, as RFC 4151 asks


class Atom(Atom1Feed):
    """Django's own, in the language of the address and with moments of China's time."""

    def root_attributes(self) -> dict[str, str]:
        return {"xmlns": self.ns, "xml:lang": active()}

    def latest_post_date(self) -> datetime.datetime:
        return localtime(super().latest_post_date())


class PortalFeed(Feed):
    """A feed of the portal. It takes no parameters; its entries are named by ``tag``."""

    feed_type = Atom
    author_name = _("Qingdao Municipal Human Resources and Social Security Bureau")

    def __call__(self, request: Any, *args: Any, **parts: Any) -> Any:
        return takes()(super().__call__)(request, *args, **parts)

    def feed_guid(self, obj: Any = None) -> str:
        return tag(str(self.link))


def tag(path: str) -> str:
    """The name of what stands at a path, the same on every host (RFC 4151)."""
    return f"tag:{settings.SITE['feed_domain']},{NAMED_SINCE}:{path}"
