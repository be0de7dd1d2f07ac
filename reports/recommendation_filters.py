"""Filters of the list of recommendations."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from coordination import search
from reports.models import ExternalRecommendation
from reports.recommendation_choices import AnswerState, Body


class RecommendationFilter(django_filters.FilterSet):
    """By words, body, round and answer; the queryset is the person's own."""

    q = django_filters.CharFilter(label=_("Words"), method="by_words", max_length=200)
    body = django_filters.ChoiceFilter(label=_("Body"), choices=Body, empty_label=_("all"))
    round = django_filters.ChoiceFilter(label=_("Round or year"), empty_label=_("all"))
    answer_state = django_filters.ChoiceFilter(
        label=_("Our answer"), choices=AnswerState, empty_label=_("all")
    )
    unanswered = django_filters.BooleanFilter(
        label=_("Without an answer only"), method="by_silence", widget=forms.CheckboxInput
    )
    overdue = django_filters.BooleanFilter(
        label=_("Overdue only"), method="by_delay", widget=forms.CheckboxInput
    )

    class Meta:
        model = ExternalRecommendation
        fields = ["q", "body", "round", "answer_state", "unanswered", "overdue"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        seen = self.queryset.order_by("-round_key").values_list("round", flat=True)
        rounds = list(dict.fromkeys(seen))
        self.filters["round"].extra["choices"] = [(one, one) for one in rounds]

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=search.matching(ExternalRecommendation, value))

    def by_silence(self, queryset, name, value):
        return queryset.unanswered() if value else queryset

    def by_delay(self, queryset, name, value):
        return queryset.overdue() if value else queryset
