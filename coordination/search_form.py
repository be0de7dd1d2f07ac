"""What may be typed into the search, and to what it can be narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination import search

LONGEST_QUERY = 200
KINDS = {
    "meeting": _("meetings"),
    "item": _("agenda items"),
    "minutes": _("minutes"),
    "decision": _("decisions"),
    "task": _("tasks"),
    "plan_task": _("tasks of the plan"),
    "recommendation": _("recommendations"),
    "post": _("posts"),
    "request": _("requests for information"),
    "library": _("library"),
    "team": _("teams"),
    "institution": _("institutions"),
}


class SearchForm(forms.Form):
    """Words and what narrows them; what makes no sense is left out, never an error page.

    Args:
        teams: Pairs of key and name of the teams that may be chosen.
        years: The calendar years that may be chosen, the newest first.
        institutions: Institutions that may be chosen.
    """

    q = forms.CharField(
        label=_("Words"),
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)

    def __init__(self, *args, teams, years, institutions, **kwargs):
        super().__init__(*args, **kwargs)
        everything = ("", _("all"))
        self.fields["kind"].choices = [everything, *KINDS.items()]
        self.fields["team"].choices = [everything, *((str(key), name) for key, name in teams)]
        self.fields["year"].choices = [everything, *((str(year), str(year)) for year in years)]
        self.fields["institution"].choices = [
            everything,
            *((str(one.pk), str(one)) for one in institutions),
        ]

    def asked(self):
        """Return what is looked for; a choice that does not exist narrows nothing."""
        if self.is_bound:
            self.full_clean()
        valid = self.cleaned_data if self.is_bound else {}
        numbers = {
            name: int(valid[name]) if valid.get(name) else None
            for name in ("team", "year", "institution")
        }
        typed = str(self.data.get("q", "")) if self.is_bound else ""
        words = " ".join(typed.replace("\x00", "").split())[:LONGEST_QUERY]
        return search.Asked(words=words, kind=valid.get("kind") or "", **numbers)
