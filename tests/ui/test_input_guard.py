"""What no query can hold or compare is answered 404 or 400; a fault of ours stays one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.http.request import UnreadablePostError

from colleges.models import College
from qingdao_techedu.publishing.models import Proposal
from qingdao_techedu.ui.input_guard import InputGuard, status_for
from tests.ui import lookups

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queries_alone")]

BEYOND = "9223372036854775808"  # the first integer that no column holds


@pytest.fixture
def visitor(settings, client):
    settings.ROOT_URLCONF = "tests.ui.lookups"
    client.raise_request_exception = False
    return client


@pytest.fixture
def desk(admin_user, client):
    client.raise_request_exception = False
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def is_refused_or_finds_nothing(response) -> bool:
    """Some engines compare what they cannot hold, and find it equal to nothing."""
    return response.status_code == 400 or (response.status_code, response.content) == (200, b"0")


@pytest.mark.parametrize("number", ["abc", "1.5", "²", "-", "1,2", "%00", "1%00", "9" * 5_000])
def test_a_number_in_the_address_that_is_none_is_not_found(visitor, number):
    assert visitor.get(f"/address/{number}/").status_code == 404


@pytest.mark.parametrize("number", [BEYOND, "9" * 40, "9" * 3_000, "-" + "9" * 3_000])
def test_a_number_beyond_all_columns_is_no_fault(visitor, number):
    assert visitor.get(f"/address/{number}/").status_code in {200, 404}


@pytest.mark.parametrize(
    ("lookup", "value"),
    [
        ("pk__in", f"1,{BEYOND}"),
        ("pk__in", "1,,2"),
        ("pk__gt", "9" * 5_000),
        ("pk__lt", f"-{BEYOND}9"),
        ("pk__isnull", "abc"),
        ("username", "a%00b"),
        ("username__contains", "%00"),
        ("username__in", "none,%00"),
        ("username__regex", "("),
        ("username__contains", "a" * 60_000),
        ("date_joined", "2024-02-30"),
        ("date_joined__gt", "10000-01-01"),
        ("date_joined__year", "99999"),
        ("date_joined__date", "0000-00-00"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(visitor, lookup, value):
    response = visitor.get(f"/by_question/?lookup={lookup}&value={value}")
    assert is_refused_or_finds_nothing(response)


def test_a_letter_for_a_number_is_refused_wherever_it_stands(visitor):
    file = SimpleUploadedFile("abc.csv", b"")
    for response in (
        visitor.get("/by_question/?lookup=pk&value=abc"),
        visitor.post("/by_form/", {"number": "abc"}),
        visitor.post("/by_form/", {"number": "1", "other": "2"} | {"number": "9" * 5_000}),
        visitor.post("/by_file/", {"file": file}),
        visitor.get("/by_header/", headers={"X-Number": "abc"}),
    ):
        assert response.status_code == 400
        assert "无法识别" in response.content.decode()


@pytest.mark.parametrize("name", [r"\ud800", r"a\udfff", r"\u0000"])
def test_what_json_alone_can_say_is_refused_too(visitor, name):
    response = visitor.post("/by_json/", f'{{"name": "{name}"}}', content_type="application/json")
    assert is_refused_or_finds_nothing(response)


@pytest.mark.parametrize("view", lookups.mistakes)
@pytest.mark.parametrize("value", ["abc", "%00", "1.5"])
def test_a_mistake_of_ours_stays_one(visitor, view, value):
    assert visitor.get(f"/{view.__name__}/?value={value}").status_code == 500


def test_it_is_refused_in_the_language_of_the_address(desk):
    assert "Page not found" in desk.get("/en/admin/facts/source/abc/history/").content.decode()
    refused = desk.get("/en/admin/colleges/campus/add/?college=abc")
    assert "The request was not understood" in refused.content.decode()


def _about(value: object) -> Exception:
    """The error that Django raises while it makes a query for a value."""
    try:
        return pytest.fail(str(Group.objects.filter(pk=value).query))
    except (TypeError, ValueError) as error:
        return error


def test_a_number_counts_however_it_was_written(rf):
    request = rf.get("/", {"number": "１_０００.５", "other": "12"})
    assert status_for(request, _about("1_000.5")) == 400
    assert status_for(request, _about("1_000.6")) is None


def test_a_short_word_must_stand_alone_to_count(rf):
    request = rf.get("/", {"text": "an apple", "list": "1,ab"})
    assert status_for(request, _about("a")) is None
    assert status_for(request, _about("ab")) == 400
    assert status_for(request, _about("apple")) == 400


@pytest.mark.parametrize("kind", [KeyError, AttributeError, RuntimeError, OperationalError])
def test_an_error_that_is_not_about_a_value_is_not_turned(rf, kind):
    with pytest.raises(kind) as raised:
        raise kind("abc") from _about("abc")
    assert status_for(rf.get("/", {"value": "abc"}), raised.value) is None


@pytest.mark.parametrize("kind", [ValueError, TypeError, OverflowError, ValidationError])
def test_an_error_of_another_place_than_a_query_is_not_turned(rf, kind):
    with pytest.raises(kind) as raised:
        raise kind("abc")
    assert status_for(rf.get("/", {"value": "abc"}), raised.value) is None


def test_a_sender_who_goes_away_is_no_fault_of_ours(rf):
    assert status_for(rf.get("/"), UnreadablePostError("gone")) == 400


def test_an_unreadable_cookie_is_as_good_as_none(client):
    cookies = f'sessionid="{"a" * 20}\\000{"b" * 20}"; view="\\001"'
    for address in ("/", "/accounts/login/", "/admin/"):
        assert client.get(address, headers={"Cookie": cookies}).status_code in {200, 302}


def test_cookies_that_can_be_read_are_kept(rf):
    request = rf.get("/", headers={"Cookie": 'view=large; sessionid="a\\000"'})
    InputGuard(lambda request: HttpResponse())(request)
    assert request.COOKIES == {"view": "large"}


# The desk

BOTH = pytest.mark.parametrize("prefix", ["", "/en"])


@BOTH
@pytest.mark.parametrize(
    "address",
    [
        "colleges/college/1/history/abc/",
        "colleges/college/abc/history/1/",
        "colleges/college/abc/history/",
        "colleges/college/%00/history/",
        f"colleges/college/{'9' * 5_000}/history/",
        "facts/division/a_2Fb/history/",
    ],
)
def test_a_record_that_cannot_be_is_not_found(desk, prefix, address):
    assert desk.get(f"{prefix}/admin/{address}").status_code == 404


@BOTH
@pytest.mark.parametrize(
    "address",
    [
        "colleges/college/?bogus=1&e=1",
        "colleges/college/?name_zh__regex=(",
        "colleges/college/?name_zh__range=abc",
        "facts/reportedfigure/add/?place=abc",
        "colleges/campus/add/?college=abc",
    ],
)
def test_a_question_that_no_list_asks_is_refused(desk, prefix, address):
    assert desk.get(f"{prefix}/admin/{address}").status_code == 400


@BOTH
@pytest.mark.parametrize("number", [BEYOND, "9" * 3_000, "9" * 5_000])
def test_a_list_filtered_by_a_number_beyond_all_columns_is_no_fault(desk, prefix, number):
    for address in ("awards/round/?kind__in=", "colleges/college/?id__exact="):
        assert desk.get(f"{prefix}/admin/{address}{number}").status_code in {200, 302, 400}


@BOTH
@pytest.mark.parametrize("place", ["%00", "9" * 3_000, "abc", "1_00"])
def test_a_form_of_no_record_leads_back_or_is_not_found(desk, prefix, place):
    for page in ("change", "delete"):
        address = f"{prefix}/admin/colleges/college/{place}/{page}/"
        assert desk.get(address).status_code in {302, 404}


@pytest.mark.parametrize("field", ["name_zh", "why", "_seen", "citations-TOTAL_FORMS", "city"])
def test_nul_in_a_form_is_refused_and_nothing_kept(desk, posted, field):
    college = College.objects.earliest("pk")
    address = f"/admin/colleges/college/{college.pk}/change/"
    form = {**posted(desk.get(address)), "why": "为何", field: "a\x00b"}
    assert desk.post(address, form).status_code in {200, 302, 400, 422}
    assert College.objects.earliest("pk").name_zh == college.name_zh
    assert "\x00" not in "".join(Proposal.objects.values_list("reason", flat=True))


@pytest.mark.parametrize("value", ["\x00", "9" * 5_000, "2024-02-30", "²", "../..", "é"])
@pytest.mark.parametrize(
    "address", ["/", "/en/colleges/", "/data/colleges.csv", "/api/v1/datasets"]
)
def test_hostile_headers_are_answered(client, address, value):
    for name in ("Accept-Language", "If-None-Match", "If-Modified-Since", "Range", "Referer"):
        assert client.get(address, headers={name: value}).status_code < 500
