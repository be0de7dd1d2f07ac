"""Forms of minutes after they were written: labels, circulation, remarks, approval, signatures."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.choices import HandlingLabel, is_wider
from coordination.guarded_forms import GuardedForm
from meetings import paragraphs
from meetings.choices import ApprovalWay, RemarkState, SignatureKind
from meetings.models import Meeting
from meetings.models.records import CASE_SIGN

SENTENCES = {
    "wider": _("Paragraph %(number)d would let more people read it than its item."),
    "nobody": _("Paragraph %(number)d is for named institutions only, but names none."),
    "unknown": _("Paragraph %(number)d names “%(name)s”, which has no seat in this team."),
}


def refuse_wrong_marks(text, *, item_label, institutions):
    """Put every mistake in the marks of a text into a sentence.

    Raises:
        ValidationError: With one sentence for each.
    """
    found = paragraphs.mistakes(text, item_label=item_label, institutions=institutions)
    if found:
        raise ValidationError(
            [str(SENTENCES[one.kind]) % {"number": one.number, "name": one.name} for one in found]
        )


class BlockForm(GuardedForm):
    """The text under one item, with the revision it started from.

    Args:
        item_label: The label that no paragraph may be wider than.
        institutions: Short names of those that a paragraph may be kept for.
    """

    text = forms.CharField(
        label=_("Course and findings"),
        max_length=50_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, item_label=HandlingLabel.PUBLIC, institutions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.item_label, self.institutions = item_label, institutions

    def clean_text(self):
        text = self.cleaned_data["text"]
        refuse_wrong_marks(text, item_label=self.item_label, institutions=self.institutions)
        return text


class ParagraphLabelForm(forms.Form):
    """Who may read one paragraph: the same as the item, or fewer; by institution where wanted.

    Args:
        item_label: The label of the item.
        institutions: Short names of the institutions with a seat.
    """

    label = forms.ChoiceField(label=_("Who may read this paragraph"), required=False)
    readers = forms.MultipleChoiceField(
        label=_("Only these institutions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty to keep to the label alone."),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, item_label, institutions, **kwargs):
        super().__init__(*args, **kwargs)
        narrower = [
            (value, words)
            for value, words in HandlingLabel.choices
            if not is_wider(value, than=item_label)
        ]
        self.fields["label"].choices = [("", _now("whoever may read the item")), *narrower]
        self.fields["readers"].choices = [(name, name) for name in institutions]

    def clean(self):
        cleaned = super().clean()
        label, readers = cleaned.get("label"), cleaned.get("readers")
        if label == HandlingLabel.PERSONS and not readers:
            self.add_error("readers", _("Choose at least one institution."))
        if readers and not label:
            self.add_error("label", _("Choose a label for a paragraph that is kept for some."))
        return cleaned


class CirculateForm(GuardedForm):
    """How the minutes will be approved; a correction says what it corrects."""

    way = forms.ChoiceField(
        label=_("How will they be approved"),
        choices=ApprovalWay,
        initial=ApprovalWay.MEETING,
        widget=forms.RadioSelect,
    )
    change_note = forms.CharField(label=_("What was corrected"), max_length=500)
    late_reason = forms.CharField(
        label=_("Why the minutes come after their day"),
        max_length=500,
        help_text=_("The rules of procedure set an earlier day. The reason stays in the file."),
    )

    def __init__(self, *args, is_correction, is_late=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["change_note"]
        if not is_late:
            del self.fields["late_reason"]


class AcknowledgementForm(GuardedForm):
    """A member has taken note of circulated minutes, with or without a remark to the whole."""

    approves = forms.TypedChoiceField(
        label=_("Do you approve the minutes?"),
        choices=[("yes", _("yes, I approve them")), ("no", _("no, I have remarks"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Remarks to the minutes as a whole"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Leave empty if you have none. Remarks to one paragraph are made beside it."),
    )

    def __init__(self, *args, asks_approval=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_approval:
            del self.fields["approves"]


class RemarkForm(GuardedForm):
    """A remark to one paragraph, another wording of it, or both."""

    wording = forms.CharField(
        label=_("How it should read"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Change the text here to propose another wording."),
    )
    text = forms.CharField(
        label=_("Remark"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WordReturnForm(forms.Form):
    """The Word file of the minutes with tracked changes and comments."""

    file = forms.FileField(
        label=_("Word file with your changes"),
        help_text=_("The DOCX from this page, with changes tracked or comments in it."),
    )


class TemplateForm(forms.Form):
    """An office's own template of minutes."""

    file = forms.FileField(
        label=_("Template (DOCX)"),
        help_text=_("A sample is set in it first; a mistake is named here."),
    )


class RecordsForm(forms.Form):
    """The sign under which an office keeps the case of the meeting."""

    case_sign = forms.CharField(
        label=_("Case sign"),
        max_length=60,
        validators=[CASE_SIGN],
        help_text=_("As in your office's records, for example WPS-II.9511.4.2026."),
    )


class SettleForm(GuardedForm):
    """What becomes of a remark."""

    state = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (RemarkState.ACCEPTED, pgettext_lazy("remark", "accept")),
            ("worked_in", _("accept; it is in the text already")),
            (RemarkState.REJECTED, pgettext_lazy("remark", "reject")),
            (RemarkState.LEFT, _("leave to the meeting")),
        ],
    )
    reason = forms.CharField(
        label=_("Words to its author"),
        max_length=500,
        required=False,
        help_text=_("Needed for a rejection."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == RemarkState.REJECTED and not cleaned.get("reason"):
            self.add_error("reason", _("Say why the remark is rejected; its author reads it."))
        return cleaned


class ApproveForm(GuardedForm):
    """How and when the minutes were approved."""

    way = forms.ChoiceField(label=_("How"), choices=ApprovalWay, widget=forms.RadioSelect)
    at = forms.ModelChoiceField(
        label=_("At which meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        help_text=_("For approval at a meeting."),
    )
    approved_on = forms.DateField(
        label=_("On which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("Note for the record"), max_length=500, required=False)

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].queryset = meetings

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("way") == ApprovalWay.MEETING and not cleaned.get("at"):
            self.add_error("at", _("Choose the meeting that approved the minutes."))
        day = cleaned.get("approved_on")
        if day and day > timezone.localdate():
            self.add_error("approved_on", _("This day is still to come."))
        return cleaned


class SignatureForm(GuardedForm):
    """A signature as the office has it, with the file that shows it."""

    unguarded_fields = {"name"}

    kind = forms.ChoiceField(label=_("Kind of signature"), choices=SignatureKind)
    name = forms.CharField(label=_("Who signed"), max_length=120)
    function = forms.CharField(
        label=_("As"), max_length=160, help_text=_("For example: chair of the team.")
    )
    signed_on = forms.DateField(
        label=_("Signed on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    file = forms.FileField(
        label=_("Scan or signed file"),
        help_text=_("The desk keeps it as it is; it does not check whether a signature is valid."),
    )

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day
