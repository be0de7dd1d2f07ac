"""A request for information of the Police to an NGO, an inspection and another Police."""

from datetime import timedelta

from django.utils import timezone

from coordination.choices import HandlingLabel
from exchange import audiences, requesting
from tests.exchange.world import Side


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


class Asking(Side):
    """Who asks and who answers, in the world of this room."""

    def ask(self, label=HandlingLabel.INSTITUTIONS, *, days=20, shares=False, **more):
        """Ask three institutions in the name of the Police. Return the request."""
        institutions = more.pop("institutions", (self.ngo, self.inspection, self.far))
        fields = {
            "source": self.police,
            "title": "Ile było szkoleń w Puławach",
            "text": "Prosimy o liczbę szkoleń o migdałach.",
            "ground": "Porozumienie o wymianie informacji",
            "due_on": in_days(days),
            "shares_replies": shares,
            "by": self.officer,
        }
        choice = audiences.Choice(label, institutions=tuple(institutions))
        return requesting.ask(choice, **(fields | more))

    def row(self, request, institution):
        return request.replies.get(institution=institution)

    def answer(self, request, institution, by, kind="answered", text="Pięć pistacjowych", **more):
        row = self.row(request, institution)
        more.setdefault("based_on", row.revision)
        return requesting.reply(row, kind=kind, text=text, by=by, **more)
