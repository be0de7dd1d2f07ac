"""Filters of the ground floor's lists."""

import django_filters
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from coordination import search
from coordination.choices import DeliveryState, InstitutionKind
from coordination.models import Delivery, Institution, Voivodeship
from coordination.polish_collation import POLISH


class InstitutionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name"), method="by_words", max_length=200)
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=InstitutionKind, empty_label=_("all")
    )
    voivodeship = django_filters.ModelChoiceFilter(
        label=_("Voivodeship"),
        queryset=Voivodeship.objects.order_by(Collate("name", POLISH)),
        empty_label=_("all"),
    )

    class Meta:
        model = Institution
        fields = ["q", "kind", "voivodeship"]

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=search.matching(Institution, value))


class DeliveryFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=DeliveryState, empty_label=_("all")
    )
    recipient = django_filters.CharFilter(
        label=_("Recipient"), lookup_expr="icontains", max_length=200
    )
    about = django_filters.CharFilter(
        label=_("About"), max_length=80, widget=django_filters.widgets.forms.HiddenInput
    )

    class Meta:
        model = Delivery
        fields = ["state", "recipient", "about"]
