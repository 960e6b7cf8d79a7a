"""The parts that pages are built of. Each has its markup once, in ``templates/ui/_*.html``.

Block tags hold content between their ends: ``{% section id title %} … {% endsection %}``.
Inputs are documented at the top of each template; ``/styleguide/`` shows them all.
"""

from __future__ import annotations

from functools import lru_cache

import segno
from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from qingdao_techedu.ui.contents import LONG_PAGE, parts_of

register = template.Library()


@register.simple_block_tag
def section(content, id, title, url="", note="", short=""):
    """A part of a page under its own heading; ``url`` is where all of it stands."""
    return _render("section", content=content, id=id, title=title, url=url, note=note, short=short)


@register.simple_block_tag
def contents(content):
    """A page with the list of its parts beside it, where it has four or more."""
    parts = parts_of(content)
    return _render("contents", content=content, parts=parts if len(parts) >= LONG_PAGE else ())


@register.simple_block_tag
def table(content, caption="", labelled_by="", id="", kind="", said=None):
    """A data table that scrolls sideways alone; named by its caption or by a heading.

    ``said`` is what holds for all its rows, see ``said_once``.
    """
    return _render(
        "table",
        content=content,
        caption=caption,
        labelled_by=labelled_by,
        id=id,
        kind=kind,
        said=said,
    )


@register.simple_block_tag
def wide_table(content, label="", kind=""):
    """A table of the desk that scrolls sideways alone."""
    return _render("wide_table", content=content, label=label, kind=kind)


@register.simple_block_tag
def page_head(content, title, record=None, lede=""):
    """The page's heading with the record's tags; the content is the line below it."""
    return _render("page_head", content=content, title=title, record=record, lede=lede)


@register.simple_block_tag
def card(content, title, url="", level=2, record=None):
    """A list item that is one link as a whole."""
    return _render("card", content=content, title=title, url=url, level=level, record=record)


@register.simple_block_tag
def fact(content, term):
    """A term and its value in a list of facts; nothing where the value is not known."""
    return _render("fact", content=content, term=term) if content.strip() else ""


@register.simple_block_tag
def notice(content, kind="info"):
    """A message in the page: ``info``, ``success``, ``warning`` or ``danger``."""
    return _render("notice", content=content, kind=kind)


@register.inclusion_tag("ui/_breadcrumb.html")
def breadcrumb(*steps):
    """The way back: pairs of a view's name or an address and a label, then the page's own name."""
    *way, here = steps
    pairs = list(zip(way[::2], way[1::2], strict=True))
    return {"steps": [(_address(where), label) for where, label in pairs], "here": here}


@register.simple_tag
@lru_cache(maxsize=500)  # a tenth of the time that a page takes, and always the same
def qr_code(address: str) -> SafeString:
    """``address`` as a QR code (ISO/IEC 18004, error level M): an SVG that names no size.

    Nothing for an address that no code can hold: a visitor may send a port of 3,000 digits.
    """
    try:
        code = segno.make(address, micro=False, error="m")
    except segno.DataOverflowError:
        return SafeString("")
    return mark_safe(code.svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=4))  # noqa: S308


def _address(where: str) -> str:
    return where if where.startswith("/") else reverse(where)


def _render(name: str, **inputs) -> str:
    return render_to_string(f"ui/_{name}.html", inputs)
