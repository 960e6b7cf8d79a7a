"""Short names that stand in addresses and files: proposed from the title, fixed once public."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.naming.names import pinyin_of
from qingdao_techedu.publishing.models import Change, Proposal

ROOM_FOR_NUMBER = 4  # characters left for what tells namesakes apart: “-999”


class Addressed(models.Model):
    """A record under a short name in ``address_field``, unique among ``address_within``."""

    address_field: ClassVar[str] = "slug"
    address_within: ClassVar[tuple[str, ...]] = ()
    address_help: ClassVar[Any] = _(
        "Letters, digits and hyphens, for addresses and files. Left blank, it is made from the "
        "name in pinyin. It can be changed until the record is public, not afterwards."
    )

    class Meta:
        abstract = True

    def address_words(self) -> str:
        """What its address name is made of: the pinyin of its name."""
        record: Any = self
        return str(record.pinyin or record.name_zh)

    def proposed_address(self, promised: Collection[str] = ()) -> str:
        """An address name that no record has, none that is proposed, and none of ``promised``.

        Blank where there is nothing to make it of.
        """
        words = slugify(pinyin_of(self.address_words()))
        field: Any = self._meta.get_field(self.address_field)
        longest = field.max_length
        base = words[: longest - ROOM_FOR_NUMBER].rstrip("-")
        taken = {*self._addresses_like(base), *promised} if base else set()
        names = (f"{base}-{number}" if number > 1 else base for number in count(1))
        return next(name for name in names if name not in taken)

    def _addresses_like(self, beginning: str) -> set[str]:
        """The names with this beginning that are taken, or would be if proposals are approved."""
        where = {f"{self.address_field}__startswith": beginning}
        for name in self.address_within:
            field: Any = self._meta.get_field(name)
            where[field.attname] = getattr(self, field.attname)
        stored = type(self)._base_manager.filter(**where)
        proposed = Change.objects.filter(
            content_type=ContentType.objects.get_for_model(self),
            act=Change.Act.ADD,
            proposal__state__in=Proposal.OPEN,
        )
        return {
            *stored.values_list(self.address_field, flat=True),
            *proposed.values_list(f"after__{self.address_field}", flat=True),
        }
