"""The handful of tags and filters that templates show things with."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from django import template
from django.template.base import TextNode
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html, json_script
from django.utils.http import escape_leading_slashes
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from qingdao_techedu.ui.bilingual import any_in_chinese_only, is_chinese_only
from qingdao_techedu.ui.canonical import paths as canonical_paths
from qingdao_techedu.ui.labels import listed
from qingdao_techedu.ui.languages import CHINESE, ENGLISH, active
from qingdao_techedu.ui.panels import panels_for
from qingdao_techedu.ui.secret_addresses import veiled

register = template.Library()

BREAK = re.compile(r"\n\s*")  # with the indentation of the next line


@register.filter
def number(value: float | Decimal | None) -> str:
    """A number with its thousands set apart, the same in both languages; a dash for None."""
    return "–" if value is None or value == "" else f"{value:,}"


@register.filter
def in_per_cent(value: float | None) -> str:
    """A share with one digit after the point; a dash for None."""
    return "–" if value is None else f"{value:.1f}%"


@register.filter
def signed(value: float | None, decimals: int = 0) -> str:
    """A difference with its sign, a true minus and a plain 0; a dash for None."""
    if value is None:
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    sign = "" if not float(text.replace(",", "")) else "−" if value < 0 else "+"
    return f"{sign}{text}"


@register.filter(expects_localtime=True)
def day(value: datetime.date | None) -> str:
    """A date in words that stay on one line."""
    return _time(f"{value:%Y-%m-%d}", date_format(value)) if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime.datetime | None) -> str:
    """A date and a time of day, the same."""
    if not value:
        return ""
    return _time(value.isoformat(timespec="minutes"), date_format(value, "DATETIME_FORMAT"))


@register.filter
def bracketed(words: str) -> str:
    """An addition in the brackets of the language, with the space before them that it needs."""
    return _(" (%(words)s)") % {"words": words} if words else ""


@register.filter
def linked_data(told: dict) -> SafeString:
    """JSON-LD in a page. It is data, not a script, which the content security policy knows."""
    block = json_script(told).replace("application/json", "application/ld+json", 1)
    return mark_safe(block)  # noqa: S308 (json_script has escaped it)


@register.filter
def some(records, attribute: str) -> bool:
    """Whether any record has something in a field: a column that nobody fills is not shown."""
    return any(getattr(record, attribute) not in {None, ""} for record in records)


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


register.filter(is_chinese_only)
register.filter(listed)
register.filter(any_in_chinese_only)
register.filter("without_secrets", veiled)


@register.simple_tag(takes_context=True)
def other_language(context) -> dict[str, str]:
    """The other language and this very page in it, query included."""
    path = context["request"].get_full_path()
    if active() == ENGLISH:
        code, name = CHINESE, "中文"
        # What follows /en may begin with two slashes, which a browser reads as another host.
        url = escape_leading_slashes(path.removeprefix("/en")) or "/"
    else:
        code, name, url = ENGLISH, "English", f"/en{path}"
    return {"code": code, "name": name, "url": url}


@register.simple_tag(takes_context=True)
def canonical(context) -> dict[str, str] | None:
    """The page's one address: its own, the Chinese and the English one; None where it has none."""
    page = context.get("page")
    found = canonical_paths(context["request"], page)
    if found is None:
        return None
    chinese, english = (context.get("host", "") + path for path in found)
    own = english if active() == ENGLISH else chinese
    return {"own": own, "chinese": chinese, "english": english}


@register.simple_tag(takes_context=True)
def is_here(context, address: str) -> bool:
    """Whether the page lies at or below ``address``; the home page is only itself."""
    path = context["request"].path
    return path == address or (address not in {"/", "/en/"} and path.startswith(address))


@register.simple_tag(takes_context=True)
def panels_of(context, page) -> list[SafeString]:
    """What other rooms bring to this record's page, or to the page of this name, part by part."""
    return [
        render_to_string(panel.template, {"record": page, **made}, request=context["request"])
        for panel, made in panels_for(page)
    ]


@register.simple_tag(takes_context=True)
def panels(context, page) -> SafeString:
    """The same in one."""
    return mark_safe("".join(panels_of(context, page)))  # noqa: S308 (rendered templates)


class _Unbroken(template.Node):
    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        for text in nodelist.get_nodes_by_type(TextNode):
            text.s = BREAK.sub("", text.s)  # type: ignore[attr-defined]

    def render(self, context) -> SafeString:
        return self.nodelist.render(context)


@register.tag
def unbroken(parser, token) -> template.Node:
    """Words that stand on several lines of the template, and on one of the page.

    A line break would be seen as a space, which Chinese does not have. What is shown in the words,
    and what they include, keeps its own breaks.
    """
    nodelist = parser.parse(["endunbroken"])
    parser.delete_first_token()
    return _Unbroken(nodelist)


@register.filter
def lead(problem) -> str:
    """A problem with a parameter, as the page tells it: ignored, and why."""
    return _("Ignored: %(problem)s") % {"problem": problem}
