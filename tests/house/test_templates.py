"""Templates hold no script, style or handler of their own: the content policy forbids them."""

import re

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
MAIL = [path for path in TEMPLATES if "mail" in path.parts or "_mail" in path.parts]
PAGES = [path for path in TEMPLATES if path not in MAIL]


def name(path):
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_hold_no_inline_script_or_style(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_marked_safe(path):
    assert "|safe" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_forms_that_change_something_carry_the_token(path):
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL | re.IGNORECASE):
        assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_words_on_pages_are_translated(path):
    """What stands between tags is a message, a value, a sign, a name of a format or an example."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{% blocktrans.*?\{% endblocktrans(late)? %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL)
    text = re.sub(r"\{[%{#].*?[%}#]\}", "", text, flags=re.DOTALL)
    words = re.findall(r">([^<]*[A-Za-z]{2}[^<]*)<", text)
    known = {
        "KCIK",
        "PDF",
        "DOCX",
        "XLSX",
        "JSON",
        "CSV",
        "SHA-256",
        "English",
        "Polski",
        "Message-ID",
        "&lt;&gt;",
        "bip.brpo.gov.pl",
    }
    left = {word.strip(" .:–") for word in words} - known
    assert {word for word in left if not re.fullmatch(r"[\d. ]+", word)} <= {""}
