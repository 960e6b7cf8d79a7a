"""What was granted to whom, from the nomination on."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from colleges.models import College, Specialty
from qingdao_techedu.acts.fields import done_by
from qingdao_techedu.naming.names import pinyin_of, pinyin_of_person
from qingdao_techedu.personal_numbers.cells import in_cells
from qingdao_techedu.publishing.models import Recorded, public
from qingdao_techedu.publishing.spans import ALWAYS, Span
from qingdao_techedu.records.provenance import Provenanced
from qingdao_techedu.ui.bilingual import Wording, wording

from .. import life, names, numbers
from ..queries import GrantQuerySet, on_notice, on_roll
from .rounds import NameForm, Round

LONGEST_PINYIN = 200


class Grant(Recorded, Provenanced):
    """One line of a roll: what the roll prints of the recipient, and nothing more.

    Its status changes by acts alone (``actions``), along the steps of ``life``. A correction makes
    a new grant with a number of its own, to which the old one points.
    """

    whole = "round"
    is_told = False  # the roll is what the public knows of its people

    Status = life.Status
    WRITTEN, IN_PLAY, STANDING = life.WRITTEN, life.IN_PLAY, life.STANDING
    CERTIFIED, ENDED = life.CERTIFIED, life.ENDED

    choosable = {"round": "gathering", "college": "in_operation"}

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="grants", verbose_name=_("award round")
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("Of the person or the class, as on the roll.")
    )
    pinyin = models.CharField(_("pinyin"), max_length=LONGEST_PINYIN, blank=True)
    college = models.ForeignKey(
        College, models.PROTECT, related_name="grants", verbose_name=_("college")
    )
    class_name = models.CharField(_("class"), max_length=100, blank=True)
    specialty = models.ForeignKey(
        Specialty,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("specialty"),
    )
    is_another_person = models.BooleanField(
        _("another one of the same name"),
        default=False,
        help_text=_("Confirmed: not the one of this name whom the college nominated already."),
    )
    nominated_by = done_by(_("nominated by"))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.NOMINATED,
        editable=False,
        db_index=True,
    )
    certificate_number = models.CharField(
        _("certificate number"),
        max_length=numbers.LENGTH,
        unique=True,
        null=True,
        blank=True,
        editable=False,
    )
    conferred_at = models.DateTimeField(_("conferred at"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    superseded_by = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="supersedes",
        verbose_name=_("superseded by"),
    )
    name_form = models.CharField(
        _("name in public"),
        max_length=6,
        choices=NameForm,
        blank=True,
        editable=False,
        help_text=_("Blank: as the round prints its names."),
    )
    place = models.PositiveIntegerField(
        _("place on the roll"), null=True, blank=True, editable=False
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["round", "place", "pk"]
        indexes = [
            models.Index(fields=["round", "place"], name="awards_grant_roll"),
            models.Index(fields=["round", "college", "name"], name="awards_grant_namesakes"),
        ]
        constraints = [
            *Provenanced.Meta.constraints,
            models.CheckConstraint(
                name="awards_grant_certified_once_conferred",
                condition=Q(
                    status__in=["conferred", "corrected", "revoked"],
                    certificate_number__isnull=False,
                    conferred_at__isnull=False,
                )
                | Q(
                    status__in=["proposed", "returned", "nominated", "publicized", "declined"],
                    certificate_number=None,
                    conferred_at=None,
                ),
            ),
            models.CheckConstraint(
                name="awards_grant_end_has_its_reason",
                condition=Q(status__in=["declined", "corrected", "revoked"], ended_at__isnull=False)
                & ~Q(reason="")
                | Q(
                    status__in=["proposed", "nominated", "publicized", "conferred"],
                    ended_at=None,
                    reason="",
                )
                | Q(status="returned", ended_at=None) & ~Q(reason=""),
                violation_error_message=_("Say why the grant ends, or why it is returned."),
            ),
            models.UniqueConstraint(
                name="awards_grant_namesakes_are_confirmed",
                fields=["round", "college", "name"],
                condition=Q(
                    status__in=["proposed", "returned", "nominated", "publicized"],
                    is_another_person=False,
                ),
                violation_error_message=_(
                    "The college has nominated this name already: say whether it is another person."
                ),
            ),
            models.CheckConstraint(
                name="awards_grant_corrected_by_another",
                condition=Q(status="corrected", superseded_by__isnull=False)
                & ~Q(superseded_by=F("id"))
                | ~Q(status="corrected") & Q(superseded_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.round}"

    def get_desk_url(self) -> str:
        return reverse("admin:awards_grant_life", args=[self.pk])

    def get_nomination_url(self) -> str:
        return reverse("nomination", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        self.name = names.tidied(self.name)
        if not self.name:
            raise ValidationError({"name": _("A name needs letters or signs.")})
        if self.round_id and self.round.kind.is_of_classes and self.class_name:
            raise ValidationError({"class_name": _("Of a class the name says it already.")})
        self._refuse_personal_numbers()

    def _refuse_personal_numbers(self) -> None:
        """A roll prints these words: nothing comes in with them that nobody publishes."""
        told = {"name": self.name, "class_name": self.class_name}
        rule = _("%(kind)s: such numbers are not published.")
        refused = {
            list(told)[one.cell]: rule % {"kind": one.finding.kind.label}
            for one in in_cells(list(told.values()))
        }
        if refused:
            raise ValidationError(refused)

    def save(self, *args, **kwargs) -> None:
        self.pinyin = self.pinyin or self.read_name()
        super().save(*args, **kwargs)

    def read_name(self) -> str:
        """The pinyin of the name; of a person's, the surname is read as one."""
        read = pinyin_of if self.round.kind.is_of_classes else pinyin_of_person
        return read(self.name)[:LONGEST_PINYIN]

    @property
    def is_public(self) -> bool:
        """Nobody but the desk sees a nomination, nor what was never conferred."""
        return self.status not in {*self.WRITTEN, self.Status.DECLINED}

    @classmethod
    def shown(cls, at: datetime.datetime, path: str = "") -> Q:
        listed = on_roll(path) | on_notice(at, path)
        return listed & public(College, f"{path}college__", at)

    @classmethod
    def shown_in(cls, row: Any) -> list[Span]:
        """On the roll; before that on the notice, while its window is open."""
        if row.status == cls.Status.CONFERRED:
            return [ALWAYS]
        opens, closes = row.round.publicity_from, row.round.publicity_until
        is_noticed = row.status == cls.Status.PUBLICIZED and not row.round.is_conferred
        return [(opens, closes)] if is_noticed and opens and closes else []

    @classmethod
    def rests_on(cls, row: Any) -> tuple[str, ...]:
        return ("college",)

    @property
    def is_written(self) -> bool:
        """Whether forms may still change it: it has never been before the public."""
        return self.status in self.WRITTEN

    @property
    def is_standing(self) -> bool:
        return self.status in self.STANDING

    def may_become(self, status: str) -> bool:
        """Whether there is a step from what it is to another status."""
        return life.leads_to(self.status, status)

    @property
    def number(self) -> str:
        """The certificate number as it is printed; blank before there is one."""
        return numbers.printed(self.certificate_number or "")

    @property
    def specialty_name(self) -> Wording | None:
        return wording(self.specialty, "name") if self.specialty else None
