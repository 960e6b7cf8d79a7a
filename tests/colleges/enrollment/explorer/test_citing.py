"""A cited table stays as it was, and says what is different now."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from colleges.enrollment.explorer import citing
from colleges.enrollment.models import Release
from colleges.enrollment.releases import actions
from colleges.models import College
from qingdao_techedu.datasets import citing as keeping
from qingdao_techedu.datasets.models import Permalink

pytestmark = pytest.mark.django_db
QUERY = "measure=enrolled&rows=college&columns=year"


def cite(client, query: str, prefix: str = "/en") -> str:
    """Cites a table as a visitor does; the address of its permalink."""
    shown = client.get(f"{prefix}/permalinks/new/enrollment/?{query}")
    assert shown.status_code == 200
    sent = client.post(f"{prefix}/permalinks/new/enrollment/", {"query": shown.context["query"]})
    assert sent.status_code == 302
    return sent.url


@pytest.fixture
def figures(sealed, observe, editor, reviewer):
    """The sealed release of one college, and a newer version of it with other figures."""

    def revise(value: int | None, symbol: str = "") -> Release:
        newer = actions.start_revision(sealed, by=editor)
        newer.observations.filter(measure__code="enrolled").update(value=value, symbol=symbol)
        Release.objects.filter(pk=newer.pk).update(
            status="revised", change_note_zh="人数更正", change_note_en="Counted again"
        )
        newer.refresh_from_db()
        for line in newer.ledger.unexplained():
            line.explanation, line.note_zh = "real", "说明"
            line.save()
        actions.put_seal(newer)
        return newer

    return revise


def test_a_table_is_cited_as_it_is_and_its_file_is_byte_for_byte_the_same(client, sealed):
    for prefix in ("", "/en"):
        address = cite(client, QUERY, prefix)
        live = client.get(f"{prefix}/enrollment/table.csv?{QUERY}").content
        assert client.get(f"{address.rstrip('/')}.csv").content == live
        page = client.get(address)
        assert page.status_code == 200
        assert page.context["differences"] == []
        assert sealed.sha256 in page.content.decode()
        assert "noindex" in page.content.decode()


def test_the_same_question_is_the_same_permalink_however_it_is_asked(client, sealed):
    one = cite(client, QUERY)
    assert cite(client, "columns=year&rows=college&measure=enrolled&page=1") == one
    assert cite(client, "") == one
    assert cite(client, QUERY, "").removeprefix("/") == one.removeprefix("/en/")
    assert Permalink.objects.count() == 1
    assert cite(client, "rows=level") != one


def test_the_newest_year_is_pinned(sealed):
    asked = citing.snapshot(QueryDict("rows=college&columns=level"))
    assert "year=2031" in asked.query
    again = citing.snapshot(QueryDict(asked.query))
    assert again == asked


def test_a_revision_shows_the_difference_cell_by_cell(client, sealed, figures):
    address = cite(client, QUERY)
    figures(117)
    page = client.get(address)
    told = {
        (one.row, one.column): (one.then["value"], one.now["value"], one.amount)
        for one in page.context["differences"]
    }
    name = College.objects.order_by("code")[0].name_en
    assert told == {(name, "2031"): (120, 117, -3), ("Total", "2031"): (120, 117, -3)}
    words = page.content.decode()
    assert "Release 2031 v1 was replaced by 2031 v2" in words
    assert "Counted again" in words
    assert 'href="/en/enrollment/releases/2031/2/changes/?from=1"' in words
    assert client.get(address.rstrip("/") + ".json").json()["rows"][0]["cells"][0]["value"] == 120


def test_what_became_unknown_differs_and_is_not_0(client, sealed, figures):
    address = cite(client, QUERY)
    figures(None, "c")
    first = client.get(address).context["differences"][0]
    assert (first.then["value"], first.now["value"], first.amount) == (120, None, None)


def test_a_revision_of_other_figures_leaves_the_citation_holding(client, sealed, figures):
    address = cite(client, "measure=graduates&rows=college&columns=year")
    figures(117)
    page = client.get(address)
    assert page.context["differences"] == []
    assert "still hold" in page.content.decode()
    assert "was replaced by 2031 v2" in page.content.decode()


def test_of_a_withdrawn_release_a_citation_tells_why_it_is_gone_and_no_figure(client, sealed):
    address = cite(client, QUERY).removeprefix("/en")
    Release.objects.filter(pk=sealed.pk).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_zh="来源有误"
    )
    api = f"/api/v1{address.rstrip('/')}"
    for door in (address, f"{address.rstrip('/')}.csv", f"{address.rstrip('/')}.json", api):
        gone = client.get(door)
        assert gone.status_code == 410, door
        assert "来源有误" in gone.content.decode()
        assert ">120<" not in gone.content.decode()


@pytest.mark.parametrize("question", [QUERY, "rows=district&columns=year&college={code}"])
def test_figures_that_name_a_withdrawn_college_are_gone_with_it(client, sealed, question):
    college = sealed.observations.first().college
    address = cite(client, question.format(code=college.code))
    college.publication, college.withdrawal_zh = "withdrawn", "该校未获批准"
    college.save()
    gone = client.get(address.removeprefix("/en"))
    assert gone.status_code == 410
    assert "该校未获批准" in gone.content.decode()
    assert college.name_zh not in gone.content.decode()


def test_a_citation_of_figures_that_are_told_in_coarser_groups_now_is_gone(
    client, release, observe, editor, reviewer
):
    observe(release, "enrolled", 100, sex="male")
    actions.put_seal(release)
    address = cite(client, "measure=enrolled&rows=sex&columns=year").removeprefix("/en")
    totals = cite(client, "measure=graduates&rows=college&columns=year").removeprefix("/en")
    finer = Release.objects.get(pk=release.pk).sha256
    newer = actions.start_revision(release, by=editor)
    newer.observations.filter(measure__code="enrolled", sex="male").update(value=3)
    Release.objects.filter(pk=newer.pk).update(status="revised", change_note_zh="人数更正")
    newer.refresh_from_db()
    for line in newer.ledger.unexplained():
        line.explanation, line.note_zh = "real", "说明"
        line.save()
    actions.put_seal(newer)
    assert Release.objects.get(pk=release.pk).sha256 not in ("", finer)
    for cited in (address, totals):
        api = f"/api/v1{cited.rstrip('/')}"
        for door in (cited, f"{cited.rstrip('/')}.csv", f"{cited.rstrip('/')}.json", api):
            gone = client.get(door, headers={"accept-language": "zh-hans"})
            assert gone.status_code == 410, door
            assert "已重新公布" in gone.content.decode()
            assert ">100<" not in gone.content.decode()
    page = client.get(address).content.decode()
    assert 'href="/enrollment/?measure=enrolled&amp;rows=sex&amp;columns=year' in page
    (row, total) = client.get("/enrollment/table.json?rows=sex&columns=year").json()["data"], 123
    assert [(one["code"], one["cells"][0]["value"]) for one in row] == [
        ("female", None),
        ("male", None),
        ("undivided", total),
    ]


def test_nothing_of_a_release_before_its_minute_is_kept_or_compared(client, sealed, figures):
    address = cite(client, QUERY)
    newer = figures(117)
    Release.objects.filter(pk=newer.pk).update(published_at="2999-01-01T00:00+08:00")
    words = client.get(address).content.decode()
    assert "117" not in words
    assert "v2" not in words
    Release.objects.filter(pk=sealed.pk).update(published_at="2999-01-01T00:00+08:00")
    with pytest.raises(ValidationError):
        citing.snapshot(QueryDict(QUERY))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("rows=sex&columns=sex", "one of them must be something else"),
        ("college=none-such", "none-such"),
        ("year=1999", "1999"),
        ("nonsense=1", "nonsense"),
        ("rows=%00", "rows"),
        ("&".join(f"college=c{number}" for number in range(1_000)), "Choose fewer filters"),
    ],
)
def test_what_has_no_answer_is_not_kept_and_says_why(client, sealed, query, says):
    for response in (
        client.get(f"/en/permalinks/new/enrollment/?{query}"),
        client.post("/en/permalinks/new/enrollment/", {"query": query}),
    ):
        assert response.status_code == 400
        assert says in response.content.decode()
    assert not Permalink.objects.exists()


def test_what_does_not_exist_is_not_found(client, sealed):
    code = cite(client, QUERY).rstrip("/").rpartition("/")[2]
    for address in ("new/nothing/", "nothing/", f"{code}.exe", "nothing.csv"):
        assert client.get(f"/permalinks/{address}").status_code == 404
    assert client.put("/permalinks/new/enrollment/").status_code == 405


def test_one_connection_makes_only_so_many_in_an_hour(client, sealed, monkeypatch):
    monkeypatch.setattr(keeping, "MAX_AN_HOUR", 1)
    first = cite(client, QUERY)
    refused = client.post("/en/permalinks/new/enrollment/", {"query": "rows=level"})
    assert refused.status_code == 400
    assert "within an hour" in refused.content.decode()
    assert cite(client, QUERY) == first
    other = client.post(
        "/en/permalinks/new/enrollment/", {"query": "rows=level"}, REMOTE_ADDR="10.0.0.9"
    )
    assert other.status_code == 302


def test_a_table_too_large_to_keep_says_what_to_do(client, sealed, monkeypatch):
    monkeypatch.setattr(keeping, "MAX_CELLS", 0)
    response = client.get(f"/en/permalinks/new/enrollment/?{QUERY}")
    assert response.status_code == 400
    assert "Choose fewer rows" in response.content.decode()


def test_the_citations_name_owner_title_release_day_and_address(client, sealed):
    kept = Permalink.objects.get(
        code=cite(client, f"{QUERY}&sex=female").rstrip("/").rpartition("/")[2]
    )
    national = keeping.in_gbt_7714(kept, "https://example.org/p/")
    published = timezone.localdate(sealed.published_at).isoformat()
    today = timezone.localdate().isoformat()
    for said in ("[DS/OL]", "2031 v1", f"({published})[{today}]", "https://example.org/p/", "女"):
        assert said in national
    tex = keeping.in_bibtex(kept, "https://example.org/p_a/")
    assert tex.startswith(f"@misc{{qingdao-{kept.code},")
    assert f"urldate = {{{today}}}" in tex
    assert "url = {https://example.org/p_a/}" in tex
    assert tex.count("{") == tex.count("}")


def test_signs_that_tex_obeys_are_written_out(sealed):
    content = citing.snapshot(QueryDict(QUERY)).content
    content["title"] = dict.fromkeys(content["title"], r"50% of A&B_{x} \o/ ~^ #$")
    kept = Permalink(code="x", content=content, made_at=timezone.now())
    tex = keeping.in_bibtex(kept, "https://example.org/")
    assert r"50\% of A\&B\_\{x\} \textbackslash{}o/ \textasciitilde{}\textasciicircum{} \#\$" in tex


def test_the_table_of_the_explorer_leads_to_its_citation_and_sets_no_cookie(client, sealed):
    page = client.get(f"/enrollment/?{QUERY}")
    assert "/permalinks/new/enrollment/?" in page.content.decode()
    assert not page.cookies
    assert not client.get(cite(client, QUERY)).cookies


def test_a_snapshot_speaks_both_languages(client, sealed):
    content = json.loads(client.get(cite(client, QUERY).rstrip("/") + ".json").content)
    college = College.objects.order_by("code")[0]
    assert content["rows"][0]["label"] == {"zh-hans": college.name_zh, "en": college.name_en}
    assert content["columns"] == [{"code": "2031", "label": {"zh-hans": "2031", "en": "2031"}}]


def test_the_desk_shows_permalinks_and_changes_none(client, sealed, sign_in, reviewer):
    cite(client, QUERY)
    kept = Permalink.objects.get()
    desk = sign_in(reviewer)
    assert kept.code in desk.get("/en/admin/datasets/permalink/").content.decode()
    address = f"/en/admin/datasets/permalink/{kept.pk}/"
    assert desk.get(f"{address}change/").status_code == 200
    assert desk.post(f"{address}change/", {"query": "x"}).status_code == 403
    assert desk.post(f"{address}delete/", {"post": "yes"}).status_code == 403
