"""The order of an agenda as a line of tokens, and what moving one of them makes of it.

A token is `("section", key)` or `("item", key)`. An item belongs to the last section before it;
items before the first section belong to none. Everything here is pure: rows are read and written
by `arranging`.
"""

from django.utils.translation import gettext_lazy as _

from coordination.refusals import Refused

SECTION, ITEM = "section", "item"


class MovedBehindItself(Refused):
    message = _("An item cannot stand behind itself. Choose another place.")


class PlaceIsGone(Refused):
    message = _("This place is no longer on the agenda: somebody has changed it. Look again.")


def is_section(token):
    return token[0] == SECTION


def block_of(line, token):
    """Return what moves with a token: an item alone, a section with all its items."""
    start = line.index(token)
    if not is_section(token):
        return [token]
    end = next(
        (at for at in range(start + 1, len(line)) if is_section(line[at])),
        len(line),
    )
    return line[start:end]


def moved_behind(line, token, behind):
    """Return the line with a token, and what belongs to it, right behind another.

    Args:
        line: All tokens in order.
        token: What is moved.
        behind: The token it shall follow, or None for the very beginning. A section follows the
            whole section of the token it is put behind.

    Raises:
        PlaceIsGone: One of the two is not on the agenda.
        MovedBehindItself: The place is inside of what is moved.
    """
    if token not in line or (behind is not None and behind not in line):
        raise PlaceIsGone
    block = block_of(line, token)
    if behind in block:
        raise MovedBehindItself
    rest = [one for one in line if one not in block]
    at = 0 if behind is None else rest.index(behind) + 1
    if is_section(token):
        # A heading never tears another section apart: it goes on to where the next one begins.
        while at < len(rest) and not is_section(rest[at]):
            at += 1
    return rest[:at] + block + rest[at:]


def moved_up(line, token):
    """Return the line with a token one place nearer to the beginning, if there is one."""
    if token not in line:
        raise PlaceIsGone
    at = line.index(token)
    if is_section(token):
        before = [one for one in line[:at] if is_section(one)]
        return moved_down(line, before[-1]) if before else line
    if at == 0:
        return line
    return [*line[: at - 1], token, line[at - 1], *line[at + 1 :]]


def moved_down(line, token):
    """Return the line with a token one place nearer to the end, if there is one."""
    if token not in line:
        raise PlaceIsGone
    at = line.index(token)
    if is_section(token):
        after = [one for one in line[at + 1 :] if is_section(one)]
        return moved_behind(line, token, after[0]) if after else line
    if at == len(line) - 1:
        return line
    return [*line[:at], line[at + 1], token, *line[at + 2 :]]


def places(line):
    """Return for each token its place: sections count by themselves, items through all of them.

    Returns:
        A mapping of item keys to `(position, section key or None)` and one of section keys to
        positions; positions begin at 1.
    """
    items, sections, current = {}, {}, None
    for kind, key in line:
        if kind == SECTION:
            current = key
            sections[key] = len(sections) + 1
        else:
            items[key] = (len(items) + 1, current)
    return items, sections
