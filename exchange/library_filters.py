"""Filters of the library."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination import search
from exchange.library_choices import ItemKind
from exchange.models import LibraryFolder, LibraryItem, LibraryTag
from teams.models import Team


def teams_with_items(request):
    seen = LibraryItem.objects.visible_to(request.user).current()
    return Team.objects.filter(pk__in=seen.values("team")).select_related("voivodeship")


def folders_seen(request):
    seen = LibraryItem.objects.visible_to(request.user).current()
    return LibraryFolder.objects.filter(pk__in=seen.values("folder")).in_polish_order()


def tags_seen(request):
    seen = LibraryItem.objects.visible_to(request.user).current()
    return LibraryTag.objects.filter(items__in=seen).distinct()


class LibraryFilter(django_filters.FilterSet):
    """By words, team, folder, kind and tag, and what is new; the queryset is the person's own."""

    q = django_filters.CharFilter(label=_("Words"), method="by_words", max_length=200)
    team = django_filters.ModelChoiceFilter(
        label=_("Library of"), queryset=teams_with_items, empty_label=_("all")
    )
    folder = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("library", "Folder"), queryset=folders_seen, empty_label=_("all")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ItemKind, empty_label=_("all"))
    tag = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("library", "Tag"),
        queryset=tags_seen,
        empty_label=_("all"),
        field_name="tags",
    )
    new = django_filters.ChoiceFilter(
        label=pgettext_lazy("library", "Changed"),
        method="by_news",
        empty_label=_("all"),
        choices=[("1", pgettext_lazy("library", "since I last looked"))],
    )

    class Meta:
        model = LibraryItem
        fields = ["q", "team", "folder", "kind", "tag", "new"]

    def __init__(self, *args, looked_at=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.looked_at = looked_at

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=search.matching(LibraryItem, value))

    def by_news(self, queryset, name, value):
        return queryset.changed_since(self.looked_at)
