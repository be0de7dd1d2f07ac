"""The words by which things are found."""

from django.db import models


class SearchEntry(models.Model):
    """One thing that can be found; its words are rows of their own, so that both databases
    find them by the same plain index."""

    kind = models.CharField(max_length=60)
    thing = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "thing"], name="thing_is_indexed_once")
        ]


class SearchWord(models.Model):
    """A folded word or its stem."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="words")
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "entry"], name="word_of_a_thing_once")
        ]
