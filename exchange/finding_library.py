"""Finding items of the library and guidance pages in the desk's search."""

from coordination import search
from exchange import permissions
from exchange.models import GuidancePage, LibraryItem

MOST_HITS = 30


def index(item):
    """Put an item into the search index; `visible_to` decides who finds it."""
    tags = " ".join(tag.name for tag in item.tags.all())
    search.index(item, title=item.title, body=f"{item.summary}\n{tags}\n{item.folder or ''}")


def forget(item):
    """What was taken out is found no more."""
    search.forget(item)


def index_page(page):
    search.index(page, title=page.title, body=page.text)


def find(user, asked):
    """Return what matches of the library and the guidance among what this person may read."""
    if asked.kind not in ("", "library"):
        return []
    items = LibraryItem.objects.visible_to(user).current()
    items = items.filter(pk__in=search.matching(LibraryItem, asked.words)).with_shelf()
    if asked.team:
        items = items.filter(team=asked.team)
    if asked.year:
        items = items.filter(changed_at__year=asked.year)
    if asked.institution:
        items = items.none()
    hits = [
        search.Hit(
            title=item.title,
            url=item.get_absolute_url(),
            context=f"{item.get_kind_display()}, {item.team.short_name}",
            kind="library",
            snippet=search.snippet(item.summary, asked.words),
        )
        for item in items.order_by("-changed_at", "-pk")[:MOST_HITS]
    ]
    return hits if asked.is_narrowed else hits + pages_for(user, asked)


def pages_for(user, asked):
    """Return the guidance pages that match; they are for everybody who belongs somewhere."""
    if not permissions.has_any_role(user):
        return []
    pages = GuidancePage.objects.filter(pk__in=search.matching(GuidancePage, asked.words))
    return [
        search.Hit(
            title=page.title,
            url=page.get_absolute_url(),
            context=page.get_kind_display(),
            kind="library",
            snippet=search.snippet(page.text, asked.words),
        )
        for page in pages.in_order()[:MOST_HITS]
    ]
