"""The public reads what changed while a record was public, and nothing else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from awards.models import AwardKind, Grant, Round
from colleges.models import Campus, College, CollegeLink, Offering, Specialty
from conferences.models import Conference, Programme, Segment
from qingdao_techedu.facts.models import Indicator, ReportedFigure
from qingdao_techedu.publishing.circumstances import under
from qingdao_techedu.publishing.queries import told_models

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


def test_a_record_without_any_history_has_a_page_that_tells_nothing(client):
    College.objects.bulk_create(
        [College(code="qd-901", name_zh="无历史学院", publication="published")]
    )
    assert client.get("/changes/college/qd-901/").status_code == 200


def test_the_people_of_a_roll_are_never_told(client, history):
    kind = AwardKind.objects.create(slug="artisan", name_zh="工匠之星")
    award_round = Round.objects.create(kind=kind, year=2019, publication="published")
    grant = Grant.objects.create(round=award_round, name="王小明", college=history)
    grant.name = "王大明"
    grant.save()
    page = client.get("/changes/round/artisan/2019/")
    assert page.status_code == 200
    assert "明" not in page.content.decode().split("<main")[1].split("</main")[0]


def test_every_public_page_leads_to_its_history(history, client):
    assert ADDRESS in client.get("/colleges/qd-900/").content.decode()
    assert client.get("/en/changes/specialty/welding/").status_code == 200
    assert client.get("/changes/chain/24-chains-2022/smart-home-appliances/").status_code == 200


def a_conference(slug: str = "c-1", **fields) -> Conference:
    given = {"name_zh": "会议", "held_on": "2024", "publication": "published", **fields}
    return Conference.objects.create(slug=slug, **given)


def test_what_a_part_said_before_the_same_act_published_it_is_not_told(
    client, as_role, posted, approve_all
):
    conference = a_conference(publication="draft")
    text = {"order": 1, "kind": "review", "title_zh": "回顾"}
    Segment.objects.create(conference=conference, body_zh="草稿中的话", **text)
    as_role("editor")
    address = reverse("admin:conferences_conference_change", args=[conference.pk])
    typed = {"publication": "published", "segments-0-body_zh": "公开的话"}
    client.post(address, posted(client.get(address)) | typed)
    approve_all()
    page = client.get("/changes/conference/c-1/")
    assert page.status_code == 200
    assert "草稿中的话" not in page.content.decode()


def test_a_part_is_told_of_from_when_its_whole_at_the_time_was_public(client):
    hidden, public = a_conference("c-2", name_zh="草稿会", publication="draft"), a_conference()
    programme = Programme.objects.create(slug="p-1", name_zh="草稿纲领", conference=hidden)
    programme.name_zh, programme.conference = "公开纲领", public
    programme.save()
    programme.name_zh = "更名纲领"
    programme.save()
    page = client.get("/changes/programme/p-1/").content.decode()
    assert "公开纲领" in page
    for word in ("草稿纲领", "草稿会"):
        assert word not in page


def test_a_figure_of_a_college_is_told_of_from_when_the_college_was_public(client):
    college = College.objects.create(code="qd-901", name_zh="筹建学校")
    indicator = Indicator.objects.first()
    about = {"subject": college, "period_kind": "undated", "unit": "person"}
    figure = ReportedFigure.objects.create(code="f-1", indicator=indicator, value=7111, **about)
    figure.value = 7222
    figure.save()
    assert client.get("/changes/reportedfigure/f-1/").status_code == 404
    college.publication = "published"
    college.save()
    figure.value = 7333
    figure.save()
    page = client.get("/changes/reportedfigure/f-1/").content.decode()
    assert "7111" not in page
    assert "7222" in page
    assert "7333" in page


def test_what_a_withdrawn_record_set_is_withdrawn_with_it(client):
    conference = a_conference()
    Programme.objects.create(slug="p-1", name_zh="纲领", conference=conference)
    conference.publication, conference.withdrawal_zh = "withdrawn", "核实中"
    conference.save()
    assert client.get("/changes/programme/p-1/").status_code == 410


def test_a_hidden_or_deleted_record_is_not_named_where_it_was_pointed_to(client, history):
    draft = College.objects.create(code="qd-901", name_zh="筹建学校")
    CollegeLink.objects.create(college=history, kind="merged-into", other=draft)
    conference = a_conference("c-2", name_zh="草稿会", publication="draft")
    kind = AwardKind.objects.create(slug="artisan", name_zh="工匠之星")
    award_round = Round.objects.create(kind=kind, year=2019, publication="published")
    award_round.conference = conference
    award_round.save()
    specialty = Specialty.objects.create(slug="tea", name_zh="茶艺")
    Offering.objects.create(college=history, specialty=specialty).delete()
    specialty.delete()
    page = client.get(ADDRESS).content.decode()
    assert "筹建学校" not in page
    assert "None" not in page
    page = client.get("/changes/round/artisan/2019/")
    assert page.status_code == 200
    assert "草稿会" not in page.content.decode()


@pytest.mark.parametrize("model", told_models())
def test_whatever_has_a_page_has_a_history_under_its_natural_key(client, model):
    kind = model._meta.model_name
    assert client.get(f"/changes/{kind}/none/").status_code == 404
    assert client.get(f"/changes/{kind}/1/1/").status_code == 404
    record = model.objects.first()
    if record is not None:
        key = "/".join(record.natural_key())
        assert client.get(f"/changes/{kind}/{key}/").status_code in {200, 404, 410}
