"""The few marks of guidance pages, drawn as safe HTML: headings, lists, paragraphs, links.

Everything is escaped first; no mark lets HTML in, and only addresses of the web and of the desk
itself become links.
"""

import re
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe

HEADING = re.compile(r"##\s+(.+)")
BULLET = re.compile(r"[-*]\s+(.+)")
NUMBERED = re.compile(r"\d+[.)]\s+(.+)")
LINK = re.compile(r"\[([^\]\n]{1,120})\]\((https://[^\s)<]{1,300}|/(?![/\\])[^\s)<\\]{0,200})\)")
STRONG = re.compile(r"\*\*([^*\n]{1,200})\*\*")


@dataclass(frozen=True)
class Section:
    """One part of a page: its heading, "" before the first one, and its HTML."""

    heading: str
    body: str


def sections(text):
    """Return the parts of a text, one for each heading."""
    parts, heading, lines = [], "", []
    for line in text.splitlines():
        found = HEADING.match(line)
        if found:
            parts.append((heading, lines))
            heading, lines = found[1].strip(), []
        else:
            lines.append(line.rstrip())
    parts.append((heading, lines))
    return [Section(name, blocks(body)) for name, body in parts if name or any(body)]


def blocks(lines):
    """Draw paragraphs and lists; a blank line parts them."""
    drawn, gathered, kind = [], [], ""
    for line in [*lines, ""]:
        found_kind, words = read(line)
        if found_kind != kind and gathered:
            drawn.append(block(kind, gathered))
            gathered = []
        kind = found_kind
        if words:
            gathered.append(inline(words))
    return mark_safe("".join(drawn))  # noqa: S308 - every piece was escaped by `inline`


def read(line):
    """Return the kind of a line and its words: a list entry, a paragraph, or nothing."""
    for kind, pattern in (("ul", BULLET), ("ol", NUMBERED)):
        found = pattern.match(line)
        if found:
            return kind, found[1]
    return ("p", line.strip()) if line.strip() else ("", "")


def block(kind, pieces):
    if kind == "p":
        return format_html("<p>{}</p>", mark_safe("<br>".join(pieces)))  # noqa: S308
    return format_html(
        "<{0}>{1}</{0}>",
        mark_safe(kind),  # noqa: S308
        format_html_join("", "<li>{}</li>", ((piece,) for piece in pieces)),
    )


def inline(words):
    """Escape words and draw bold ones and links in them."""
    drawn = STRONG.sub(r"<strong>\1</strong>", str(escape(words)))
    drawn = LINK.sub(r'<a href="\2">\1</a>', drawn)
    return mark_safe(drawn)  # noqa: S308 - escaped above
