"""Votes that come in by plain mail, for offices whose mail lets no links through.

A letter counts when it carries the mark of a ballot paper and comes from the person to whom that
paper was sent. Its first line says the word; what it quotes is not read. Whatever is doubtful
changes nothing and waits for the secretary; machines never vote.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from coordination import guarding, incoming, outbox
from coordination.choices import IncomingOutcome
from coordination.refusals import Refused
from coordination.search import fold
from meetings import vote_letters, voting
from meetings.choices import VoteChannel, VoteWord
from meetings.models import BallotVoter
from meetings.replies import Doubtful

MARK = re.compile(r"\[G-([A-Z2-9]{10})\]")
# Where the reader's own words end: a quotation, the head of a quoted letter, a signature, or the
# line that our own letters begin with.
QUOTED = re.compile(
    r"^\s*(>|-{2,}\s*$|_{5,}|={5,}|#{2,}|-{2,}\s*(original|wiadomosc|forwarded|przekazana)|"
    r"(od|from|nadawca|von)\s*:\s|(w dniu|dnia|on)\s.*(pisze|napisal|wrote)|"
    r".*(napisal\(?a?\)?|wrote)\s*:\s*$)",
    re.IGNORECASE,
)
LINE_OF_OURS = "##"
WORDS = {
    "za": VoteWord.FOR,
    "for": VoteWord.FOR,
    "przeciw": VoteWord.AGAINST,
    "against": VoteWord.AGAINST,
    "wstrzymuje sie": VoteWord.ABSTAINED,
    "wstrzymuje sie od glosu": VoteWord.ABSTAINED,
    "abstain": VoteWord.ABSTAINED,
}
# A first line is a word alone, or a word and then a reason behind a sign; never "za, ale" alone.
FIRST = re.compile(
    r"^(za|for|przeciwko|przeciw|against|wstrzymuje sie od glosu|wstrzymuje sie|abstain)"
    r"\s*(?:[.!;:–—-]+\s*(?P<rest>.*))?$"
)
ANY_WORD = re.compile(r"\b(za|przeciw|przeciwko|wstrzymuje)\b")
REMARK = re.compile(
    r"^uwag[ai]\s+do\s+p(?:kt|unktu|unktow|\.)\.?\s*([\w., ]{1,20}?)\s*[:–—-]\s*(.*)$"
)
# A line that only greets; the word stands below it.
SALUTATION = re.compile(
    r"^(dzien dobry|dobry wieczor|witam|czesc|"
    r"(szanown[aiey]+|drog[aiey]+)\s+(panie|pani|panstwo|kolezanki|koledzy)|"
    r"hello|good (morning|afternoon)|dear\s+(sir|madam|all|colleagues))"
    r"(\s+(panstwa|panstwu|panu|pani|panie|serdecznie|i|or|madam|wszystkich|koledzy|"
    r"przewodniczac[aey]|sekretarzu?|koordynator(ze|ko)?))*\s*[,.!:;–—-]*$"
)
MOST_LINES = 400


@dataclass
class MailedVote:
    """What a letter says: a word or none, a reason, remarks to points."""

    word: str = ""
    reason: str = ""
    remarks: list = field(default_factory=list)


class Text(HTMLParser):
    """The words of an HTML letter, line by line; what is quoted in it is left out."""

    BREAKS = {"br", "p", "div", "tr", "li", "hr", "h1", "h2", "h3"}

    def __init__(self):
        super().__init__()
        self.parts, self.quoted, self.hidden = [], 0, 0

    def handle_starttag(self, tag, attrs):
        if tag == "blockquote":
            self.quoted += 1
        elif tag in ("style", "script", "head", "title"):
            self.hidden += 1
        elif tag in self.BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        if tag == "blockquote" and self.quoted:
            self.quoted -= 1
        elif tag in ("style", "script", "head", "title") and self.hidden:
            self.hidden -= 1
        elif tag in self.BREAKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.quoted and not self.hidden:
            self.parts.append(data)


def read_letter(mail, message):
    """Take an incoming letter if it answers a ballot paper of ours.

    Args:
        mail: The stored row; outcome, reason, what it is about and the team are set on it.
        message: The parsed letter.

    Returns:
        Whether the letter is this reader's. Returned and automatic letters never are.
    """
    if incoming.is_bounce(message) or incoming.is_automatic(message):
        return False
    token = token_in(mail, message)
    if token is None:
        return False
    voters = BallotVoter.objects.select_related("seat__ballot__team__voivodeship", "user")
    voter = voters.filter(mail_token=token).first()
    if voter is None:
        mail.outcome = IncomingOutcome.QUARANTINED
        mail.reason = _("The mark of the ballot paper is not known; nothing was recorded.")
        return True
    ballot = voter.seat.ballot
    mail.about, mail.team_id = f"{ballot._meta.label_lower}:{ballot.pk}", ballot.team_id
    try:
        mail.outcome, mail.reason = settle(mail, message, ballot, voter)
    except Doubtful as doubt:
        mail.outcome, mail.reason = doubt.outcome, doubt.reason
    except Refused as refusal:
        mail.outcome, mail.reason = IncomingOutcome.STALE, str(refusal.message)
        outbox.send_once(vote_letters.not_taken(ballot, voter, mail, refusal.message))
    return True


def token_in(mail, message):
    """Return the mark in the subject, else the one in the text, quoted or not."""
    found = MARK.search(mail.subject) or MARK.search(plain_text(message))
    return found[1] if found else None


def plain_text(message):
    """Return the words of a letter: its plain text, or its HTML without marks."""
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = body.get_content()
    except (LookupError, ValueError, KeyError):
        return ""
    if not isinstance(text, str):
        return ""
    if body.get_content_type() == "text/html":
        reader = Text()
        reader.feed(text[:500_000])
        text = "".join(reader.parts)
    return text.replace("\r\n", "\n").replace("\xa0", " ").replace("\x00", "")


def own_lines(text):
    """Return the lines that the sender wrote himself: all before the first that is quoted."""
    lines = []
    for line in text.split("\n")[:MOST_LINES]:
        if QUOTED.match(fold(line)) or line.strip().startswith(LINE_OF_OURS) or MARK.search(line):
            break
        lines.append(" ".join(line.split()))
    return [line for line in lines if line]


def settle(mail, message, ballot, voter):
    """Act on a letter and return the outcome with its reason.

    Raises:
        Doubtful: It waits for the secretary.
        Refused: The vote can no longer be given, or not by this person.
    """
    refuse_others(mail, message, ballot, voter)
    said = understand(own_lines(plain_text(message)))
    refuse_case_data(said)
    if not said.word and not said.remarks:
        raise Doubtful(
            IncomingOutcome.UNREADABLE,
            _("The first line says neither ZA nor PRZECIW nor WSTRZYMUJĘ SIĘ; please read it."),
        )
    if said.word and repeats(voter, said) and not said.remarks:
        raise Doubtful(IncomingOutcome.REPEATED, _("The same vote had been recorded already."))
    vote = None
    if said.word:
        vote = voting.cast(
            voter.seat,
            said.word,
            voter=voter,
            via=VoteChannel.MAIL,
            reason=said.reason,
            by=voter.user,
        )
    remarks = [
        voting.remark(voter.seat, text, point=point, voter=voter, via=VoteChannel.MAIL)
        for point, text in said.remarks
    ]
    outbox.send_once(vote_letters.confirmed(ballot, voter, mail, vote=vote, remarks=remarks))
    if vote is None:
        return IncomingOutcome.ACCEPTED, _("%(person)s: remarks, no vote.") % {"person": voter.name}
    return IncomingOutcome.ACCEPTED, _("%(person)s: %(word)s.") % {
        "person": voter.name,
        "word": vote.get_word_display(),
    }


def refuse_others(mail, message, ballot, voter):
    """Believe only the person to whom the ballot paper went, and only where words may travel."""
    senders = message.get_all("From", [])
    if len(senders) != 1 or mail.sender.strip().lower() != voter.email.lower():
        raise Doubtful(
            IncomingOutcome.QUARANTINED,
            _("The sender is not the person to whom this ballot paper was sent."),
        )
    if not vote_letters.travels(ballot):
        raise Doubtful(
            IncomingOutcome.QUARANTINED,
            _("This vote is for named persons only and takes no answers by mail."),
        )


def understand(lines):
    """Read the sender's own lines.

    Raises:
        Doubtful: They say more than one thing, or something with a condition.
    """
    said, reasons = MailedVote(), []
    while lines and SALUTATION.match(fold(lines[0])):
        lines = lines[1:]
    for number, line in enumerate(lines):
        folded = fold(line)
        remark = REMARK.match(folded)
        if remark:
            said.remarks.append((remark[1].strip(), line[len(line) - len(remark[2]) :].strip()))
        elif number == 0:
            said.word, rest = first_word(line, folded)
            if rest:
                reasons.append(rest)
        elif said.remarks:
            point, text = said.remarks[-1]
            said.remarks[-1] = (point, f"{text}\n{line}".strip())
        else:
            reasons.append(line)
    said.remarks = [(point, text) for point, text in said.remarks if text]
    if said.word and any(is_word_alone(line) for line in lines[1:]):
        raise Doubtful(
            IncomingOutcome.UNDECIDED, _("The letter says more than one word; please ask.")
        )
    said.reason = "\n".join(reasons)[:2000] if said.word else ""
    return said


def first_word(line, folded):
    """Return the word of a first line and the reason behind it.

    Raises:
        Doubtful: The line holds a word among others, so that it may say something else.
    """
    found = FIRST.match(folded)
    if found:
        word = WORDS["przeciw" if found[1] == "przeciwko" else found[1]]
        rest = found["rest"] or ""
        return word, line[len(line) - len(rest) :].strip() if rest else ""
    if ANY_WORD.search(folded):
        raise Doubtful(
            IncomingOutcome.UNDECIDED,
            _("The first line holds more than the word of a vote; please ask what was meant."),
        )
    return "", ""


def is_word_alone(line):
    return fold(line).strip(" .!") in WORDS


def refuse_case_data(said):
    """Let no data of persons in with a reason or a remark (design §4.3)."""
    texts = [said.reason, *(text for _point, text in said.remarks)]
    if any(guarding.find(text) for text in texts):
        raise Doubtful(
            IncomingOutcome.QUARANTINED,
            _("The words look like data of a person; nothing was recorded."),
        )


def repeats(voter, said):
    """Whether this person has said the very same before."""
    last = voter.seat.votes.order_by("-number").first()
    same = last and (last.word, last.reason) == (said.word, said.reason)
    return bool(same and last.voter_id == voter.pk)
