"""The life of a post: draft, sent, corrected, readdressed, recalled, archived."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, documents
from coordination.choices import is_wider
from coordination.models import Document
from coordination.refusals import Refused
from exchange import audiences, finding, notifying, reminding
from exchange.choices import PostKind, PostState
from exchange.clashing import refuse_overtaken
from exchange.models import Post, PostComment, PostFile, PostLink, PostRevision

FACTS = [
    "kind",
    "title",
    "text",
    "valid_until_on",
    "allows_comments",
    "asks_acknowledgement",
]


class NotADraft(Refused):
    message = _("It has been sent already. Correct it or recall it.")


class NotSent(Refused):
    message = _("This can be done with a post that has been sent and not recalled or archived.")


class Expired(Refused):
    message = _("The day until which it is valid is past. Change the day; the draft is kept.")


class NothingCorrected(Refused):
    message = _("Nothing is changed.")


class Wider(Refused):
    message = _("A sent post may become narrower, never wider. Send a new one instead.")


class NoComments(Refused):
    message = _("This post takes no comments.")


def lock(post):
    return Post.objects.select_for_update(of=("self",)).get(pk=post.pk)


def lock_sent(post):
    post = lock(post)
    if not post.is_sent:
        raise NotSent
    return post


@transaction.atomic
def save_draft(choice, *, facts, source, by, post=None, links=()):
    """Keep a draft, new or written anew. Return it as saved; nobody is told of a draft.

    Args:
        choice: Label and addressees, an `audiences.Choice`.
        facts: Values of `FACTS`.
        source: The institution or team in whose name it goes out.
        by: The person who writes. Permission is the caller's to check.
        post: The draft that is written anew.
        links: Pairs of kind and key of things that it is about.

    Raises:
        NotADraft: It has been sent meanwhile.
        ValidationError: A text is missing or too long.
    """
    if post is not None:
        post = lock(post)
        if not post.is_draft:
            raise NotADraft
    audience = audiences.address(
        choice, source=source, by=by, audience=post.audience if post else None
    )
    post = post or Post(audience=audience)
    for name in FACTS:
        setattr(post, name, facts[name])
    if post.kind == PostKind.WARNING:
        post.asks_acknowledgement = True
    post.full_clean(exclude=["audience"])
    post.save()
    relabel_files(post, choice.label)
    write_links(post, links)
    return post


def write_links(post, links):
    """Say what the post is about: exactly these things of other rooms."""
    post.links.all().delete()
    PostLink.objects.bulk_create(
        PostLink(post=post, kind=kind, thing=thing) for kind, thing in dict.fromkeys(links)
    )


def relabel_files(post, label):
    """Give the files of a post its label: a file never reaches further than its post."""
    Document.objects.filter(pk__in=post.files.values("document")).update(label=label)


@transaction.atomic
def attach(post, uploaded, *, by):
    """Check a file and keep it with a draft.

    Raises:
        NotADraft: It has been sent meanwhile.
        ValidationError: With the sentence to show beside the field.
    """
    post = lock(post)
    if not post.is_draft:
        raise NotADraft
    version = documents.store(uploaded, title=uploaded.name, label=post.audience.label, by=by)
    return PostFile.objects.create(post=post, document=version.document)


@transaction.atomic
def detach(post, file):
    """Take a file off a draft.

    Raises:
        NotADraft: It has been sent meanwhile.
    """
    post = lock(post)
    if not post.is_draft:
        raise NotADraft
    file.delete()


@transaction.atomic
def discard(post, *, by):
    """Throw a draft away with its addressees; nobody was ever told of it.

    Raises:
        NotADraft: It has been sent meanwhile.
    """
    post = lock(post)
    if not post.is_draft:
        raise NotADraft
    record(post, "post.discarded", by=by)
    audience = post.audience
    post.files.all().delete()
    post.delete()
    audience.delete()


@transaction.atomic
def send(post, *, by):
    """Send a draft: settle its readers, tell them, promise reminders. Return it as sent.

    Raises:
        NotADraft: It was sent before.
        Expired: Its last day is past; the draft is kept.
        NobodyAddressed, TooManyPersons: See `audiences.send`.
    """
    post = lock(post)
    if not post.is_draft:
        raise NotADraft
    if post.is_expired:
        raise Expired
    receipts = audiences.send(post.audience)
    post.audience.refresh_from_db()
    post.state, post.sent_at, post.revision = PostState.SENT, post.audience.sent_at, 1
    post.save(update_fields=["state", "sent_at", "revision"])
    keep_revision(post, by=by)
    finding.index(post)
    record(post, "post.sent", by=by, label=post.audience.label, readers=len(receipts))
    notifying.tell_of_post(post, receipts)
    reminding.promise(post)
    return post


def keep_revision(post, *, by, reason=""):
    PostRevision.objects.create(
        post=post,
        number=post.revision,
        title=post.title,
        text=post.text,
        valid_until_on=post.valid_until_on,
        reason=reason,
        by=by,
    )


def record(post, verb, *, by, **details):
    audit.record(verb, post, by=by, team_id=post.audience.source_team_id, **details)


@transaction.atomic
def correct(post, *, title, text, valid_until_on, reason, based_on, by):
    """Correct a sent post; readers see what has changed and those who read it are told.

    Args:
        post: A sent post.
        title: The subject as it is right.
        text: The text as it is right.
        valid_until_on: The last day, or None.
        reason: What was corrected, for the readers.
        based_on: The number of the revision from which the writer began.
        by: The person acting. Permission is the caller's to check.

    Raises:
        NotSent: See `lock_sent`.
        Overtaken: A colleague has corrected it since.
        NothingCorrected: It says the same as before.
        ValidationError: A text is missing or too long.
    """
    post = lock_sent(post)
    refuse_overtaken(post.revision, based_on)
    if (post.title, post.text, post.valid_until_on) == (title, text, valid_until_on):
        raise NothingCorrected
    post.title, post.text, post.valid_until_on = title, text, valid_until_on
    post.revision += 1
    post.corrected_at = timezone.now()
    post.full_clean(exclude=["audience"])
    post.save()
    keep_revision(post, by=by, reason=reason)
    finding.index(post)
    record(post, "post.corrected", by=by, revision=post.revision)
    notifying.tell_of_correction(post)
    return post


@transaction.atomic
def readdress(post, choice, *, by):
    """Narrow a sent post or address it to others; whoever is left out loses it at once.

    Args:
        post: A sent post.
        choice: The new label and addressees.
        by: The person acting. Permission is the caller's to check.

    Raises:
        NotSent: See `lock_sent`.
        Wider: The label would let more people read than before.
        NobodyAddressed, NotUnderThisLabel, TooManyPersons: See `audiences.Choice.check`.
    """
    post = lock_sent(post)
    if is_wider(choice.label, post.audience.label):
        raise Wider
    before = post.audience.label
    receipts = audiences.change(post.audience, choice)
    post.audience.refresh_from_db()
    relabel_files(post, choice.label)
    record(post, "post.readdressed", by=by, before=before, after=choice.label)
    notifying.tell_of_post(post, receipts)
    return post


@transaction.atomic
def recall(post, *, reason, by):
    """Recall a sent post: readers see the reason in place of its text, and are told.

    Raises:
        NotSent: See `lock_sent`.
        ValidationError: No reason is given.
    """
    post = lock_sent(post)
    post.state, post.recall_reason = PostState.RECALLED, reason
    post.recalled_at = timezone.now()
    post.full_clean(exclude=["audience"])
    post.save(update_fields=["state", "recall_reason", "recalled_at"])
    finding.forget(post)
    record(post, "post.recalled", by=by)
    notifying.tell_of_recall(post)
    reminding.end(post)
    return post


@transaction.atomic
def archive(post, *, by):
    """Put a sent post away: it stays readable and findable, and leaves the list.

    Raises:
        NotSent: See `lock_sent`.
    """
    post = lock_sent(post)
    post.state = PostState.ARCHIVED
    post.save(update_fields=["state"])
    record(post, "post.archived", by=by)
    reminding.end(post)
    return post


@transaction.atomic
def comment(post, *, text, by):
    """Say something to a post that allows it; its author is told.

    Raises:
        NotSent: See `lock_sent`.
        NoComments: The sender does not take any.
    """
    post = lock_sent(post)
    if not post.allows_comments:
        raise NoComments
    places = audiences.anchors_of([by]).get(by.pk, {})
    made = PostComment(
        post=post, text=text, by=by, institution_id=places.get("anchor_institution_id")
    )
    made.full_clean(exclude=["post", "by", "institution"])
    made.save()
    record(post, "post.commented", by=by)
    notifying.tell_of_comment(made)
    return made
