"""Checking certificates. What is typed stands in no address, no log and no cache."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from qingdao_techedu.standbys.routing import from_primary
from qingdao_techedu.ui.senders import connection_of, sender_of

from . import attempts, numbers, signing
from .verification import Pair, VerificationAnswer, VerificationOutcome, check, sample_pair
from .verification_forms import PairForm, PairsForm

SALT = "awards.verification"


def private(view):
    """Read from the primary, kept by nobody, and told to no other site. It changes nothing."""

    @csrf_exempt
    @from_primary
    @never_cache
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    def answered(request):
        response = view(request)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answered


@private
def verify(request) -> HttpResponse:
    """One certificate: its number and its name, both needed. A code on paper brings the number."""
    if request.method != "POST":
        number = numbers.typed(request.GET.get("n", "")[:40])
        code = request.GET.get("s", "")[:100]
        context: dict[str, Any] = {"form": PairForm(initial={"number": numbers.printed(number)})}
        context["sample_pair"] = sample_pair()
        if number and code:
            context["is_signed"] = signing.is_ours(number, code)
        return render(request, "awards/verify.html", context)
    form = PairForm(request.POST)
    answers = _answers(request, form, lambda given: [(given["number"], given["name"])])
    answer = answers[0] if answers else None
    told = {"answer": answer, "typed_length": _wrong_length(form, answer)}
    certificate = _certificate(request, answer)
    blank = {"form": PairForm() if certificate else form}
    return render(
        request, "awards/verify.html", {**told, **certificate, **blank}, status=_status(form)
    )


@private
def verify_many(request) -> HttpResponse:
    """An employer's list, answered line by line."""
    if request.method != "POST":
        return render(request, "awards/verify_many.html", {"form": PairsForm()})
    form = PairsForm(request.POST)
    answers = _answers(request, form, lambda given: given["pairs"])
    pairs = form.cleaned_data.get("pairs", []) if answers else []
    lines = list(zip(pairs, answers, strict=True))
    context = {
        "form": form,
        "lines": lines,
        "valid_count": sum(answer.outcome == VerificationOutcome.VALID for answer in answers),
    }
    return render(request, "awards/verify_many.html", context, status=_status(form))


@require_safe
def certificate_key(request) -> HttpResponse:
    """The public key, with which a code is checked without the portal."""
    key = signing.public_key()
    if not key:
        text = _("This portal signs no codes: CERTIFICATE_KEY is not set.")
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=404)
    return HttpResponse(key, content_type="application/x-pem-file")


def check_address(request, number: str) -> str:
    """What the code on a certificate holds: the check with its number and signature, no name."""
    code = signing.code_of(number)
    signed = f"&s={code}" if code else ""
    return request.build_absolute_uri(f"{reverse('verify')}?n={number}{signed}")


@sensitive_variables("pairs")
def _answers(request, form, pairs_of) -> list[VerificationAnswer]:
    """The answers to what a form holds; none where it says why not."""
    if not form.is_valid():
        return []
    pairs: list[Pair] = pairs_of(form.cleaned_data)
    try:
        attempts.take(sender_of(connection_of(request), SALT), len(pairs))
    except attempts.Exhausted as exhausted:
        form.is_exhausted = True
        form.add_error(None, _how_many(exhausted.left))
        return []
    return check(pairs)


def _how_many(left: int) -> str:
    most = attempts.MAX_AN_HOUR
    if not left:
        return _(
            "%(most)d certificates an hour are checked from one connection, and yours has had "
            "them. Try again in the next hour."
        ) % {"most": most}
    return ngettext(
        "%(most)d certificates an hour are checked from one connection; %(left)d is left to yours.",
        "%(most)d certificates an hour are checked from one connection; %(left)d are left to "
        "yours.",
        left,
    ) % {"most": most, "left": left}


def _status(form) -> int:
    if getattr(form, "is_exhausted", False):
        return 429
    return 422 if form.errors else 200


def _wrong_length(form, answer: VerificationAnswer | None) -> int | None:
    """How many characters were typed where a number has not as many; the sender knows them."""
    if answer is None or answer.outcome != VerificationOutcome.UNCONFIRMED:
        return None
    length = len(numbers.typed(form.cleaned_data["number"]))
    return length if length != numbers.LENGTH else None


def _certificate(request, answer: VerificationAnswer | None) -> dict:
    """The sheet to print, for whoever had number and name right just now."""
    if answer is None or answer.outcome != VerificationOutcome.VALID or answer.grant is None:
        return {}
    number = answer.grant.certificate_number or ""
    return {"grant": answer.grant, "code": check_address(request, number)}
