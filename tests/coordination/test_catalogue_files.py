"""Catalogues are compiled and read by one process, as on the first start of a fresh checkout."""

from django.core.management import call_command
from django.utils import translation
from django.utils.translation import gettext, trans_real


def test_words_are_known_at_once_after_compiling():
    """The demo is written by the process that has just compiled the catalogues."""
    trans_real._translations["pl"] = trans_real.DjangoTranslation("en")

    call_command("compile_catalogues", verbosity=0)

    with translation.override("pl"):
        assert gettext("Meetings") == "Spotkania"
