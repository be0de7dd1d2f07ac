"""An invented request for information with its answers, for the demo."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery, Institution, User
from exchange import audiences, requesting
from exchange.models import InformationRequest
from exchange.request_choices import ReplyKind
from teams.models import Mandate, Seat

POLICE, NGO = (
    "Komenda Wojewódzka Policji z siedzibą w Radomiu",
    "Stowarzyszenie Interwencji Prawnej",
)
PROSECUTION = "Prokuratura Okręgowa w Warszawie"
ASKED = [NGO, PROSECUTION, "Komenda Stołeczna Policji"]
OFFICER, LAWYER, HELPER = "Tomasz Wilk", "Ewa Lipska", "Zofia Kalina"


@transaction.atomic
def load():
    """The Police asks an NGO and two others; the NGO asks back. Loading twice changes nothing."""
    if InformationRequest.objects.exists():
        return
    people = {
        one.full_name: one for one in User.objects.filter(full_name__in=[OFFICER, LAWYER, HELPER])
    }
    request = ask(
        POLICE,
        ASKED,
        "Szkolenia o pracy przymusowej w 2026 roku",
        "Prosimy o liczbę szkoleń, liczbę uczestników i wykaz tematów. Bez nazwisk prowadzących.",
        people[OFFICER],
        days=12,
    )
    row = request.replies.get(institution__name=NGO)
    requesting.reply(
        row,
        kind=ReplyKind.PARTLY,
        text="Cztery szkolenia, 86 osób. Tematy podamy po uzgodnieniu z grantodawcą.",
        based_on=0,
        by=people[HELPER],
    )
    ask(
        NGO,
        [POLICE, PROSECUTION],
        "Tłumacze języka nepalskiego",
        "Czy instytucja ma umowę z tłumaczem języka nepalskiego i w jakim trybie się go wzywa?",
        people[HELPER],
        days=5,
        shares=True,
    )
    Delivery.objects.filter(about__startswith="exchange.informationrequest:").delete()


def ask(source, asked, title, text, by, *, days, shares=False):
    """Ask institutions of the Mazowieckie team in the name of one of them."""
    chosen = Institution.objects.filter(name__in=asked, pk__in=seated())
    return requesting.ask(
        audiences.Choice(HandlingLabel.INSTITUTIONS, institutions=tuple(chosen)),
        source=Institution.objects.filter(name=source, pk__in=seated()).first(),
        title=title,
        text=text,
        ground="Uzgodnienia zespołu o wymianie informacji (demonstracja)",
        due_on=timezone.localdate() + timedelta(days=days),
        shares_replies=shares,
        by=by,
    )


def seated():
    seats = Seat.objects.on_day().filter(team__key="wojewodztwo-14")
    filled = Mandate.objects.on_day().filter(seat__in=seats)
    return filled.values("seat__institution")
