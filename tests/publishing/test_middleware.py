"""A withdrawn record's address explains itself; a draft's does not exist."""

from __future__ import annotations

import pytest

from colleges.models import College
from qingdao_techedu.publishing.middleware import explain_withdrawal

pytestmark = pytest.mark.django_db


@pytest.fixture
def college():
    return College.objects.create(code="qd-900", name_zh="某技师学院", publication="published")


def give(college: College, **fields) -> None:
    College.objects.filter(pk=college.pk).update(**fields)


def test_a_published_record_is_shown(client, college):
    response = client.get("/colleges/qd-900/")
    assert response.status_code == 200
    assert "某技师学院" in response.content.decode()


def test_a_draft_is_not_found(client, college):
    give(college, publication="draft")
    assert client.get("/colleges/qd-900/").status_code == 404


def test_an_unknown_record_is_not_found(client, college):
    assert client.get("/colleges/qd-999/").status_code == 404


def test_a_withdrawn_record_answers_410_with_its_explanation(client, college):
    give(college, publication="withdrawn", withdrawal_zh="登记有误", withdrawal_en="Wrong entry")
    response = client.get("/colleges/qd-900/")
    page = response.content.decode()
    assert response.status_code == 410
    assert "登记有误" in page
    assert "Wrong entry" not in page


def test_the_explanation_is_in_the_language_of_the_page(client, college):
    give(college, publication="withdrawn", withdrawal_zh="登记有误", withdrawal_en="Wrong entry")
    response = client.get("/en/colleges/qd-900/")
    assert response.status_code == 410
    assert "Wrong entry" in response.content.decode()


def test_without_english_the_explanation_is_marked_as_chinese(client, college):
    give(college, publication="withdrawn", withdrawal_zh="登记有误")
    response = client.get("/en/colleges/qd-900/")
    assert '<span lang="zh-Hans">登记有误</span>' in response.content.decode()


def test_other_errors_are_left_to_django(rf):
    middleware = explain_withdrawal(lambda request: None)
    assert middleware.process_exception(rf.get("/"), ValueError("something else")) is None
