"""The reader's name behind a text for named persons only: a picture, without any script."""

from django.utils import timezone
from django.utils.html import format_html, format_html_join

from coordination.templatetags.polish_dates import moment

WIDTH, HEIGHT, ROWS = 900, 700, 7


def of(user, at):
    """Return an SVG with the name, the address and the moment, again and again."""
    words = f"{user.full_name} · {user.email} · {moment(timezone.localtime(at))}"
    rows = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text>',
        ((20 + 90 * (row % 2), 100 * row + 60, words) for row in range(ROWS)),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}">'
        '<g transform="rotate(-12 450 350)" font-family="sans-serif" font-size="22" '
        'fill="#808080" fill-opacity="0.28">{}</g></svg>',
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        rows,
    )
