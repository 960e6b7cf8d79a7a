"""The list of a long page's parts."""

from __future__ import annotations

import re

from django.template import Context, Template

from qingdao_techedu.ui.contents import parts_of


def page_of(*titles: str, **options: str) -> str:
    sections = "".join(
        f"{{% section id='p{place}' title=titles.{place} short=short %}}…{{% endsection %}}"
        for place in range(len(titles))
    )
    template = Template(f"{{% contents %}}{sections}{{% endcontents %}}")
    return template.render(Context({"titles": titles, **options}))


def test_a_page_of_four_parts_lists_them_in_their_order():
    page = page_of("One", "Two", "Three", "Four")
    links = re.findall(r'<a href="#(p\d)">(\w+)</a>', page)
    once = [("p0", "One"), ("p1", "Two"), ("p2", "Three"), ("p3", "Four")]
    assert links == once * 2  # at the side, and folded where there is no room


def test_a_short_page_has_no_list():
    assert "<nav" not in page_of("One", "Two", "Three")


def test_a_part_may_have_a_shorter_name_in_the_list():
    page = page_of("A long heading", "b", "c", "d", short="Brief")
    assert '<a href="#p0">Brief</a>' in page
    assert ">A long heading</h2>" in page


def test_what_a_heading_says_is_never_markup_in_the_list():
    page = page_of("<script>alert(1)</script>", "b", "c", "d")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_headings_without_an_id_and_links_in_headings_do_not_disturb():
    found = parts_of('<h2>None</h2><h2 id="a" class="x"><a href="/">Name</a></h2>')
    assert found == [("a", "Name")]
