from __future__ import annotations

import pytest
from django.template import Context, Template


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
