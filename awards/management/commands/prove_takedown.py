"""Proves that what was taken down of a grant is told nowhere in public."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from awards import numbers
from awards.models import Grant
from awards.takedown import AddressCheck, look_everywhere, secrets_of


class Command(BaseCommand):
    help = (
        "Asks every public page and file that could tell of a grant, in both languages, as a new "
        "visitor and as one with an old copy, and reports where its name, masked name or number "
        "still stands. Exits with 1 where it does."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "grant",
            metavar="GRANT_NUMBER_OR_ID",
            help="The certificate number, or the number that stands in the address at the desk.",
        )

    def handle(self, *args, **options):
        grant = _grant(options["grant"])
        secrets = secrets_of(grant)
        self.stdout.write(f"Grant {grant.pk}, {grant.get_status_display()}. Looked for:")
        for secret in secrets:
            self.stdout.write(f"  {secret}")
        looks = list(look_everywhere(grant))
        for look in looks:
            self.stdout.write(_line(look))
        found = [look for look in looks if not look.is_clear]
        if found:
            raise CommandError(f"{len(found)} of {len(looks)} addresses are not clear.")
        self.stdout.write(f"{len(looks)} addresses asked, none of them tells it.")
        if grant.name not in secrets:
            self.stdout.write(
                "The name itself is published in full: only the number was looked for."
            )


def _line(look: AddressCheck) -> str:
    told = ", ".join(f"{secret} × {count}" for secret, count in look.told.items())
    problem = "; ".join(part for part in (told and f"TELLS {told}", look.fault) if part)
    return f"{look.status} {look.address}: {problem or 'clear'}"


def _grant(text: str) -> Grant:
    grants = Grant.objects.select_related("round__kind", "round__conference", "college")
    number = numbers.typed(text)
    found = grants.filter(certificate_number=number).first() if numbers.is_number(number) else None
    if found is None and text.isdecimal() and len(text) < 19:
        found = grants.filter(pk=int(text)).first()
    if found is None:
        raise CommandError(
            f'"{text}" is neither a certificate number, such as 7K3M-V9TW-XE4Q, nor the ID of a '
            "grant. Look it up under Grants at the desk."
        )
    return found
