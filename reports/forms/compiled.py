"""Forms of the compiled report: words of a part, remarks and their answers, adoption."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.guarded_forms import GuardedForm
from meetings.models import Decision
from reports.choices import RemarkResult
from reports.compiling import LONGEST


class BlockForm(GuardedForm):
    """The words of a part, with the revision they started from."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Leave an empty line between paragraphs."),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class KeepForm(GuardedForm):
    reason = forms.CharField(
        label=_("Why the text stays"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with the part. Tables and charts are brought up to date anyway."),
    )


class RemarkForm(GuardedForm):
    text = forms.CharField(
        label=pgettext_lazy("report", "Remark"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Say what should read otherwise, best with your own wording."),
    )


class SettleForm(GuardedForm):
    result = forms.ChoiceField(
        label=_("What becomes of the remark"),
        choices=RemarkResult.choices,
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The body that remarked reads it beside its own words."),
    )


class DecisionField(forms.ModelChoiceField):
    def label_from_instance(self, decision):
        kind = str(decision.get_kind_display()).capitalize()
        return f"{kind} {decision.signature}: {Truncator(decision.text).chars(90)}"


class AdoptReportForm(GuardedForm):
    """The decision by which a report is adopted.

    Args:
        decisions: The valid decisions of the national team that the person may see.
    """

    decision = DecisionField(
        label=_("Decision of the national team"),
        queryset=Decision.objects.none(),
        help_text=_("Taken at a meeting or by circular vote; its record stands with the report."),
    )

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions


class CorrectForm(AdoptReportForm):
    """Why a report is corrected, and by which decision where there was one."""

    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Printed with the list of what was changed."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].required = False
        self.order_fields(["reason", "decision"])


class WithdrawForm(GuardedForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
