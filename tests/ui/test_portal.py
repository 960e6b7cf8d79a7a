from __future__ import annotations

import datetime

import pytest
from django.template import Context, Template
from django.utils import translation


def shown(source: str, **values) -> str:
    return Template(f"{{% unbroken %}}{source}{{% endunbroken %}}").render(Context(values))


def test_words_on_several_lines_of_a_template_stand_on_one_of_the_page():
    source = """
      <b>状态</b>：
      {{ state }}
    """
    assert shown(source, state="已公示") == "<b>状态</b>：已公示"


@pytest.mark.parametrize(("is_known", "line"), [(True, "甲，乙 (丙)"), (False, "甲，乙")])
def test_breaks_inside_of_conditions_and_loops_are_none_and_spaces_stay(is_known, line):
    source = """
      {% for one in names %}
        {{ one }}
        {% if not forloop.last %}，{% endif %}
      {% endfor %}
      {% if is_known %} (丙){% endif %}
    """
    assert shown(source, names="甲乙", is_known=is_known) == line


def test_a_break_in_what_is_shown_is_kept_and_escaped():
    assert shown("\n{{ said }}\n", said="a\n<b>") == "a\n&lt;b&gt;"


def test_a_date_stays_on_one_line_and_tells_machines_what_it_is():
    at = datetime.datetime(2024, 9, 20, 18, 5, tzinfo=datetime.UTC)  # past midnight in Qingdao
    day, moment = '<time datetime="2024-09-21">', '<time datetime="2024-09-21T02:05+08:00">'
    with translation.override("zh-hans"):
        assert shown("{{ at|day }}", at=at) == f"{day}2024年9月21日</time>"
        assert shown("{{ at|moment }}", at=at) == f"{moment}2024年9月21日 02:05</time>"
    with translation.override("en"):
        assert shown("{{ at|day }}", at=at.date()) == day.replace("21", "20") + (
            "September 20, 2024</time>"
        )
        assert shown("{{ at|moment }}", at=at) == f"{moment}September 21, 2024, 02:05</time>"


def test_a_date_that_is_not_known_is_not_shown():
    assert shown("{{ at|day }}{{ at|moment }}{{ text|partial_date }}", at=None, text="") == ""


def test_a_date_of_less_precision_is_a_date_and_what_is_none_stays_text():
    with translation.override("zh-hans"):
        said = shown("{{ a|partial_date }}{{ b|partial_date }}", a="2024-12", b="<1991>")
    assert said == '<time datetime="2024-12">2024年12月</time>&lt;1991&gt;'
