"""Filters of the list of posts."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination import search
from coordination.choices import HandlingLabel
from coordination.models import Institution
from exchange.choices import PostKind, PostState
from exchange.models import Post
from teams.models import Team


def own_teams(request):
    return Team.objects.visible_to(request.user).select_related("voivodeship")


class PostFilter(django_filters.FilterSet):
    """By team, label, kind, institution, state and words; the queryset is the person's own."""

    q = django_filters.CharFilter(label=_("Words"), method="by_words", max_length=200)
    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=own_teams, empty_label=_("all"), method="by_team"
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=PostKind, empty_label=_("all"))
    label = django_filters.ChoiceFilter(
        label=_("Who may read it"),
        choices=HandlingLabel,
        empty_label=_("all"),
        field_name="audience__label",
    )
    institution = django_filters.ModelChoiceFilter(
        label=_("Institution"),
        queryset=Institution.objects.in_polish_order(),
        empty_label=_("all"),
        field_name="audience__source_institution",
    )
    unread = django_filters.ChoiceFilter(
        label=pgettext_lazy("posts", "Read"),
        method="by_reading",
        empty_label=_("all"),
        choices=[
            ("1", pgettext_lazy("posts", "not read yet")),
            ("confirm", pgettext_lazy("posts", "to confirm")),
        ],
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="by_state",
        empty_label=pgettext_lazy("posts", "current"),
        choices=[
            ("past", pgettext_lazy("posts", "past or put away")),
            ("recalled", pgettext_lazy("posts", "recalled")),
        ],
    )

    class Meta:
        model = Post
        fields = ["q", "team", "kind", "label", "institution", "unread", "state"]

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.current()

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=search.matching(Post, value))

    def by_team(self, queryset, name, value):
        return queryset.of_team(value)

    def by_reading(self, queryset, name, value):
        if value == "confirm":
            return queryset.awaiting_acknowledgement_of(self.request.user)
        return queryset.unread_by(self.request.user)

    def by_state(self, queryset, name, value):
        if value == "recalled":
            return queryset.filter(state=PostState.RECALLED)
        return queryset.past()
