"""Posts for the access matrix: a draft and a sent one of a member, with one of everything."""

from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.choices import HandlingLabel
from exchange import audience_groups, audiences, choosing, posting, sharing
from exchange.choices import PostKind
from exchange.models import SavedSearch
from tests import factories

WORDS = {
    "kind": PostKind.WARNING,
    "title": "Wpis",
    "text": "Treść wpisu",
    "valid_until_on": None,
    "allows_comments": True,
    "asks_acknowledgement": True,
}


def make(places):
    """Make them in the team of the places and return their keys by name."""
    member, institution = places.world.members[0], places.world.mandates[0].seat.institution
    choice = audiences.Choice(HandlingLabel.UNITS, teams=(places.team,))
    made = {}
    for name in ("draft", "sent"):
        post = posting.save_draft(choice, facts=WORDS, source=institution, by=member)
        upload = SimpleUploadedFile("wpis.txt", b"x")
        made[name] = (post, posting.attach(post, upload, by=member))
    draft, draft_file = made["draft"]
    sent, sent_file = made["sent"]
    sent = posting.send(sent, by=member)
    wish = sharing.ask(
        sent, institution=factories.institution(), reason="Bo tak", by=places.world.coordinator
    )
    group = audience_groups.found(places.team, name="Grupa", by=places.world.coordinator)
    in_group = audience_groups.add(group, institution=institution, by=places.world.coordinator)
    return {
        "audience_group": group.pk,
        "group_member": in_group.pk,
        "post_feed_secret": choosing.new_feed_address(member).secret,
        "kept_search": SavedSearch.objects.create(user=member, name="x", query="q=x").pk,
        "sent_post": sent.pk,
        "post_draft": draft.pk,
        "draft_file": draft_file.pk,
        "post_file": sent_file.pk,
        "wish": wish.pk,
    }
