"""Finding things by Polish words: "lodz" finds "Łódź", "zespołu" finds "zespół".

Words are folded and stemmed in Python, so that SQLite and PostgreSQL find the same. The index
knows nothing of rights: each room starts from `visible_to` and only then asks which match.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import snowballstemmer
from django.db import transaction

from coordination.models import SearchEntry, SearchWord

WORD = re.compile(r"[0-9a-z]+")
MOST_WORDS = 4000


@dataclass
class Hit:
    """One found thing as the page shows it."""

    title: str
    url: str
    context: str = ""


@cache
def stemmer():
    return snowballstemmer.stemmer("polish")


def fold(text):
    """Return text in small letters without Polish or other marks."""
    lowered = text.casefold().replace("ł", "l")
    return "".join(
        char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char)
    )


def stem(word):
    """Return the folded stem of a word, or the folded word where no stem is known."""
    return fold(stemmer().stemWord(word.casefold()))[:60]


def words_of(text):
    """Return the folded words and stems of a text."""
    found = set()
    for word in re.findall(r"\w+", text)[:MOST_WORDS]:
        found.update(WORD.findall(fold(word)))
        found.update(WORD.findall(stem(word)))
    return {word[:60] for word in found}


@transaction.atomic
def index(thing, *, title, body=""):
    """Remember the words of a thing anew."""
    entry, _created = SearchEntry.objects.get_or_create(
        kind=thing._meta.label_lower, thing=thing.pk
    )
    wanted = words_of(f"{title}\n{body}")
    known = set(entry.words.values_list("word", flat=True))
    entry.words.filter(word__in=known - wanted).delete()
    SearchWord.objects.bulk_create(
        (SearchWord(entry=entry, word=word) for word in sorted(wanted - known)),
        ignore_conflicts=True,
    )


def forget(thing):
    SearchEntry.objects.filter(kind=thing._meta.label_lower, thing=thing.pk).delete()


def matching(model, query):
    """Return the keys of the things of a model that carry every word of a query.

    The last word may be unfinished. An empty query matches nothing.
    """
    words = re.findall(r"\w+", query)[:12]
    found = SearchEntry.objects.filter(kind=model._meta.label_lower)
    if not words:
        return found.none().values("thing")
    for word in words:
        forms = {fold(word)[:60], stem(word)}
        entries = SearchWord.objects.filter(word__in=forms)
        if word is words[-1]:
            start = fold(word)[:60]
            entries = entries | SearchWord.objects.filter(word__gte=start, word__lt=start + "{")
        found = found.filter(pk__in=entries.values("entry"))
    return found.values("thing")
