"""Names beside words such as "ofiara", however Polish bends them.

A sentence with such a word is cut into words; runs of capitalised ones that may be a person are
weighed by what stands between the two. Officials who speak about victims, patrons of streets and
schools, and names of bodies are not persons of a case.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.case_findings import Finding
from coordination.given_names import is_first_form_only, is_given_name

ROLE = re.compile(
    r"(?i)\b(?:ofiar(?:a|y|ę|ą|o|om|ami|ach)?|ofierze|pokrzywdz\w+|poszkodowan\w+|podejrzan\w+|"
    r"oskarżon\w+|skazan\w+|sprawc\w+|sprawczy\w+|świadk\w*|świadek|małoletni\w*|nieletni\w*|"
    r"cudzoziemk\w+|cudzoziemc\w*|cudzoziemiec|cudzoziemce|klientk\w+|klientce|podopieczn\w+|"
    r"zatrzyman(?:y|a|ego|emu|ym|ej|ą)|zaginion\w+|victims?|suspects?)\b"
)
# Many at once, or bent so that what follows without a comma is somebody else's name.
MANY = re.compile(r"(?i)ofiar(?:om|ami|ach)?$|.+(?:ych|ich|ymi|imi|dkowie|dków|om|ami|ach|ców)$")
BENT = re.compile(
    r"(?i)ofiar(?:y|ę|om|ach)?$|ofierze$|.+(?:ej|ego|emu|ych|ich|dka|dkowi|dków|cy|com)$"
)
SENTENCE_END = re.compile(
    r"(?<=[^\W_]{3}[.!?])\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ„])|(?<=\d\.)\s+(?=[A-Z])|\n\s*(?:\n|[-•*·])"
)
TOKEN = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ]\.|[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*|\d+(?:-\w+)?|[^\w\s]")
CAPITAL = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ]")
INITIAL = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ]\.$")
PLACES = re.compile(
    r"(?i)^(?:ukrain|polsk|polka|polak|wietnam|rumun|bułgar|mołdaw|gruz|białorus|rosj|filipin|nepal|"
    r"kolumb|indi|banglad|uzbek|niemcy$|niemczech|niemcom|nigeri|warszaw|krak[oó]w|łod|gdańsk|poznań|wrocław)\w*$"
)
BODIES = re.compile(
    r"(?i)^(?:handlu|handel|fundacj|stowarzyszen|krajow|europejsk|rzeczni|centrum|ośrod|komend|"
    r"komisariat|urząd|urzęd|ministerst|policj|straż|prokuratur|sąd|dzie|dzień|dni|międzynarod|rad|"
    r"pomoc|la$|prawa?$|praw$|zespo|mazow|państw|dom|szko|instytu|konwencj|protok|program|zakład|"
    r"wojn|przemoc|przestępst|procederu|okręgow|rejonow|wojewódz|towarzyst|caritas|czerwon|komitet|"
    r"organizac|grup|departament|biur|zarząd|wydział|funduszu?$|kart|tygo|świat|unii?$|unia|nakaz|"
    r"święt|kodeks|postępowan|karn[aey]|grób|pomnik|muzeum|bibliotek|szpital|ustaw|nad|ds$|spraw|cudzoziemc|interwenc|konsultac|i$|w$|z$|o$|na$|do$|dla$|ten|ta$|to$)\w*$"
)
OFFICIALS = re.compile(
    r"(?i)^(?:minist|dyrektor|zastępc|prezes|komendant|wojewod|pełnomocni|koordynator|rzeczni|"
    r"prokurator|sędzi|nadkom|podkom|kom$|insp|nadinsp|mł$|asp|st$|dr$|prof|mec$|mecenas|adwokat|"
    r"sekretarz|podsekretarz|przewodnicz|kierowni|naczelni|specjalist|ekspert|prelegent|autor|posł|"
    r"posłan|senator|psycholog|terapeut|tłumacz|konsultant|prowadząc|wykładow|redakc|pracowni|kpt|"
    r"mjr|płk|gen$|badacz|starost|burmistrz|prezydent|marszał|radn|kurator|trener|przez$)\w*$"
)
PATRONS = re.compile(
    r"(?i)^(?:ul|ulic\w*|im|imienia|pl|plac\w*|al|alej\w*|alei|os|osiedl\w*|skwer\w*|rond\w*|"
    r"bulwar\w*|szkoł\w*|fundacj\w*|stowarzyszeni\w*|nagrod\w*|patron\w*)$"
)
SPEAKING = re.compile(
    r"(?i)^(?:mówi|opowi|przypomn|przypomin|przedstaw|omówi|omawia|poinform|podkreśl|powiedzi|wystąpi|"
    r"otwor|otwier|prowadz|poprowadz|odpowi|koordyn|wyjaśni|opis|bada|zbada|szkol|pomaga|wspier|opra|"
    r"podzięk|wygło|zwróci|oceni|pyta|zapyt|zajmuj|przyjmuj|reprezent|wskazuje|redag|napis|przygot|"
    r"spotka|udziel|zaprop|przekaz|zabra|zarządz|nadzor|popar|dzięk|apel|zauważ|stwierdz|doda|relacjon|zaznacz|argument|wspomn|wspomin|pokaz|zrefer|refer|podsum|"
    r"wylicz|skomentow|zapewni|uzna[łl]|chwal|radzi|tłumaczy|protokoł|zapowiad|zapowiedz)\w*$"
)
LEADING_AWAY = {
    "z",
    "ze",
    "w",
    "we",
    "do",
    "na",
    "przy",
    "od",
    "dla",
    "przez",
    "po",
    "pod",
    "o",
    "nad",
}
LINK = re.compile(
    r"(?i)^(?:to|jest|była|był|są|byli|było|pani|panią|pan|pana|panu|panem|p|o|imieniu|imieniem|imię|"
    r"imienia|nazwisko|nazwiska|nazwisku|nazwiskiem|niejak\w+|m|in|lat|letni\w*|obywatel\w*|kobiet\w*|"
    r"mężczyzn\w*|narodowości|okazał\w*|się|padł\w*|jako|ustalono|oraz|i|\d+(?:-\w+)?|handlu|ludźmi|"
    r"wyzysku|pracy|przymusowej|z|d|[:,(–„/.-])$"
)
LINK_AFTER = re.compile(
    r"(?i)^(?:to|jest|była|był|jako|został\w*|zostan\w*|uznan\w*|rozpoznan\w*|zidentyfikowan\w*|za|w|"
    r"charakterze|występuj\w*|przesłuchan\w*|zeznaj\w*|zeznawał\w*|lat|letni\w*|obywatel\w*|pani|pan|"
    r"domniem\w*|potencjaln\w*|prawdopodobn\w*|padł\w*|stał\w*|się|okazał\w*|także|również|"
    r"\d+(?:-\w+)?|[,(–-])$"
)
GENERAL = re.compile(
    r"(?i)\b(?:ds\.?|spraw|praw|prawach|pomoc\w*|wspar\w*|wspier\w*|rzecz|ochron\w*|dla|opiek\w*|"
    r"identyfikacj\w*|rozpoznawani\w*|potrzeb\w*|liczb\w*|służb\w*|prac\w*\s+z|o)"
    r"(?:\s+(?:nad|na|z|i|ochron\w*|dorosły\w*|wszystki\w*))?\s*$"
)
# Endings that surnames have and places do not.
SURNAME = re.compile(
    r"(?i).{2,}(?:wicz(?:a|owi|em|u)?|czyk(?:a|owi|iem|u)?|enk(?:o|i|ę|ą|ce)|[cd]?zuk(?:a|owi|iem)?|"
    r"iuk(?:a|owi|iem)?|ić|escu|s[hz]w?vili|szwili|[sc]ki|yan|ović)$"
)
SURNAMED = re.compile(r"(?i)nazwisk\w*$")
NAMED = re.compile(r"(?i)(?:imię|imieni\w*|nazwisk\w*)$")
LONGEST_SENTENCE = 1500
FAR = 5
SHORT = 3


@dataclass(frozen=True)
class Word:
    """One token of a sentence with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def is_capital(self):
        return bool(CAPITAL.match(self.text))


@dataclass(frozen=True)
class Run:
    """Capitalised words in a row that may be a person: positions of the first and the last."""

    first: int
    last: int
    is_sure: bool  # a known first name or initials beside a surname
    is_known: bool  # a known first name alone
    first_name: str


def names(text):
    """Yield findings of names that stand beside a word for a person of a case."""
    for start, sentence in sentences(text):
        if ROLE.search(sentence):
            yield from names_in(sentence, start)


def sentences(text):
    """Yield `(start, sentence)`; a text without full stops is cut into bounded pieces."""
    start = 0
    ends = [match.end() for match in SENTENCE_END.finditer(text)] + [len(text)]
    for end in ends:
        for piece in range(start, end, LONGEST_SENTENCE):
            yield piece, text[piece : min(end, piece + LONGEST_SENTENCE)]
        start = end


def names_in(sentence, offset):
    words = [Word(m[0], m.start(), m.end()) for m in TOKEN.finditer(sentence)]
    roles = [number for number, word in enumerate(words) if ROLE.fullmatch(word.text)]
    spans = []
    for run in runs(words):
        if spans and continues(words, spans[-1], run):
            spans[-1] = (spans[-1][0], run.last)
        elif is_beside(words, roles, run) or (spans and is_listed(words, spans[-1], run)):
            spans.append((run.first, run.last))
    for first, last in spans:
        yield Finding(
            "name",
            offset + words[first].start,
            offset + words[last].end,
            _("a name beside a word such as “victim”"),
            _("Write for example “a person, whom the Police look after”."),
        )


def runs(words):
    """Yield the runs of capitalised words that may name a person."""
    start = 0
    while start < len(words):
        if not may_be_name(words, start):
            start += 1
            continue
        end = start
        while (
            end + 1 < len(words)
            and end - start < 3
            and words[end + 1].start - words[end].end <= 1
            and may_be_name(words, end + 1)
        ):
            end += 1
        run = weighed(words, start, end)
        if run:
            yield run
        start = end + 1


def may_be_name(words, number):
    word = words[number].text
    if not words[number].is_capital or ROLE.fullmatch(word) or PLACES.match(word):
        return False
    if INITIAL.match(word) or is_given_name(word):
        return True
    if word.isupper():
        return is_shouted_surname(words, number)
    return not (BODIES.match(word) or OFFICIALS.match(word))


def is_shouted_surname(words, number):
    """A word in capitals is an abbreviation, unless a first name in capitals stands beside it."""
    beside = words[max(0, number - 1) : number] + words[number + 1 : number + 2]
    return any(one.text.isupper() and is_given_name(one.text) for one in beside)


def weighed(words, start, end):
    """Return the run between two positions, or nothing if it cannot be a person."""
    texts = [word.text for word in words[start : end + 1]]
    given = [text for text in texts if is_given_name(text)]
    initials = [text for text in texts if INITIAL.match(text)]
    sure = len(texts) > 1 and bool(given or initials or any(map(SURNAME.match, texts)))
    if not sure and len(texts) > 2:
        return None
    if len(texts) == 1 and not given:
        named = any(NAMED.match(word.text) for word in words[max(0, start - 3) : start])
        return Run(start, end, False, True, "") if named else None
    return Run(start, end, sure, bool(given), given[0] if given else "")


def is_beside(words, roles, run):
    """Whether a run stands beside one of the words for a person of a case."""
    before = [role for role in roles if role < run.first]
    after = [role for role in roles if role > run.last]
    if patron_or_official(words, run):
        return False
    if before and follows(words, before[-1], run):
        return True
    return bool(after) and precedes(words, run, after[0])


def patron_or_official(words, run):
    """Whether a title, a street or the beginning of another name stands right before the name."""
    near = [word for word in words[max(0, run.first - 2) : run.first] if word.text != "."]
    if not near:
        return False
    last = near[-1]
    if PATRONS.match(last.text) or OFFICIALS.match(last.text):
        return True
    return not (run.is_sure or run.is_known) and last.is_capital and bool(BODIES.match(last.text))


def follows(words, role, run):
    """Whether a name after the word belongs to it: "pokrzywdzona, 19-letnia Anna Nowak"."""
    gap = [word.text for word in words[role + 1 : run.first]]
    if "”" in gap:
        return False  # the word stands in a title
    plain = [text for text in gap if text[0].isalpha()]
    if any(SPEAKING.match(text) or OFFICIALS.match(text) for text in plain):
        return False
    if speaks_in_general(words, role, run):
        return False
    if somebody_elses(words[role].text, gap, plain, run):
        return False
    linked = all(LINK.match(text) or PLACES.match(text) for text in gap)
    if run.is_sure:
        return linked or len(plain) <= FAR
    if run.is_known:
        return linked
    return leads_to_unknown(words[role].text, gap, linked)


def leads_to_unknown(role, gap, linked):
    """Whether two unknown capitalised words are a person: a place has "w" or "z" before it."""
    if gap and gap[-1].lower() in LEADING_AWAY | {"i", "oraz"}:
        return False
    if linked:
        return True
    away = LEADING_AWAY.intersection(text.lower() for text in gap)
    return len(gap) <= FAR and not (away or MANY.match(role))


def speaks_in_general(words, role, run):
    """Whether many victims or their rights are meant: "pełnomocnik do spraw ofiar"."""
    many = MANY.match(words[role].text) or words[role].text.lower() == "ofiary"
    if not many and (run.is_sure or run.is_known):
        return False
    before = " ".join(word.text for word in words[max(0, role - 3) : role])
    return bool(GENERAL.search(before))


def somebody_elses(role, gap, plain, run):
    """Whether the cases differ: in "praw ofiar Anna Nowak" the name is the officer's."""
    if role[0].isupper() and role.lower() == "ofiary" and not gap:
        return False  # the first word of a sentence: "Ofiary Anna Nowak i Olga Kos wróciły"
    if not (BENT.match(role) and run.first_name and is_first_form_only(run.first_name)):
        return False
    return not (":" in gap or "(" in gap or "–" in gap or "-" in gap or (gap and not plain))


def precedes(words, run, role):
    """Whether a name before the word belongs to it: "Anna Nowak, pokrzywdzona"."""
    gap = [word.text for word in words[run.last + 1 : role]]
    if MANY.match(words[role].text) or words[role].text.lower() == "ofiary" or len(gap) > 8:
        return False
    if not (run.is_sure or gap):
        return False
    if all(LINK_AFTER.match(text) or PLACES.match(text) for text in gap):
        return True
    return run.is_sure and is_said_of(gap)


def is_said_of(gap):
    """Whether a few words only part a name from what is said of it: "…, dawniej klientka"."""
    if any(OFFICIALS.match(text) or text == ":" for text in gap):
        return False
    if gap[-1].lower() == "jako":
        return True
    return gap[0] == "," and len(gap) <= SHORT and not any(map(SPEAKING.match, gap))


def is_listed(words, span, run):
    """Whether a name goes on a list that a finding began: "Jan Nowak, Ewa Lis i Olga Kos"."""
    gap = [word.text for word in words[span[1] + 1 : run.first]]
    return run.is_sure and 0 < len(gap) <= 2 and all(text in (",", "i", "oraz") for text in gap)


def continues(words, span, run):
    """Whether a surname is told after the first name: "imieniu Anna i nazwisku Nowak"."""
    gap = [word.text.lower() for word in words[span[1] + 1 : run.first]]
    return len(gap) == 2 and gap[0] == "i" and SURNAMED.match(gap[1]) is not None
