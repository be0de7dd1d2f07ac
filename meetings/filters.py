"""Filters of the meeting list."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from coordination import search
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from teams.models import Team


def own_teams(request):
    return Team.objects.visible_to(request.user).select_related("voivodeship")


class MeetingFilter(django_filters.FilterSet):
    """By team, state, year and words; the queryset it gets is the person's own."""

    q = django_filters.CharFilter(label=_("Words"), method="by_words", max_length=200)
    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=own_teams, empty_label=_("all"), method="by_team"
    )
    status = django_filters.ChoiceFilter(
        label=_("State"), choices=MeetingStatus, empty_label=_("all")
    )
    year = django_filters.NumberFilter(
        label=_("Year"),
        field_name="starts_at__year",
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs={"min": 2000, "max": 2100}),
    )

    class Meta:
        model = Meeting
        fields = ["q", "team", "status", "year"]

    def by_team(self, queryset, name, value):
        return queryset.of_teams([value])

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=search.matching(Meeting, value))
