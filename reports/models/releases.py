"""Releases of statistical tables: the request with its preview, the decisions, what went out."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.models.returns import ReturnRound
from reports.release_choices import (
    CAN_BE_PREPARED,
    HIGHEST_THRESHOLD,
    THRESHOLDS,
    Audience,
    ReleaseState,
    ShownState,
    Verdict,
)
from reports.release_querysets import ReleaseRequestQuerySet, StatReleaseQuerySet


class ReleaseRequest(models.Model):
    """A wish to release the accepted figures of a round, with what would be hidden.

    `preview` holds the counts, hidden ones too, and the reason for hiding each; it never leaves
    the office. Two people who are neither its author nor each other decide about one revision.
    """

    round = models.ForeignKey(ReturnRound, models.PROTECT, related_name="release_requests")
    audience = models.CharField(_("audience"), max_length=6, choices=Audience)
    threshold = models.PositiveSmallIntegerField(
        _("threshold"),
        validators=[MinValueValidator(5), MaxValueValidator(HIGHEST_THRESHOLD)],
    )
    words = models.TextField(_("words to the reader"), max_length=1500, blank=True)
    state = models.CharField(
        max_length=9, choices=ReleaseState, default=ReleaseState.PREPARED, editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    preview = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    first_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first reviewer"),
    )
    second_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second reviewer"),
    )
    prepared_at = models.DateTimeField(auto_now_add=True)

    objects = ReleaseRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("request to release")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_reviewer=None) | ~Q(first_reviewer=F("author")),
                name="first_reviewer_is_not_the_author",
            ),
            models.CheckConstraint(
                condition=Q(second_reviewer=None) | ~Q(second_reviewer=F("author")),
                name="second_reviewer_is_not_the_author",
            ),
            models.CheckConstraint(
                condition=Q(second_reviewer=None) | ~Q(second_reviewer=F("first_reviewer")),
                name="reviewers_are_two_people",
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.TEAMS, threshold__gte=THRESHOLDS[Audience.TEAMS])
                | Q(audience=Audience.PUBLIC, threshold__gte=THRESHOLDS[Audience.PUBLIC]),
                name="threshold_is_high_enough_for_the_audience",
            ),
            models.UniqueConstraint(
                fields=["round", "audience"],
                condition=~Q(state=ReleaseState.RELEASED),
                name="one_release_is_prepared_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.round} – {self.get_audience_display()}"

    def get_absolute_url(self):
        return reverse("reports:release-request", args=[self.pk])

    @property
    def is_being_prepared(self):
        return self.state in CAN_BE_PREPARED

    @property
    def is_in_review(self):
        return self.state == ReleaseState.IN_REVIEW

    @property
    def is_safe(self):
        return not self.preview.get("unprotected")


class ReleaseDecision(models.Model):
    """What a reviewer decided about one revision of a request, and why; never changed."""

    request = models.ForeignKey(ReleaseRequest, models.PROTECT, related_name="decisions")
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("decision about a release")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "revision", "by"], name="reviewer_decides_once_a_revision"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reviewer_gives_a_reason"),
        ]


class StatRelease(models.Model):
    """What went out, byte for byte, without any hidden count; the database refuses to change it."""

    request = models.OneToOneField(ReleaseRequest, models.PROTECT, related_name="release")
    round = models.ForeignKey(ReturnRound, models.PROTECT, related_name="releases")
    audience = models.CharField(max_length=6, choices=Audience)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    released_at = models.DateTimeField(auto_now_add=True)

    objects = StatReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-released_at", "-pk"]
        verbose_name = _("released table")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "audience", "number"], name="release_is_numbered_once"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:release", args=[self.pk])


class ReleasedTotal(models.Model):
    """The total of one reporter for one territory, as a release shows it: for maps and trends."""

    release = models.ForeignKey(StatRelease, models.PROTECT, related_name="totals")
    table_title = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    reporter = models.CharField(max_length=250)
    kind = models.CharField(max_length=20)
    teryt = models.CharField(max_length=2, blank=True)
    year_from = models.PositiveSmallIntegerField()
    year_to = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=14, choices=ShownState)
    value = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["table_title", "reporter", "year_from", "teryt"]
        verbose_name = _("released total")
        indexes = [models.Index(fields=["teryt", "year_from"], name="released_totals_of_region")]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "reporter", "teryt"], name="total_is_released_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ShownState.NUMBER, value__isnull=False)
                | Q(state=ShownState.ZERO, value=0)
                | Q(
                    state__in=[
                        ShownState.UNKNOWN,
                        ShownState.NOT_COLLECTED,
                        ShownState.HIDDEN,
                        ShownState.NONE,
                    ],
                    value__isnull=True,
                ),
                name="released_total_has_a_value_only_if_it_is_shown",
            ),
        ]
