"""The parts of pages: what they show, what they leave out, and that text stays text."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template

HOSTILE = '<script>alert("x")</script>'


def rendered(template: str, **context) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    "template",
    [
        '{% section id="a" title=text %}{{ text }}{% endsection %}',
        "{% table text %}<tbody><tr><td>{{ text }}</td></tr></tbody>{% endtable %}",
        "{% page_head text lede=text %}{{ text }}{% endpage_head %}",
        '{% card text url="/" %}{{ text }}{% endcard %}',
        "{% fact text %}{{ text }}{% endfact %}",
        "{% notice %}{{ text }}{% endnotice %}",
        '{% breadcrumb "/" text text %}',
    ],
)
def test_text_in_a_component_is_never_markup(template):
    page = rendered(template, text=HOSTILE)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 1


def test_a_fact_that_is_not_known_is_not_shown():
    assert rendered("{% fact 'Sponsor' %} {{ nothing }}\n{% endfact %}") == ""
    assert "<dt>Sponsor</dt>" in rendered("{% fact 'Sponsor' %}x{% endfact %}")


def test_a_table_is_named_by_its_caption_or_by_a_heading():
    captioned = rendered("{% table 'By year' %}{% endtable %}")
    name = re.search(r'aria-labelledby="([^"]+)"', captioned)[1]
    assert f'<caption id="{name}">By year</caption>' in captioned
    headed = rendered("{% table labelled_by='offerings' %}{% endtable %}")
    assert 'aria-labelledby="offerings"' in headed
    assert "<caption" not in headed


def test_a_wide_table_of_the_desk_can_be_reached_where_it_has_a_name():
    named = rendered("{% wide_table text kind='has-names' %}…{% endwide_table %}", text=HOSTILE)
    assert 'class="module wide-table has-names" tabindex="0" role="region" aria-label="' in named
    assert "<script" not in named
    assert "…" in named
    assert 'class="module wide-table">' in rendered("{% wide_table %}{% endwide_table %}")


def test_the_way_back_leads_through_each_step_to_the_page_itself():
    page = rendered("{% breadcrumb 'college_list' 'Colleges' '/x/' 'Level' 'Here' %}")
    assert re.findall(r'href="([^"]+)"', page) == ["/", "/colleges/", "/x/"]
    assert '<li aria-current="page">Here</li>' in page


def test_a_qr_code_is_a_picture_without_style_of_its_own():
    page = rendered("{% qr_code 'https://example.org/colleges/qd-002/' %}")
    assert page.startswith("<svg")
    assert "style" not in page


@pytest.mark.django_db
def test_an_address_too_long_for_a_qr_code_does_not_break_the_page(client):
    host = f"testserver:{'0' * 3_000}"
    response = client.get("/figures/qingdao-2024-enrolled/", headers={"host": host})
    assert response.status_code == 200
    assert 'class="qr"' not in response.content.decode()


def test_a_column_that_nobody_fills_is_seen_to_be_empty():
    records = [{"a": ""}, {"a": None}]

    class Record:
        def __init__(self, a):
            self.a = a

    template = "{{ records|some:'a' }}"
    assert rendered(template, records=[Record(**record) for record in records]) == "False"
    assert rendered(template, records=[Record(""), Record(0)]) == "True"
