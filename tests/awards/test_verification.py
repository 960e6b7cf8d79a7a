"""Checking certificates: who learns what, how often they may try, and what is left behind."""

from __future__ import annotations

import base64
import logging
import random
import re

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import actions, attempts, names, numbers, signing, verification
from awards.models import Attempts, Grant
from awards.verification_forms import LINE

pytestmark = pytest.mark.django_db
VERIFY, MANY = "/awards/verify/", "/awards/verify/many/"
NOBODY = "未能确认"


def ask(client, number: str, name: str, **extra):
    return client.post(VERIFY, {"number": number, "name": name}, **extra)


def outcome(response) -> str:
    return response.context["answer"].outcome


def main_of(response) -> str:
    return response.content.decode().split("<main")[1].split("</main")[0]


def test_number_and_name_together_are_valid(client, grant):
    response = ask(client, grant.number.lower(), " 王 小明 ")
    assert outcome(response) == "valid"
    assert "青岛" in main_of(response) or grant.college.name_zh in main_of(response)


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("王小\U00031350", "王小\U00031350"),  # a character of Unicode 15
        ("买买提·艾力", "买买提．艾力"),
        ("马大民", "⻢⼤⺠"),
        ("Ali Khan", "ＡＬＩ　ｋｈａｎ"),
        ("王晓明", "王\u200b晓明"),
    ],
)
def test_a_name_is_confirmed_in_all_its_forms(client, grant, reviewer, held, typed):
    grant = actions.correct(grant, name=held, reason="姓名有误", by=reviewer)
    assert outcome(ask(client, grant.number, typed)) == "valid"


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("王小\U00031350", "王小"),
        ("王\U00031350\U00031351", "王\U00031350\U00031352"),
        ("王小\U000323b0", "王小\U00033479"),
        ("买买提·艾力", "买买提艾力"),
        ("An Na", "Anna"),
        ("王礼", "王禮"),
        ("焊接10²班", "焊接102班"),
        ("王" * 100, "王" * 100 + "明"),
    ],
)
def test_another_name_is_never_valid(client, grant, reviewer, held, typed):
    grant = actions.correct(grant, name=held, reason="姓名有误", by=reviewer)
    assert outcome(ask(client, grant.number, held)) == "valid"
    assert outcome(ask(client, grant.number, typed)) == "unconfirmed"


def test_a_sign_that_nobody_sees_is_named_and_confirms_nothing(client, grant):
    response = ask(client, grant.number, "王\u202e小明")
    assert response.status_code == 422
    assert "U+202E" in main_of(response)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_not_confirmed_is_answered_in_the_same_words(client, grant, prefix):
    unknown = numbers.new_number(random.Random(1).choice)
    wrong_check = grant.certificate_number[:-1] + ("2" if grant.number[-1] != "2" else "3")
    pairs = [
        (unknown, "王小明"),
        (grant.number, "王大明"),
        (wrong_check, "王小明"),
        ("x" * 12, "王小明"),
        ("2" * 12, "y" * 5_000),
    ]
    said = set()
    for number, name in pairs:
        response = client.post(f"{prefix}{VERIFY}", {"number": number, "name": name})
        assert response.status_code == 200
        # What was typed stands in the form again; the foot tells the moment of printing.
        said.add(re.sub(r'value="[^"]*"', "", main_of(response)).split("print-only")[0])
        assert outcome(response) == "unconfirmed"
    assert len(said) == 1


@pytest.mark.parametrize(
    ("typed", "length"), [("x", 1), ("7K3M-V9TW-XE4", 11), ("7K3MV9TWXE4HH", 13), ("é" * 500, 0)]
)
def test_a_number_that_is_too_short_or_too_long_is_told_how_long_it_is(
    client, grant, typed, length
):
    page = main_of(ask(client, typed, "王小明"))
    assert f"编号由12位字母和数字组成，您输入了 {length} 位。" in page
    assert "编号由12位" not in main_of(ask(client, grant.number, "王大明"))
    assert "编号由12位" not in main_of(ask(client, grant.number, "王小明"))


def test_who_is_asked_where_nothing_is_confirmed_stands_in_the_answer(client, grant, settings):
    settings.SITE = {**settings.SITE, "contact": "0532-00000000"}
    assert "0532-00000000" in main_of(ask(client, grant.number, "王大明"))
    assert "0532-00000000" not in main_of(ask(client, grant.number, "王小明"))


def test_after_a_valid_answer_a_blank_form_waits_folded(client, grant):
    page = main_of(ask(client, grant.number, "王小明"))
    form = page.split("再核验一份")[1]
    assert page.split("再核验一份")[0].rstrip().endswith('<summary class="button">')
    assert grant.number not in form
    assert "王小明" not in form
    assert "再核验一份" not in main_of(ask(client, grant.number, "王大明"))


def test_a_sample_certificate_says_so_across_the_sheet(client, grant):
    assert "certificate-across" not in main_of(ask(client, grant.number, "王小明"))
    Grant.objects.filter(pk=grant.pk).update(provenance="sample")
    page = main_of(ask(client, grant.number, "王小明"))
    across = page.split('<svg class="certificate-across"')[1].split("</svg>")[0]
    assert across.count("示例") >= 3
    assert "不作任何证明" in page


def test_a_generated_certificate_is_offered_to_try_the_check_and_a_real_one_never(client, grant):
    assert grant.number not in main_of(client.get(VERIFY))
    Grant.objects.filter(pk=grant.pk).update(provenance="sample")
    tried = re.search(
        r"示例证书编号 (\S+)，姓名<span[^>]*>(\S+)</span>", main_of(client.get(VERIFY))
    )
    assert outcome(ask(client, *tried.groups())) == "valid"


def test_what_is_not_confirmed_costs_the_database_the_same(grant):
    unknown = numbers.new_number(random.Random(1).choice)
    asked = []
    for number, name in [(unknown, "王小明"), (grant.number, "王大明"), ("?", "王小明")]:
        with CaptureQueriesContext(connection) as queries:
            verification.check([(number, name)])
        asked.append([re.sub(r"'[^']*'", "?", query["sql"]) for query in queries])
    assert asked[0] == asked[1] == asked[2]
    assert len(asked[0]) == 1


def test_a_name_is_compared_in_constant_time_whether_the_number_is_known_or_not(grant, monkeypatch):
    compared = []
    monkeypatch.setattr(
        verification.hmac,
        "compare_digest",
        lambda one, other: compared.append((len(one), len(other))) or False,
    )
    unknown = numbers.new_number(random.Random(1).choice)
    for number in (unknown, grant.number, "?"):
        verification.check([(number, "王大明")])
    assert compared == [(12, 12), (64, 64)] * 3


def test_the_absent_number_and_name_belong_to_nobody():
    assert not numbers.is_number(verification.NO_NUMBER)
    assert verification.check([("?", verification.NO_NAME)])[0].grant is None
    assert names.folded(verification.NO_NAME)


def test_a_corrected_certificate_says_by_which_and_a_revoked_one_that_it_is(
    client, grant, reviewer
):
    right = actions.correct(grant, name="王晓明", reason="姓名有误", by=reviewer)
    response = ask(client, grant.number, "王小明")
    assert outcome(response) == "corrected"
    assert right.number in main_of(response)
    assert outcome(ask(client, right.number, "王晓明")) == "valid"
    actions.revoke(right, reason="弄虚作假", by=reviewer)
    response = ask(client, right.number, "王晓明")
    assert outcome(response) == "revoked"
    assert "弄虚作假" not in main_of(response)
    assert "certificate-number" not in main_of(response)


def test_a_nomination_is_nothing_that_could_be_checked(client, publicized):
    assert Grant.objects.filter(certificate_number=None).count() == 3
    for number in (verification.NO_NUMBER, "None", "null"):
        assert outcome(ask(client, number, "王小明")) == "unconfirmed"


@pytest.mark.parametrize(
    "data", [{"number": "x"}, {"name": "x"}, {}, {"number": "\0", "name": "x"}]
)
def test_both_are_needed(client, data):
    response = client.post(VERIFY, data)
    assert response.status_code == 422
    assert "answer" not in response.context or response.context["answer"] is None


def test_a_name_that_was_taken_down_still_confirms_a_certificate(client, grant, editor):
    actions.take_down(grant, reason="本人申请", by=editor)
    assert outcome(ask(client, grant.number, grant.name)) == "valid"


def test_the_sheet_is_for_whoever_had_both_right_and_its_code_names_nobody(client, grant):
    response = ask(client, grant.number, grant.name)
    assert grant.number in main_of(response)
    code = response.context["code"]
    assert grant.certificate_number in code
    assert "%" not in code  # no name, however it would be written
    assert grant.name not in code
    assert "certificate-name" not in main_of(ask(client, grant.number, "王大明"))


def test_a_code_brings_the_number_and_says_whether_the_bureau_signed_it(client, grant):
    code = ask(client, grant.number, grant.name).context["code"]
    response = client.get(code)
    assert response.context["is_signed"] is True
    assert f'value="{grant.number}"' in main_of(response)
    assert grant.name not in response.content.decode()
    other = numbers.new_number(random.Random(2).choice)
    forged = client.get(code.replace(grant.certificate_number, other))
    assert forged.context["is_signed"] is False
    for strange in ("%00", "é", "A" * 86, "=", "<script>"):
        assert client.get(f"{VERIFY}?n={grant.certificate_number}&s={strange}").status_code == 200


def test_the_public_key_checks_a_code(client):
    key = load_pem_public_key(client.get(reverse("certificate_key")).content)
    code = signing.code_of("7K3MV9TWXE4Q")
    key.verify(base64.urlsafe_b64decode(code + "=="), b"qingdao-techedu certificate 7K3MV9TWXE4Q")


def test_without_a_key_codes_are_not_signed_and_the_key_is_not_found(client, grant, settings):
    settings.CERTIFICATE_KEY = ""
    assert "&s=" not in ask(client, grant.number, grant.name).context["code"]
    assert client.get(reverse("certificate_key")).status_code == 404
    assert not signing.is_ours(grant.certificate_number, "x")


def test_a_key_of_the_wrong_size_is_named(settings):
    settings.CERTIFICATE_KEY = "QUJD"
    with pytest.raises(ImproperlyConfigured, match="openssl rand -base64 32"):
        signing.code_of("7K3MV9TWXE4Q")


def test_a_list_is_answered_line_by_line(client, grant, reviewer):
    others = {one.name: one for one in grant.round.grants.exclude(pk=grant.pk)}
    actions.revoke(others["李雷"], reason="x", by=reviewer)
    text = (
        f"{grant.number}\t王小明\n\n{others['欧阳娜娜'].certificate_number}，欧阳娜娜\n"
        f"{others['李雷'].number} 李雷\n{grant.number},王大明\nno name here?\nword\n"
    )
    response = client.post(MANY, {"pairs": text})
    told = [answer.outcome for _pair, answer in response.context["lines"]]
    assert told == ["valid", "valid", "revoked", "unconfirmed", "unconfirmed", "unconfirmed"]
    assert response.context["valid_count"] == 2


def test_a_list_asks_as_often_for_each_pair_and_once_for_what_is_told(client, grant):
    for count in (1, 100):
        with CaptureQueriesContext(connection) as queries:
            verification.check([(grant.number, grant.name)] * count)
        assert len(queries) == count + 1


def test_a_number_beyond_or_between_others_is_not_taken_for_its_neighbor(grant):
    for number in ("2" * 12, "Z" * 12, grant.certificate_number[:-1]):
        assert verification._key_if_right(number, grant.name) == 0
    assert verification._key_if_right(grant.certificate_number, grant.name) == grant.pk


def test_more_than_a_hundred_lines_are_refused_and_none_is_checked(client):
    response = client.post(MANY, {"pairs": "a b\n" * 101})
    assert response.status_code == 422
    assert not Attempts.objects.exists()


@pytest.mark.parametrize(
    ("line", "number", "name"),
    [
        ("7K3M-V9TW-XE4Q 王小明", "7K3M-V9TW-XE4Q", "王小明"),
        ("7K3M V9TW XE4Q 王小明", "7K3M V9TW XE4Q", "王小明"),
        ("7K3MV9TWXE4Q\tAli Khan", "7K3MV9TWXE4Q", "Ali Khan"),
        ("7K3MV9TWXE4Q，买买提·艾力", "7K3MV9TWXE4Q", "买买提·艾力"),
        ("7k3mv9twxe4q;王小明", "7k3mv9twxe4q", "王小明"),
    ],
)
def test_a_line_is_read_whatever_separates_it(line, number, name):
    found = LINE.match(line)
    assert (found[1], found[2]) == (number, name)


def test_one_connection_is_throttled_and_another_is_answered(client, grant, monkeypatch):
    monkeypatch.setattr(attempts, "MAX_AN_HOUR", 5)
    flood = {"REMOTE_ADDR": "203.0.113.1"}
    statuses = [ask(client, "guess", "x", **flood).status_code for _try in range(12)]
    assert statuses == [200] * 5 + [429] * 7
    assert ask(client, grant.number, grant.name, **flood).status_code == 429
    assert outcome(ask(client, grant.number, grant.name, REMOTE_ADDR="203.0.113.2")) == "valid"
    assert Attempts.objects.order_by("-count").first().count == 5


def test_a_throttled_try_writes_nothing(client, monkeypatch):
    monkeypatch.setattr(attempts, "MAX_AN_HOUR", 1)
    ask(client, "x", "x")
    with CaptureQueriesContext(connection) as queries:
        assert ask(client, "x", "x").status_code == 429
    assert not [one for one in queries if not one["sql"].lstrip().startswith("SELECT")]


def test_a_new_hour_counts_anew_and_old_counts_are_forgotten(client, now, monkeypatch):
    monkeypatch.setattr(attempts, "MAX_AN_HOUR", 1)
    assert ask(client, "x", "x").status_code == 200
    now.shift(3_600)
    assert ask(client, "x", "x").status_code == 200
    now.shift(26 * 3_600)
    ask(client, "x", "x")
    assert Attempts.objects.count() == 1


def test_a_list_counts_by_its_pairs_and_is_refused_as_a_whole(client, monkeypatch):
    monkeypatch.setattr(attempts, "MAX_AN_HOUR", 10)
    assert client.post(MANY, {"pairs": "a b\n" * 8}).status_code == 200
    response = client.post(MANY, {"pairs": "a b\n" * 3})
    assert response.status_code == 429
    assert "2" in str(response.context["form"].non_field_errors())
    assert client.post(MANY, {"pairs": "a b\n" * 2}).status_code == 200


def test_one_address_of_a_network_of_version_6_is_all_of_them(client, monkeypatch):
    monkeypatch.setattr(attempts, "MAX_AN_HOUR", 1)
    assert ask(client, "x", "x", REMOTE_ADDR="2001:db8::1").status_code == 200
    assert ask(client, "x", "x", REMOTE_ADDR="2001:db8::2").status_code == 429
    assert ask(client, "x", "x", REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


def test_no_name_and_no_number_is_left_in_a_log_a_table_or_a_cache(client, grant, caplog):
    with caplog.at_level(logging.DEBUG):
        response = ask(client, grant.number, "绝无此名")
        client.post(MANY, {"pairs": f"{grant.number} 绝无此名"})
    assert "绝无此名" not in caplog.text
    assert grant.certificate_number not in caplog.text
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert {field.name for field in Attempts._meta.fields} == {"id", "sender", "hour", "count"}


def test_names_stand_in_no_address(client):
    """The form is sent as a POST, and a name in an address is not looked at."""
    page = client.get(f"{VERIFY}?number=x&name=绝无此名")
    assert 'method="post"' in main_of(page)
    assert "绝无此名" not in main_of(page)
    assert client.put(VERIFY).status_code == 405
