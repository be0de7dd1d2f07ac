"""Posts, their revisions, comments, files, links, and wishes to share them further."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.models import Document, Institution
from exchange.choices import PostKind, PostState, ShareState
from exchange.models.audiences import Addressed
from exchange.post_querysets import PostQuerySet, ShareRequestQuerySet


class Post(Addressed):
    """Something that others should know, from its draft to the archive."""

    kind = models.CharField(
        _("kind"), max_length=14, choices=PostKind, default=PostKind.INFORMATION
    )
    title = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), max_length=12000)
    valid_until_on = models.DateField(_("valid until"), null=True, blank=True)
    allows_comments = models.BooleanField(_("comments"), default=False)
    asks_acknowledgement = models.BooleanField(_("asks to confirm reading"), default=False)
    state = models.CharField(max_length=8, choices=PostState, default=PostState.DRAFT)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)
    recalled_at = models.DateTimeField(null=True, blank=True, editable=False)
    recall_reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("post")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PostState.DRAFT, sent_at__isnull=True)
                | ~Q(state=PostState.DRAFT) & Q(sent_at__isnull=False),
                name="post_that_left_its_draft_was_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state=PostState.RECALLED)
                | Q(recalled_at__isnull=False) & ~Q(recall_reason=""),
                name="post_is_recalled_only_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="posts_newest_first"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("exchange:post", args=[self.pk])

    @property
    def source_name(self):
        """In whose name it went out, briefly."""
        return self.audience.source.short_name

    @property
    def is_draft(self):
        return self.state == PostState.DRAFT

    @property
    def is_sent(self):
        return self.state == PostState.SENT

    @property
    def is_recalled(self):
        return self.state == PostState.RECALLED

    @property
    def is_expired(self):
        """Whether its last day is past."""
        return self.valid_until_on is not None and self.valid_until_on < timezone.localdate()


class PostRevision(models.Model):
    """The words of a post as they were sent, once for each correction; never changed."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    valid_until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("what was corrected"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revisions_are_numbered")
        ]


class PostComment(models.Model):
    """What a reader says to a post that allows it."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class PostFile(models.Model):
    """A file that goes with a post; its label is the post's."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="files")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class PostLink(models.Model):
    """A thing of a higher room that a post is about, by kind and key.

    Its own room says what it is called and who may know (`LINKED_ROOMS`).
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=60)
    thing = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "kind", "thing"], name="post_links_once")
        ]


class PostReminder(models.Model):
    """The promise to ask once more those who have not confirmed that they read a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reminders")
    step = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(fields=["post", "step"], name="post_is_reminded_of_in_steps")
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at__isnull=True), name="post_reminders_to_come"
            )
        ]


class ShareRequest(models.Model):
    """A reader's wish that an institution or a person be let in; the source decides."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="share_requests")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("why"), max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=ShareState, default=ShareState.ASKED)
    answer = models.TextField(_("reason of the answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ShareRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(institution__isnull=False, person__isnull=True)
                | Q(institution__isnull=True, person__isnull=False),
                name="share_request_names_an_institution_or_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=ShareState.REFUSED) | ~Q(answer=""),
                name="share_request_is_refused_with_reason",
            ),
        ]

    @property
    def wanted(self):
        """Who is to be let in."""
        return self.institution or self.person
