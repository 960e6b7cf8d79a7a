"""The parts of pages: what they show, what they leave out, and that text stays text."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template

from qingdao_techedu.ui.public_forms import TrapField

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


class _Report(forms.Form):
    text = forms.CharField(label="What is wrong", help_text="In your own words.")
    contact = forms.CharField(label="Contact", required=False)
    website = TrapField(required=False, label="Leave this field empty")

    def clean(self):
        raise ValidationError(HOSTILE)


def test_what_is_wrong_in_a_form_stands_above_it_and_leads_to_its_field():
    page = rendered("{% include 'ui/_form.html' with button='Send' %}", form=_Report({"text": ""}))
    summary, fields = page.split('<div class="field', 1)
    assert 'role="alert"' in summary
    assert re.search(r'<a href="#id_text">What is wrong.+</a>', summary)
    assert "&lt;script&gt;" in summary and "<script" not in page
    field = re.search(r"<input[^>]+id=\"id_text\"[^>]*>", fields)[0]
    described = re.search(r'aria-describedby="([^"]+)"', field)[1].split()
    assert len(described) == 2 and all(f'id="{name}"' in fields for name in described)
    assert fields.index('class="errorlist"') < fields.index(field)


def test_a_form_without_a_mistake_tells_of_none_and_says_what_may_stay_blank():
    page = rendered("{% include 'ui/_form.html' with button='Send' %}", form=_Report())
    assert 'role="alert"' not in page and "field-wrong" not in page
    assert page.count('class="optional"') == 1
    assert re.search(r'class="field trap">.*?tabindex="-1"', page, re.DOTALL)


def test_the_heading_of_a_part_is_no_link_and_a_link_to_all_of_it_stands_beside():
    page = rendered("{% section id='a' title='Awards' url='/awards/' %}…{% endsection %}")
    assert '<h2 id="a">Awards</h2>' in page
    assert re.search(r'<a href="/awards/">.+Awards', page)
    assert "<a" not in rendered("{% section id='a' title='Awards' %}…{% endsection %}")
