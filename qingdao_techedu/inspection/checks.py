"""The checks that need to know no subject: they look at every kind of public record alike."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.publishing.models import Proposal, Publication, Publishable, Recorded, public
from qingdao_techedu.publishing.queries import told_models
from qingdao_techedu.publishing.values import kept_fields
from qingdao_techedu.records.provenance import Provenance, Provenanced, Verification

from .links import kept_links
from .models import LinkCheck
from .registry import MAX_SHOWN, Check, CheckResult, InspectionFinding

SECURITY_SETTING = "SITE_SECURITY_CONTACT"
HOME_DAYS = 14
DRAFT_DAYS = 30
VISIT_DAYS = 14


def last_change(records: Any) -> datetime.date | None:
    """The day on which one of ``records`` was last changed, as their histories tell."""
    histories = records.model.history.filter(id__in=records.values("pk"))
    last = histories.aggregate(last=Max("history_date"))["last"]
    return timezone.localdate(last) if last else None


def older_than(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def desk_page(record: Any) -> str:
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])


def _named(records: Any, most: int) -> list[InspectionFinding]:
    """The first records, each by kind and name, in one query."""
    relations = [field.name for field in kept_fields(records.model) if field.is_relation]
    if relations:
        records = records.select_related(*relations)
    kind = str(records.model._meta.verbose_name)
    found = records.order_by("pk")[: max(0, most)]
    return [InspectionFinding(str(record), desk_page(record), kind=kind) for record in found]


def recorded_models(kind: type = Recorded) -> Iterator[Any]:
    for model in apps.get_models():
        if issubclass(model, Recorded) and issubclass(model, kind):
            yield model


def _home() -> CheckResult:
    changes = [last_change(model._default_manager.filter(public(model))) for model in told_models()]
    last = max(filter(None, changes), default=None)
    if last and last >= older_than(HOME_DAYS):
        return CheckResult()
    return CheckResult.of(
        [InspectionFinding(_("Nothing that the home page leads to has changed."), "", last)]
    )


def _footer() -> CheckResult:
    labels = {
        "identification_code": _("Website identification code"),
        "icp_record": _("ICP record"),
        "police_record": _("Police record"),
        "error_report_url": _("Report an error of a government site"),
    }
    blank = _("%(label)s: not filled in (setting %(name)s)")
    return CheckResult.of(
        InspectionFinding(blank % {"label": label, "name": f"SITE_{key.upper()}"})
        for key, label in labels.items()
        if not settings.SITE[key]
    )


def _contact() -> CheckResult:
    if settings.SITE["contact"]:
        return CheckResult()
    text = _("Visitors are not told how to reach the bureau. Fill in the setting SITE_CONTACT.")
    return CheckResult.of([InspectionFinding(text)])


def _security() -> CheckResult:
    if settings.SITE["security_contact"]:
        return CheckResult()
    return CheckResult.of(
        [
            InspectionFinding(
                _("An address to tell weaknesses to: not filled in (setting %(name)s)")
                % {"name": SECURITY_SETTING}
            )
        ]
    )


def _links() -> CheckResult:
    links = kept_links()
    failing = LinkCheck.objects.filter(url__in=links).exclude(error="").order_by("failing_since")
    found = [
        InspectionFinding(
            f"{links[one.url][0]}: {one.url} ({one.error})",
            links[one.url][1],
            timezone.localdate(one.failing_since),
        )
        for one in failing
    ]
    last = LinkCheck.objects.aggregate(last=Max("checked_at"))["last"]
    if links and (last is None or timezone.localdate(last) < older_than(VISIT_DAYS)):
        since = timezone.localdate(last) if last else None
        found.append(
            InspectionFinding(_("The links were not visited lately: run check_links."), "", since)
        )
    return CheckResult.of(found, len(links))


def _translations() -> CheckResult:
    findings: list[InspectionFinding] = []
    count = looked_at = 0
    for model in recorded_models():
        names = {field.name for field in kept_fields(model)}
        pairs = [name[:-3] for name in names if name.endswith("_zh") and f"{name[:-3]}_en" in names]
        pairs = [one for one in pairs if one not in ("note", "withdrawal")]
        if not pairs:
            continue
        lacking = reduce(or_, (~Q(**{f"{one}_zh": ""}) & Q(**{f"{one}_en": ""}) for one in pairs))
        if "name_en_status" in names:
            lacking |= Q(name_en_status="machine")
        shown = model._default_manager.filter(public(model))
        records = shown.filter(lacking)
        looked_at += shown.count()
        count += records.count()
        findings += _named(records, MAX_SHOWN - len(findings))
    return CheckResult(findings, count, looked_at)


def _unconfirmed() -> CheckResult:
    findings: list[InspectionFinding] = []
    count = looked_at = 0
    is_open = Q(provenance=Provenance.UNCONFIRMED) | Q(verification=Verification.UNCONFIRMED)
    for model in recorded_models(Provenanced):
        shown = model._default_manager.filter(public(model))
        records = shown.filter(is_open)
        looked_at += shown.count()
        count += records.count()
        findings += _named(records, MAX_SHOWN - len(findings))
    return CheckResult(findings, count, looked_at)


def _drafts() -> CheckResult:
    limit = timezone.now() - datetime.timedelta(days=DRAFT_DAYS)
    waiting = Proposal.objects.open().filter(made_at__lt=limit).select_related("author")
    found = [
        InspectionFinding(
            f"{one} · {one.author}",
            one.get_absolute_url(),
            timezone.localdate(one.made_at),
            str(Proposal._meta.verbose_name),
        )
        for one in waiting.order_by("made_at")
    ]
    looked_at = Proposal.objects.open().count()
    for model in recorded_models(Publishable):
        drafts = model._default_manager.filter(publication=Publication.DRAFT)
        looked_at += drafts.count()
        touched = model.history.filter(history_date__gte=limit).values("id")
        for record in drafts.exclude(pk__in=touched):
            kind = str(model._meta.verbose_name)
            found.append(InspectionFinding(str(record), desk_page(record), kind=kind))
    return CheckResult.of(found, looked_at)


HOME = Check(
    "home",
    gettext_lazy("The home page is up to date"),
    gettext_lazy("Something on it changes at least every two weeks."),
    _home,
)
CONTACT = Check(
    "contact",
    gettext_lazy("Visitors can reach the bureau"),
    gettext_lazy("A telephone or address stands in the footer and on “About this portal”."),
    _contact,
)
FOOTER = Check(
    "footer",
    gettext_lazy("The footer names its registrations"),
    gettext_lazy("Site identification code, ICP and police record, error reporting."),
    _footer,
)
SECURITY = Check(
    "security",
    gettext_lazy("Who finds a weakness knows whom to tell"),
    gettext_lazy("The file /.well-known/security.txt gives an address to write to."),
    _security,
    is_fault=False,
)
LINKS = Check(
    "links",
    gettext_lazy("Links lead somewhere"),
    gettext_lazy("No link to another site is dead; all are visited every two weeks."),
    _links,
)
TRANSLATIONS = Check(
    "translations",
    gettext_lazy("English is complete"),
    gettext_lazy("What visitors read in Chinese they can read in English, not made by a machine."),
    _translations,
    is_fault=False,
)
UNCONFIRMED = Check(
    "unconfirmed",
    gettext_lazy("Facts are confirmed"),
    gettext_lazy("Nothing that visitors see awaits the bureau's confirmation."),
    _unconfirmed,
    is_fault=False,
)
DRAFTS = Check(
    "drafts",
    gettext_lazy("Work goes on"),
    gettext_lazy("No draft and no open proposal is older than thirty days."),
    _drafts,
    is_fault=False,
)
