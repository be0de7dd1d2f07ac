"""Words that fields of requests for information may hold."""

from django.db import models
from django.utils.translation import pgettext_lazy

from coordination.choices import HandlingLabel

# A request goes to institutions, so only labels under which institutions can be chosen fit.
ASKED_UNDER = [HandlingLabel.UNITS, HandlingLabel.INSTITUTIONS]


class ReplyKind(models.TextChoices):
    """What an addressee says for itself; silence is none of these (design §1)."""

    NOTED = "noted", pgettext_lazy("reply to a request", "taken note")
    ANSWERED = "answered", pgettext_lazy("reply to a request", "answered")
    PARTLY = "partly", pgettext_lazy("reply to a request", "answered in part")
    NOT_HELD = "not_held", pgettext_lazy("reply to a request", "does not hold it")
    REFUSED = "refused", pgettext_lazy("reply to a request", "refuses, with the basis")
    REDIRECTED = "redirected", pgettext_lazy("reply to a request", "names another institution")


# Without words nobody could use such an answer.
NEEDS_WORDS = [ReplyKind.ANSWERED, ReplyKind.PARTLY]
