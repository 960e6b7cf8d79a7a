"""News of the awards: what is open to objections, and what was conferred. No names."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.ui.feeds import PortalFeed, tag

from .models import Round

LATEST = 40


class AwardFeed(PortalFeed):
    """Rounds whose window is open now, then those that were conferred, latest first."""

    title = gettext_lazy("Awards: public notices and rolls")
    subtitle = gettext_lazy(
        "Notices stand here while their window is open, and not a minute longer."
    )
    link = reverse_lazy("award_years")

    def items(self) -> list[Round]:
        rounds = Round.objects.published().select_related("kind")
        notices = rounds.publicized_at().order_by("-publicity_from")
        return [*notices, *rounds.conferred().order_by("-conferred_at", "kind__order")[:LATEST]]

    def item_title(self, item: Round) -> str:
        return str(item) if item.is_conferred else _("Public notice: %(round)s") % {"round": item}

    def item_description(self, item: Round) -> str:
        if item.is_conferred or item.publicity_until is None:
            return _("The awards were conferred; the roll is published.")
        return _("Nominations, open to objections until %(moment)s.") % {
            "moment": f"{localtime(item.publicity_until):%Y-%m-%d %H:%M}"
        }

    def item_guid(self, item: Round) -> str:
        return tag(f"{item.get_absolute_url()}#{'roll' if item.is_conferred else 'notice'}")

    def item_pubdate(self, item: Round):
        at = item.conferred_at or item.publicity_from
        return at and localtime(at)

    item_updateddate = item_pubdate
