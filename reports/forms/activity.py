"""Forms of the report of a team, its activities and its work plan."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.choice_fields import SeveralField
from coordination.choices import HandlingLabel
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm, GuardedModelForm
from meetings.models import Decision
from reports.activity.entering import ACTIVITY_FIELDS, ITEM_FIELDS, OUTCOME_FIELDS
from reports.activity_choices import ACTIVITY_LABELS, REPORT_LABELS
from reports.forms.compiled import DecisionField
from reports.forms.cycles import sensible_day
from reports.models import ExternalRecommendation, TeamActivity, WorkPlanItem
from teams.models import Seat

EARLIEST_YEAR = 2010
# No training or campaign with counted participants was ever larger.
MOST_PARTICIPANTS = 100_000


def day_gone_by(value):
    """What a team did took place on a day from the first year of reports until today."""
    if not date(EARLIEST_YEAR, 1, 1) <= value <= timezone.localdate():
        raise ValidationError(_("Give a day from the year 2010 until today."))


def day_to_come(value):
    """Whoever is asked needs time to answer, at least until tomorrow."""
    if value <= timezone.localdate():
        raise ValidationError(_("Choose a day after today."))


def labelled(labels):
    return [(one, HandlingLabel(one).label) for one in labels]


def revision_field():
    return forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False
    )


class BeginReportForm(GuardedForm):
    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST_YEAR)
    label = forms.ChoiceField(
        label=_("Who may see it"),
        choices=lambda: labelled(REPORT_LABELS),
        initial=HandlingLabel.UNITS,
        help_text=_("Nothing with a narrower label is taken into the report."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["year"].validators.append(MaxValueValidator(today.year))
        self.fields["year"].initial = today.year if today.month > 10 else today.year - 1


class BeginPlanForm(GuardedForm):
    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST_YEAR)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["year"].validators.append(MaxValueValidator(today.year + 2))
        self.fields["year"].initial = today.year + (today.month > 9)


class AskCommentsForm(GuardedForm):
    until_on = forms.DateField(
        label=_("Comments until"), widget=date_input(), validators=[day_to_come, sensible_day]
    )


class CommentForm(GuardedForm):
    text = forms.CharField(
        label=pgettext_lazy("report of a team", "Comment"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Say what should read otherwise, best with your own wording."),
    )


class TeamAdoptForm(GuardedForm):
    """The decision by which a team adopts its report or its work plan.

    Args:
        decisions: The valid decisions of the team that the person may see.
        needs_reason: Whether an adopted report is being corrected.
    """

    decision = DecisionField(
        label=_("Decision of the team"),
        queryset=Decision.objects.none(),
        help_text=_("Taken at a meeting or by circular vote; its record stands beside it."),
    )
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Printed with the list of what was changed."),
    )

    def __init__(self, *args, decisions, needs_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions
        if not needs_reason:
            del self.fields["reason"]


class SeatField(forms.ModelChoiceField):
    def label_from_instance(self, seat):
        return str(seat)


class TeamActivityForm(GuardedModelForm):
    """A training, a campaign or a conference; participants are counted, never named."""

    based_on = revision_field()
    label = forms.ChoiceField(
        label=_("Who may see it"),
        choices=lambda: labelled(ACTIVITY_LABELS),
        initial=HandlingLabel.UNITS,
    )
    recommendations = SeveralField(
        label=_("Recommendations it answers"),
        queryset=ExternalRecommendation.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    class Meta:
        model = TeamActivity
        fields = [*ACTIVITY_FIELDS, "recommendations"]
        widgets = {
            "held_on": date_input(),
            "held_until_on": date_input(),
            "text": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "participants": _("Leave it empty if nobody counted: unknown is not zero."),
            "audience": _("For whom it was, for example labour inspectors."),
            "text": _("What was done and what came of it. Name no person and describe no case."),
        }

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.team = team
        self.fields["based_on"].initial = self.instance.revision if self.instance.pk else 0
        for name in ("held_on", "held_until_on"):
            self.fields[name].validators.append(day_gone_by)
        self.fields["participants"].validators.append(MaxValueValidator(MOST_PARTICIPANTS))
        items = WorkPlanItem.objects.filter(plan__team=team).select_related("plan")
        self.fields["planned"].queryset = items.order_by("-plan__year", "quarter", "pk")
        seen = ExternalRecommendation.objects.visible_to(self.guarded_user)
        self.fields["recommendations"].queryset = seen.in_order()

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in ACTIVITY_FIELDS}


class WithdrawActivityForm(GuardedForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=250, widget=forms.Textarea(attrs={"rows": 3})
    )


class PlanItemForm(GuardedModelForm):
    """One planned thing.

    Args:
        team: Whose seats can be named.
    """

    based_on = revision_field()
    seat = SeatField(label=_("Who"), queryset=Seat.objects.none(), required=False)

    class Meta:
        model = WorkPlanItem
        fields = ITEM_FIELDS
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["based_on"].initial = self.instance.revision if self.instance.pk else 0
        seats = Seat.objects.on_day().filter(team=team).select_related("institution")
        self.fields["seat"].queryset = seats.in_order()

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in ITEM_FIELDS}


class OutcomeForm(GuardedModelForm):
    based_on = revision_field()

    class Meta:
        model = WorkPlanItem
        fields = OUTCOME_FIELDS
        widgets = {"outcome_note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["based_on"].initial = self.instance.revision

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in OUTCOME_FIELDS}
