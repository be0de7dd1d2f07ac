"""Finding things by Polish words: "lodz" finds "Łódź", "zespołu" finds "zespół".

Words are folded and stemmed in Python, so that SQLite and PostgreSQL find the same. The index
knows nothing of rights: each room starts from `visible_to` and only then asks which match.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from threading import local

import snowballstemmer
from django.db import transaction

from coordination.models import SearchEntry, SearchWord

WORD = re.compile(r"[0-9a-z]+")
MOST_WORDS = 4000
own = local()


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: words, and what he narrows it to ("" or None for everything).

    Args:
        words: As typed.
        kind: One of the kinds of things, such as "decision".
        team: Key of a team.
        year: A calendar year.
        institution: Key of an institution.
    """

    words: str
    kind: str = ""
    team: int | None = None
    year: int | None = None
    institution: int | None = None

    @property
    def is_narrowed(self):
        """Whether things without a team, a year and an institution are left out."""
        return any(one is not None for one in (self.team, self.year, self.institution))


@dataclass
class Hit:
    """One found thing as the page shows it; `snippet` is pairs of words and whether they match."""

    title: str
    url: str
    context: str = ""
    kind: str = ""
    snippet: tuple = ()


def stemmer():
    """Return the stemmer of this thread: it works in place, so threads must not share one."""
    if not hasattr(own, "stemmer"):
        own.stemmer = snowballstemmer.stemmer("polish")
    return own.stemmer


def fold(text):
    """Return text in small letters without Polish or other marks."""
    lowered = text.casefold().replace("ł", "l")
    return "".join(
        char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char)
    )


@lru_cache(maxsize=50_000)
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


def index(thing, *, title, body=""):
    """Remember the words of a thing anew."""
    index_many([(thing, f"{title}\n{body}")])


@transaction.atomic
def index_many(texts):
    """Remember the words of several things anew, in a fixed number of questions a kind.

    Args:
        texts: Pairs of a saved thing and all its words.
    """
    kinds = {}
    for thing, text in texts:
        kinds.setdefault(thing._meta.label_lower, {})[thing.pk] = words_of(text)
    for kind, wanted in kinds.items():
        index_kind(kind, wanted)


def index_kind(kind, wanted):
    """Make the words of things of one kind exactly these: `{key: words}`."""
    SearchEntry.objects.bulk_create(
        (SearchEntry(kind=kind, thing=key) for key in wanted), ignore_conflicts=True
    )
    entries = SearchEntry.objects.filter(kind=kind, thing__in=wanted)
    entry_of = dict(entries.values_list("thing", "pk"))
    known = {key: {} for key in wanted}
    written = SearchWord.objects.filter(entry__in=list(entry_of.values()))
    for key, word, row in written.values_list("entry__thing", "word", "pk"):
        known[key][word] = row
    gone = [
        row
        for key, words in known.items()
        for word, row in words.items()
        if word not in wanted[key]
    ]
    SearchWord.objects.filter(pk__in=gone).delete()
    SearchWord.objects.bulk_create(
        (
            SearchWord(entry_id=entry_of[key], word=word)
            for key, words in wanted.items()
            for word in sorted(words - known[key].keys())
        ),
        ignore_conflicts=True,
        batch_size=500,
    )


def snippet(text, query, around=90):
    """Return the words around the first match, as pairs of text and whether it matches.

    Args:
        text: What the reader may read of the thing.
        query: The words that were looked for.
        around: How many characters stand before and behind the first match.
    """
    forms, starts = set(), tuple(fold(word) for word in re.findall(r"\w+", query)[-1:])
    for word in re.findall(r"\w+", query)[:12]:
        forms |= {fold(word), stem(word)}
    hits = [
        found.span()
        for found in re.finditer(r"\w+", text)
        if {fold(found[0]), stem(found[0])} & forms or fold(found[0]).startswith(starts)
    ]
    if not hits or not starts:
        return ((shortened(text[: 2 * around], len(text) > 2 * around), False),) if text else ()
    begin = max(0, hits[0][0] - around)
    end = min(len(text), hits[0][1] + around)
    pieces, at = [("… ", False)] if begin else [], begin
    for first, last in hits:
        if last > end:
            break
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    pieces.append((shortened(text[at:end], end < len(text)), False))
    return tuple(piece for piece in pieces if piece[0])


def shortened(text, is_cut):
    return f"{text} …" if is_cut else text


def carries(text, query):
    """Say whether a text carries every word of a query, by the rule of `matching`."""
    words, asked = words_of(text), re.findall(r"\w+", query)[:12]
    return bool(asked) and all(
        bool(words & {fold(word)[:60], stem(word)})
        or (word is asked[-1] and any(one.startswith(fold(word)[:60]) for one in words))
        for word in asked
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
