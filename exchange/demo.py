"""Posts of the demo over teams and kinds, some read, one corrected, one recalled; all invented."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery, Institution, User
from exchange import (
    audience_groups,
    audiences,
    demo_posts,
    posting,
    reading,
    reminding,
    sharing,
)
from exchange.choices import PostKind
from exchange.models import Audience, Post, PostReminder, Receipt
from teams.models import Mandate, Team, TeamRole

COORDINATOR = "anna.borowik@muw.example.gov.pl"
READ_ALL = "jerzy.modrzew@mswia.example.gov.pl"


@transaction.atomic
def load():
    """Write the posts of the demo once, without letting its letters out."""
    if Post.objects.exists():
        return
    made = {row[6]: write(*row) for row in demo_posts.POSTS}
    named = write_named(*demo_posts.NAMED)
    correct_and_recall(made)
    answer_and_share(made)
    let_people_read([*made.values(), named])
    make_a_group()
    keep_a_draft()
    for post in Post.objects.all():
        Delivery.objects.about(post).delete()


def source_and_author(name):
    """Return a team with its officer, or an institution with somebody who sits for it."""
    team = Team.objects.filter(key=name).first()
    if team is not None:
        return team, TeamRole.objects.on_day().filter(team=team).order_by("pk").first().user
    institution = Institution.objects.get(name=name)
    seated = Mandate.objects.on_day().filter(seat__institution=institution)
    return institution, seated.select_related("user").order_by("capacity_order", "pk").first().user


def facts_of(kind, title):
    return {
        "kind": kind,
        "title": title,
        "text": demo_posts.TEXTS[kind].format(title=title.rstrip("?")),
        "valid_until_on": timezone.localdate() + timedelta(days=60) if kind == "warning" else None,
        "allows_comments": kind in (PostKind.QUESTION, PostKind.GOOD_PRACTICE),
        "asks_acknowledgement": kind == PostKind.WARNING,
    }


def write(days, source, kind, label, teams, institutions, title):
    source, author = source_and_author(source)
    choice = audiences.Choice(
        label,
        teams=tuple(Team.objects.filter(key__in=teams)),
        institutions=tuple(Institution.objects.filter(name__in=institutions)),
    )
    facts = facts_of(kind, title)
    return send(posting.save_draft(choice, facts=facts, source=source, by=author), days)


def write_named(days, source, title, reader):
    source, author = source_and_author(source)
    person = User.objects.get(email__startswith=reader)
    choice = audiences.Choice(HandlingLabel.PERSONS, persons=(person,))
    facts = facts_of(PostKind.INFORMATION, title)
    return send(posting.save_draft(choice, facts=facts, source=source, by=author), days)


def send(draft, days):
    """Send a post and let it have been sent some days ago."""
    post = posting.send(draft, by=draft.audience.by)
    sent_at = timezone.now() - timedelta(days=days, hours=days % 7)
    Post.objects.filter(pk=post.pk).update(sent_at=sent_at)
    Audience.objects.filter(pk=post.audience_id).update(sent_at=sent_at)
    post.refresh_from_db()
    PostReminder.objects.filter(post=post).delete()
    reminding.promise(post)
    # What would have been asked by now has been asked.
    past = PostReminder.objects.filter(post=post, due_at__lte=timezone.now())
    past.update(sent_at=F("due_at"), reminded=4)
    return post


def correct_and_recall(made):
    post = made["Harmonogram prac nad diagnozą województwa"]
    posting.correct(
        post,
        title=post.title,
        text=f"{post.text}\n\nDane prosimy przesłać do końca miesiąca.",
        valid_until_on=None,
        reason="dopisano termin przesłania danych",
        based_on=post.revision,
        by=post.audience.by,
    )
    post = made["Zmiana koordynatorów w komendach"]
    posting.recall(post, reason="Zmiana wejdzie w życie później.", by=post.audience.by)


def answer_and_share(made):
    question = made["Jak zespoły liczą uczestników szkoleń?"]
    anna = User.objects.get(email=COORDINATOR)
    posting.comment(question, text="Liczymy osoby, nie dni szkolenia.", by=anna)
    wanted = Institution.objects.get(name=demo_posts.SIP)
    post = made["Kontrole legalności zatrudnienia: jesień"]
    reason = "Organizacja prowadzi punkt porad dla pracowników sezonowych."
    sharing.ask(post, institution=wanted, reason=reason, by=anna)


def let_people_read(posts):
    """Let the older posts be read by most, and everything by one person."""
    Receipt.objects.filter(user__email=READ_ALL).update(first_read_at=timezone.now())
    for post in posts:
        older = timezone.now() - post.sent_at > timedelta(days=6)
        receipts = post.audience.receipts.order_by("pk").select_related("user")
        for place, receipt in enumerate(receipts):
            if place % 3 == 0 or (older and place % 5):
                read_at = min(timezone.now(), post.sent_at + timedelta(minutes=50 + 9 * place))
                Receipt.objects.filter(pk=receipt.pk).update(first_read_at=read_at)
                if post.asks_acknowledgement and place % 2 == 0:
                    reading.acknowledge(post, by=receipt.user)


def make_a_group():
    team, officer = source_and_author(demo_posts.MAZ)
    group = audience_groups.found(team, name="Pierwszy kontakt z cudzoziemcem", by=officer)
    for name in (demo_posts.NWOSG, demo_posts.OIP, demo_posts.SIP):
        institution = Institution.objects.get(name=name)
        audience_groups.add(group, institution=institution, by=officer)


def keep_a_draft():
    team, officer = source_and_author(demo_posts.MAZ)
    choice = audiences.Choice(HandlingLabel.UNITS, teams=(team,))
    facts = facts_of(PostKind.INFORMATION, "Szkolenie dla nowych członków zespołu")
    posting.save_draft(choice, facts=facts, source=team, by=officer)
