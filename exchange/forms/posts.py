"""Forms with which a post is written, corrected, recalled, commented on and shared."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.file_fields import SeveralFilesField
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm
from exchange import linking
from exchange.choices import PostKind
from exchange.forms.audiences import AudienceForm
from exchange.forms.clashing import BasedOnForm
from exchange.forms.groups import OneAddresseeForm
from exchange.post_templates import HEADINGS, is_left_empty

MOST_LINKS = 10
MOST_FILES = 20


def valid_day(day):
    """Refuse a last day that is past."""
    if day is not None and day < timezone.localdate():
        raise ValidationError(_("This day is past."))
    return day


class PostForm(AudienceForm):
    """A post with its addressees; `facts()` gives it to the operations."""

    unguarded_fields = {"persons", "links"}

    kind = forms.ChoiceField(label=_("Kind"), choices=PostKind)
    title = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Text"), max_length=12000, widget=forms.Textarea(attrs={"rows": 8})
    )
    valid_until_on = forms.DateField(label=_("Valid until"), required=False, widget=date_input())
    allows_comments = forms.BooleanField(label=_("Readers may comment"), required=False)
    asks_acknowledgement = forms.BooleanField(
        label=_("Ask the readers to confirm that they have read it"),
        required=False,
        help_text=_("A warning always asks for it."),
    )
    links = forms.CharField(
        label=_("What it is about"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_(
            "Addresses of pages of the desk, one in a line: a meeting, a decision, a task of a "
            "team or of the KPD. Whoever may not open them does not see them."
        ),
    )
    documents = SeveralFilesField(
        label=_("Files"),
        required=False,
        help_text=_("PDF, Word, Excel or pictures, up to 25 MB each."),
    )

    def clean_valid_until_on(self):
        return valid_day(self.cleaned_data["valid_until_on"])

    def clean_documents(self):
        if len(self.cleaned_data["documents"]) > MOST_FILES:
            raise ValidationError(
                _("At most %(most)d files go with a post."), params={"most": MOST_FILES}
            )
        return self.cleaned_data["documents"]

    def clean_links(self):
        """Turn addresses into things; one that leads to nothing of the desk is named."""
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        found = [(line, linking.thing_at(line)) for line in lines]
        wrong = [line for line, thing in found if thing is None]
        if wrong:
            raise ValidationError(
                _("This address leads to nothing that a post can be about: %(address)s."),
                params={"address": wrong[0][:100]},
            )
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("At most %(most)d addresses."), params={"most": MOST_LINKS})
        return tuple(thing for _line, thing in found)

    def clean(self):
        cleaned = super().clean()
        text, kind = cleaned.get("text"), cleaned.get("kind")
        if text and kind in HEADINGS and is_left_empty(text, kind):
            self.add_error("text", _("Fill in the headings of the template, or replace them."))
        return cleaned

    def facts(self):
        """Return the words of the post as the operations take them."""
        names = ["kind", "title", "text", "valid_until_on", "allows_comments"]
        facts = {name: self.cleaned_data[name] for name in names}
        return facts | {"asks_acknowledgement": self.cleaned_data["asks_acknowledgement"]}


class CorrectionForm(BasedOnForm):
    """A sent post as it is right, and what was corrected."""

    title = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Text"), max_length=12000, widget=forms.Textarea(attrs={"rows": 10})
    )
    valid_until_on = forms.DateField(label=_("Valid until"), required=False, widget=date_input())
    reason = forms.CharField(
        label=_("What was corrected"),
        max_length=300,
        help_text=_("Readers see it beside the changes."),
    )

    def clean_valid_until_on(self):
        return valid_day(self.cleaned_data["valid_until_on"])

    def facts(self):
        """Return what the operation takes."""
        names = ["title", "text", "valid_until_on", "reason", "based_on"]
        return {name: self.cleaned_data[name] for name in names}


class AddresseesForm(AudienceForm):
    """Other addressees or a narrower label of a sent post; in whose name it went out stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["source"]


class RecallForm(GuardedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see it in place of the text."),
    )


class CommentForm(GuardedForm):
    text = forms.CharField(
        label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ShareForm(OneAddresseeForm):
    """Whom a reader wishes the source to let in.

    Args:
        takes_bodies: Whether an institution can be let in, or only a person.
    """

    reason = forms.CharField(
        label=_("Why they should read it"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, takes_bodies, **kwargs):
        super().__init__(*args, **kwargs)
        if not takes_bodies:
            del self.fields["institution"]
            self.fields["person"].label = _("Person")


class ShareAnswerForm(GuardedForm):
    decision = forms.ChoiceField(
        label=_("The source"),
        choices=[("grant", _("shares it")), ("refuse", _("does not share it"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when it is not shared."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "refuse" and not cleaned.get("words"):
            self.add_error("words", _("Give the reason."))
        return cleaned
