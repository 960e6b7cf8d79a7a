"""The public reads what changed while a record was public, and nothing else."""

from __future__ import annotations

import pytest

from awards.models import AwardKind, Grant, Round
from colleges.models import Campus, College
from qingdao_techedu.publishing.circumstances import under

pytestmark = pytest.mark.django_db

ADDRESS = "/changes/college/qd-900/"


@pytest.fixture
def history(staff):
    """A college that was drafted, published, changed, withdrawn, changed and published again."""
    editor = staff("editor", "张三")
    college = College(code="qd-900", name_zh="草稿名")

    def save(**fields):
        for name, value in fields.items():
            setattr(college, name, value)
        college.save()

    with under(by=editor, reason="内部说明"):
        save()
        save(name_zh="第一名")
        save(publication="published")
        save(name_zh="第二名", name_en="Made by a machine", name_en_status="machine")
        Campus.objects.create(college=college, name_zh="主校区")
        save(publication="withdrawn", withdrawal_zh="核实中")
        save(name_zh="秘密名")
        save(name_zh="第三名", publication="published")
    return college


def test_only_what_was_public_is_told(history, client):
    page = client.get(ADDRESS).content.decode()
    for word in ("第一名", "第二名", "第三名", "主校区"):
        assert word in page
    for word in ("草稿名", "秘密名", "核实中", "内部说明", "张三", "Made by a machine"):
        assert word not in page
    assert "编辑" in page


def test_a_hidden_record_has_no_history(history, client):
    College.objects.update(publication="draft")
    assert client.get(ADDRESS).status_code == 404
    College.objects.update(publication="withdrawn", withdrawal_zh="核实中")
    assert client.get(ADDRESS).status_code == 410


@pytest.mark.parametrize(
    "address",
    [
        "/changes/college/none/",
        "/changes/college/qd-900/more/",
        "/changes/grant/1/",
        "/changes/user/1/",
        "/changes/observation/1/",
        "/changes/round/x/",
        "/changes/round/artisan/2024x/",
    ],
)
def test_other_addresses_are_not_found(history, client, address):
    assert client.get(address).status_code == 404


def test_the_people_of_a_roll_are_never_told(client, history):
    kind = AwardKind.objects.create(slug="artisan", name_zh="工匠之星")
    award_round = Round.objects.create(kind=kind, year=2019, publication="published")
    grant = Grant.objects.create(
        round=award_round, certificate_number="Q1", name="王小明", college=history
    )
    grant.name = "王大明"
    grant.save()
    page = client.get("/changes/round/artisan/2019/")
    assert page.status_code == 200
    assert "明" not in page.content.decode().split("<main")[1].split("</main")[0]


def test_every_public_page_leads_to_its_history(history, client):
    assert ADDRESS in client.get("/colleges/qd-900/").content.decode()
    assert client.get("/en/changes/specialty/welding/").status_code == 200
    assert client.get("/changes/chain/24-chains-2022/smart-home-appliances/").status_code == 200
