"""A page as tags and words, with the space that a browser shows and no other.

What counts as a block is what HTML makes one without a style sheet: an element that a style sheet
sets apart may have more space here than it shows, and none that it shows is missing. An element
that is a block here and made part of a line by a style sheet would be the exception; there is none.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

SPACE = re.compile(r"[ \t\r\n\f]+")  # not the space that is kept, and not that of Chinese
# Between two of these, and between one and its words, no space is seen.
BLOCKS = {
    *("html", "head", "body", "title", "header", "nav", "main", "aside", "footer", "article"),
    *("section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "address", "search"),
    *("blockquote", "pre", "figure", "figcaption", "hr", "br", "details", "summary", "dialog"),
    *("ul", "ol", "menu", "li", "dl", "dt", "dd", "form", "fieldset", "legend"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("option", "optgroup", "datalist"),
    # of drawings, which are no text
    *("g", "defs", "desc", "pattern", "path", "rect", "circle", "line", "polyline", "polygon"),
    *("text", "marker", "clippath", "lineargradient", "stop", "symbol"),
}
# Stand in a line like a word; what is inside begins a line of its own.
BOXES = {"button", "select", "textarea", "svg", "img", "input", "video", "audio", "canvas"}
BOXES |= {"iframe", "object", "embed", "meter", "progress"}
EMPTY = {"img", "input", "embed", "br", "hr", "col", "link", "meta", "wbr", "base", "source"}
UNSEEN = {"script", "style", "template", "link", "meta", "base"}
AS_IT_IS = {"pre", "textarea", "script", "style"}
# Attributes of words or numbers one after the other; in others, space is part of the value.
LISTS = {"class", "rel", "style", "d", "points", "transform", "sizes", "srcset", "headers"}
LISTS |= {"aria-labelledby", "aria-describedby", "aria-controls"}


def tokens(page: str) -> list[str]:
    """Tags, with their attributes sorted, and words, one a line.

    Of space that follows space or begins or ends a line nothing is seen, whatever tags of a line
    stand between: it is left out. Space inside of tags is none.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_line()
    return [line for told in reader.told for line in told.splitlines()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self._as_it_is: list[str] = []  # the elements around that are
        self._after_space = True  # or at the beginning of a line: more space is not seen
        self._last_space: int | None = None  # where the words end in space and nothing follows yet

    def end_line(self) -> None:
        """Forget the space at its end."""
        if self._last_space is not None:
            self.told[self._last_space] = self.told[self._last_space][:-1]
        self._after_space, self._last_space = True, None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(tag, dict(attrs), begins=True)
        self.told.append(f"<{tag}{''.join(_attribute(*one) for one in sorted(attrs, key=_name))}>")
        if tag in AS_IT_IS:
            self._as_it_is.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._as_it_is:
            self._as_it_is.remove(tag)
        self._tag(tag, {}, begins=False)
        self.told.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._as_it_is:
            self.told.append(data)
            return
        words = SPACE.sub(" ", data)
        if self._after_space:
            words = words.removeprefix(" ")
        if words:
            self._after_space = words.endswith(" ")
            self._last_space = len(self.told) if self._after_space else None
            self.told.append(words)

    def handle_decl(self, decl: str) -> None:
        self.told.append(f"<!{decl}>")

    def _tag(self, tag: str, attributes: dict[str, str | None], *, begins: bool) -> None:
        if tag in UNSEEN or attributes.get("type") == "hidden":
            return
        if tag in BOXES and begins:
            self._after_space, self._last_space = tag not in EMPTY, None
        elif tag in BOXES:
            self.end_line()
            self._after_space = False
        elif tag in BLOCKS:
            self.end_line()


def _name(attribute: tuple[str, str | None]) -> str:
    return attribute[0]


def _attribute(name: str, value: str | None) -> str:
    told = value or ""
    return f' {name}="{" ".join(told.split()) if name in LISTS else told}"'
