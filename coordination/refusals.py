"""Refusals: what an operation says when it will not do what was asked."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Base of all refusals; `message` is the sentence a person reads."""

    message = _("This cannot be done now.")

    def __str__(self):
        return str(self.message)
