"""The Atom feed of posts that are open to all (RFC 4287)."""

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext

from exchange import choosing


def of(address):
    """Return the feed of an address as text; its entries are what its owner may read today."""
    feed = Atom1Feed(
        title=gettext("Exchange of information – coordination desk"),
        link=f"{settings.PUBLIC_URL}/exchange/",
        feed_url=settings.PUBLIC_URL + address.get_absolute_url(),
        description="",
        language=get_language(),
    )
    for post in choosing.posts_in_feed(address.user):
        url = settings.PUBLIC_URL + post.get_absolute_url()
        feed.add_item(
            title=printable(f"{post.get_kind_display()}: {post.title}"),
            link=url,
            unique_id=url,
            description=printable(post.text),
            author_name=printable(post.source_name),
            pubdate=post.sent_at,
            updateddate=post.corrected_at or post.sent_at,
            categories=(post.kind,),
        )
    return feed.writeString("utf-8")


def printable(text):
    """Leave out signs that XML knows no way to write."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
