"""Makes the database of a recording: facts, sample, sign-ins, and what visitors sent."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.test import Client
from django.utils.module_loading import import_string

from audit.answers.beginning import MADE_AT, begin, databases, pages, standing_still
from audit.answers.recording import Recording

SECONDS_TO_FILL_IN = 60
# Forms of visitors: the address of each, and what is filled in.
SENT = [
    ("/permalinks/new/enrollment/?measure=enrolled&rows=college&columns=year", {}),
    ("/en/permalinks/new/enrollment/?measure=graduates&rows=district&columns=sex&year=2023", {}),
    (
        "/corrections/report/?page=/colleges/qd-002/",
        {"text": "校址写错了。", "evidence": "学校网站", "contact": ""},
    ),
]


def main() -> None:
    checkout, folder = map(Path, sys.argv[1:])
    begin(checkout)
    with standing_still(MADE_AT) as clock:
        databases.fill(folder / "sign-ins.txt")
        led_to = []
        for address, words in SENT:
            clock.shift(SECONDS_TO_FILL_IN)
            page = Client().get(address)
            clock.shift(SECONDS_TO_FILL_IN)
            led_to.append(_send(address, page, words))
    Recording(folder).begin(led_to, {language: _certificate(language) for language in ("", "/en")})


def _certificate(language: str) -> list[str]:
    """The form that checks a certificate, filled in with a true one."""
    grant = (
        import_string("awards.models.Grant")
        .objects.order_by("certificate_number")
        .exclude(certificate_number=None)[0]
    )
    pair = {"number": grant.certificate_number, "name": grant.name}
    return [f"{language}/awards/verify/", urlencode(pair)]


def _send(address: str, page, words: dict[str, str]) -> str:
    """Send the form of a page, filled in; where it led to. Raises where it was not taken."""
    found = pages.read(address, page.headers["Content-Type"], page.content)
    form = next(one for one in found.forms if one.method == "POST" and "view/" not in one.action)
    values = {field.name: field.value for field in form.fields}
    answer = Client().post(form.action, values | words)
    if answer.status_code != 302:
        raise SystemExit(f"{address} took no form: {answer.status_code}.")
    return urlsplit(answer.headers["Location"]).path


if __name__ == "__main__":
    main()
