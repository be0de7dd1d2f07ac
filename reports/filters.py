"""Filters of the reviewing list."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.choices import ContributionState
from reports.models import Contribution
from reports.reporters import KEY

SILENT = ContributionState.DRAFT
OUTSIDE_WORDS: dict = {SILENT: _("no information")}
STATES = [(value, OUTSIDE_WORDS.get(value, label)) for value, label in ContributionState.choices]


class ContributionFilter(django_filters.FilterSet):
    """By state, institution or team, chapter, and whether late; over one cycle."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=_("all"))
    reporter = django_filters.ChoiceFilter(
        label=_("Institution"), method="by_reporter", empty_label=_("all")
    )
    chapter = django_filters.ModelChoiceFilter(
        label=_("Chapter"), field_name="task__chapter", queryset=None, empty_label=_("all")
    )
    late = django_filters.BooleanFilter(
        label=_("Late only"), method="by_late", widget=forms.CheckboxInput
    )

    class Meta:
        model = Contribution
        fields = ["state", "reporter", "chapter", "late"]

    def __init__(self, *args, cycle, reporters, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["reporter"].extra["choices"] = [
            (one.key, one.short_name[:70]) for one in reporters
        ]
        self.filters["chapter"].queryset = cycle.edition.chapters.all()

    def by_reporter(self, queryset, name, value):
        kind, key = KEY.fullmatch(value).groups()
        return queryset.filter(**{"institution" if kind == "i" else "team": int(key)})

    def by_late(self, queryset, name, value):
        return queryset.filter(is_late=True) if value else queryset
