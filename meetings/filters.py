"""Filters of the lists of meetings, decisions and tasks."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination import search
from meetings.choices import ActionPriority, ActionState, DecisionKind, MeetingStatus
from meetings.models import Action, Decision, Meeting
from teams.models import Team


def own_teams(request):
    return Team.objects.visible_to(request.user).select_related("voivodeship")


def year_input():
    return forms.NumberInput(attrs={"min": 2000, "max": 2100})


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
        widget=year_input(),
    )

    class Meta:
        model = Meeting
        fields = ["q", "team", "status", "year"]

    def by_team(self, queryset, name, value):
        return queryset.of_teams([value])

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=search.matching(Meeting, value))


class DecisionFilter(django_filters.FilterSet):
    """The register by team, kind, year and state."""

    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=own_teams, empty_label=_("all")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DecisionKind, empty_label=_("all"))
    year = django_filters.NumberFilter(
        label=_("Year"), min_value=2000, max_value=2100, widget=year_input()
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="by_state",
        empty_label=_("all"),
        choices=[
            ("in_force", pgettext_lazy("state of a decision", "in force")),
            ("later", pgettext_lazy("state of a decision", "comes into force later")),
            ("superseded", pgettext_lazy("state of a decision", "superseded")),
            ("void", pgettext_lazy("state of a decision", "void")),
        ],
    )

    class Meta:
        model = Decision
        fields = ["team", "kind", "year", "state"]

    def by_state(self, queryset, name, value):
        return queryset.of_state(value)


class TaskFilter(django_filters.FilterSet):
    """Tasks by team, state, priority, and whose they are."""

    team = django_filters.ModelChoiceFilter(
        label=_("Team"), queryset=own_teams, empty_label=_("all")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="by_state",
        empty_label=_("all"),
        choices=[
            ("unfinished", pgettext_lazy("tasks", "not finished")),
            ("overdue", pgettext_lazy("tasks", "overdue")),
            *ActionState.choices,
        ],
    )
    priority = django_filters.ChoiceFilter(
        label=_("Priority"), choices=ActionPriority, empty_label=_("all")
    )
    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        method="by_owner",
        empty_label=_("all"),
        choices=[("mine", pgettext_lazy("tasks", "of my institution"))],
    )

    class Meta:
        model = Action
        fields = ["team", "state", "priority", "whose"]

    def by_state(self, queryset, name, value):
        match value:
            case "unfinished":
                return queryset.unfinished()
            case "overdue":
                return queryset.overdue()
        return queryset.filter(state=value)

    def by_owner(self, queryset, name, value):
        return queryset.of_seats_of(self.request.user)
