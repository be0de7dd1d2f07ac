"""Things of higher rooms that a post is about: found by their address, named by their own room.

`LINKED_ROOMS` names modules with two functions: `thing_at(path)` returns `(kind, key)` of the thing
that stands at an address, or None; `titles(user, kind, keys)` returns `{key: (title, address)}` of
those that this person may open.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string


def thing_at(address):
    """Return `(kind, key)` of what stands at an address of the desk, or None.

    Args:
        address: A whole address or only its path, as somebody pasted it.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.netloc and parts.netloc != urlsplit(settings.PUBLIC_URL).netloc:
        return None
    for room in settings.LINKED_ROOMS:
        found = import_string(f"{room}.thing_at")(parts.path)
        if found is not None:
            return found
    return None


def shown_to(user, links):
    """Return `(title, address)` of those things that a person may open; of others nothing.

    Args:
        user: The reader.
        links: Rows with `kind` and `thing`.
    """
    by_kind: dict = {}
    for link in links:
        by_kind.setdefault(link.kind, []).append(link.thing)
    known = {}
    for kind, keys in by_kind.items():
        for room in settings.LINKED_ROOMS:
            titles = import_string(f"{room}.titles")(user, kind, keys)
            known |= {(kind, key): shown for key, shown in titles.items()}
    return [known[one.kind, one.thing] for one in links if (one.kind, one.thing) in known]
