"""Proving that a name which was taken down is told nowhere: asking every address as visitors do."""

from __future__ import annotations

import gzip
import html
import io
import json
import logging
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override

from qingdao_techedu.datasets import file_formats
from qingdao_techedu.datasets.registry import registered
from qingdao_techedu.log.models import Entry
from qingdao_techedu.page_cache import pages

from . import names, numbers, rolls
from .models import Grant, NameForm
from .views import GRANTS_A_PAGE, GRANTS_A_SHEET
from .visiting import Visitor

MAX_PAGES = 20  # of one roll; of a longer one those around the grant's place
LANGUAGES = ("zh-hans", "en")


@dataclass
class AddressCheck:
    """What one address answered, and how often it told what it should not."""

    address: str
    status: int
    told: dict[str, int] = field(default_factory=dict)
    fault: str = ""

    @property
    def is_clear(self) -> bool:
        return not self.told and not self.fault


def secrets_of(grant: Grant) -> list[str]:
    """What no page may tell of a grant as it is now: its name or part of it, and its number."""
    form = NameForm(grant.name_form or grant.round.form_now)
    hidden = (
        [numbers.printed(grant.certificate_number), grant.certificate_number]
        if (grant.certificate_number)
        else []
    )
    if form == NameForm.HIDDEN or not grant.is_standing:
        return [grant.name, names.masked(grant.name), *hidden]
    if form == NameForm.MASKED:
        return [grant.name, *hidden]
    return hidden


def look_everywhere(grant: Grant) -> Iterator[AddressCheck]:
    """Ask every public page and file that could tell of a grant, in both languages.

    Each is asked as a new visitor asks it, so that kept pages are found, and as one who holds the
    page from before the last act on the grant: they must not hear that it still holds.
    """
    secrets, before = secrets_of(grant), _state_before(grant)
    host = next((name for name in settings.ALLOWED_HOSTS if name.strip("*.")), "localhost")
    visitor = Visitor(host.lstrip("."), is_secure=settings.SECURE_SSL_REDIRECT)
    for language in LANGUAGES:
        with override(language):
            asked = dict(_addresses(grant))
        for address, others in asked.items():
            with _unlogged():
                look = _look(address, others, secrets, visitor, before)
            yield look


@contextmanager
def _unlogged() -> Iterator[None]:
    """A search for a name would write the name into the log."""
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(before)


def _look(
    address: str, others: Iterable[str], secrets: list[str], visitor: Visitor, before: str
) -> AddressCheck:
    answer = visitor.get(address)
    text = text_of(answer.body, answer.headers)
    found = AddressCheck(address, answer.status)
    for secret in secrets:
        shared = sum(other.count(secret) for other in others)
        if (count := text.count(secret) - shared) > 0:
            found.told[secret] = count
    if answer.status >= 500:
        found.fault = "the page failed"
    elif before and answer.status == 200:
        kept = SimpleNamespace(key=before)
        old = pages.etag(pages.name_of(visitor.request(address), kept))  # type: ignore[arg-type]
        if visitor.get(address, {"If-None-Match": old}).status == 304:
            found.fault = "an old copy is said to hold still"
    return found


def _addresses(grant: Grant) -> Iterator[tuple[str, list[str]]]:
    """Addresses in the language that is active, each with the names that others have there."""
    round_, college = grant.round, grant.college
    for name in ("home", "about", "sitemap", "award_years", "award_feed", "verify", "verify_many"):
        yield reverse(name), []
    yield reverse("award_year", args=[round_.year]), []
    yield from _roll_addresses(grant)
    named = Grant.objects.classes_of(college).exclude(pk=grant.pk)
    honors = [one.public_name for one in named] if round_.kind.is_of_classes else []
    yield reverse("college_honors", args=[college.code]), honors
    yield college.get_absolute_url(), []
    yield college.get_history_url(), []
    yield round_.get_history_url(), []
    yield reverse("object_to_round", args=[round_.year, round_.kind.slug]), []
    yield reverse("correction_log"), []
    if round_.conference:
        yield round_.conference.get_absolute_url(), []
    yield reverse("data_catalog"), []
    for code in registered():
        yield reverse("data_set", args=[code]), []
    for suffix in (*(one.suffix for one in file_formats.registered()), "zip"):
        yield f"{reverse('data_catalog')}awards.{suffix}", []
    start = reverse("home")
    yield f"{start}search/?{urlencode({'q': grant.name})}", []
    yield f"{start}sitemap.xml", []
    # The address of the API names its language otherwise.
    asked = urlencode({"lang": "en" if get_language() == "en" else "zh"})
    for part in ("", "/rows"):
        yield f"/api/v1/datasets/awards{part}?{asked}", []


def _roll_addresses(grant: Grant) -> Iterator[tuple[str, list[str]]]:
    """The roll and its printing, whole and of the college, page by page."""
    round_ = grant.round
    whole = rolls.roll_of(round_)
    kind = [round_.year, round_.kind.slug]
    of_college = {"college": grant.college.code}
    choices: list[tuple[rolls.Roll, dict[str, str]]] = [
        (whole, {}),
        (whole.of(grant.college), of_college),
    ]
    for name, per_page in (("award_roll", GRANTS_A_PAGE), ("award_roll_print", GRANTS_A_SHEET)):
        for roll, asked in choices:
            paginator = roll.pages(per_page)
            for number in _page_numbers(paginator, grant):
                query = urlencode({**asked, "page": str(number)})
                lines = paginator.page(number).object_list
                others = [line.public_name for line in lines if line.pk != grant.pk]
                yield f"{reverse(name, args=kind)}?{query}", others
        yield (
            reverse(name, args=kind),
            [line.public_name for line in whole.pages(per_page).page(1) if line.pk != grant.pk],
        )


def _page_numbers(paginator: rolls.PlacePaginator, grant: Grant) -> Iterable[int]:
    if paginator.num_pages <= MAX_PAGES or grant.place is None:
        return list(paginator.page_range)[:MAX_PAGES]
    own = (grant.place - paginator.first) // paginator.per_page + 1
    return sorted({1, *range(own - 1, own + 2), paginator.num_pages} & set(paginator.page_range))


def _state_before(grant: Grant) -> str:
    """What kept pages were called before the last act that took something away, by the log."""
    subject = f"{grant.round.year} {grant.round.kind.slug}"
    entries = Entry.objects.filter(kind=Entry.Kind.AWARD, subject=subject).order_by("-number")
    told = (entry.details for entry in entries.iterator())
    return next(
        (
            str(details["before"])
            for details in told
            if "before" in details and details.get("grant", grant.pk) == grant.pk
        ),
        "",
    )


def text_of(body: bytes, headers: Mapping[str, str]) -> str:
    """All that an answer tells, as words."""
    kind = headers.get("Content-Type", "")
    if headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    if body[:2] == b"PK":
        return _text_of_archive(body)
    if body[:4] == b"PAR1":
        return _text_of_parquet(body)
    text = body.decode("utf-8", errors="replace")
    if "json" in kind:
        lines = text.splitlines() if "ndjson" in kind else [text]
        return "\n".join(json.dumps(json.loads(line), ensure_ascii=False) for line in lines if line)
    return html.unescape(text)


def _text_of_archive(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return html.unescape("\n".join(part.decode("utf-8", errors="replace") for part in parts))


def _text_of_parquet(body: bytes) -> str:
    import pyarrow.parquet  # noqa: PLC0415 (heavy, and seldom needed)

    return str(pyarrow.parquet.read_table(io.BytesIO(body)).to_pylist())
