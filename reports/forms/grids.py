"""The grid of a return: one field for a figure, and one for a word where the check asks why."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.guarded_forms import GuardedForm
from reports.statistics import figures
from reports.statistics_choices import CellState

LONGEST_EXPLANATION = 300


class FigureField(forms.CharField):
    """A number, 0, or the words for unknown and not collected; empty says nothing."""

    def __init__(self, *, known_words, **kwargs):
        super().__init__(required=False, max_length=40, **kwargs)
        self.known_words = known_words

    def clean(self, value):
        return figures.read(super().clean(value), self.known_words)


class GridForm(GuardedForm):
    """All figures of a return, with the revision they started from.

    Args:
        shape: The shape of the round.
        saved: `{key: Figure}` as saved.
        revision: The revision of what is saved.
        asked: Keys of cells that are asked to be explained.
    """

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    rest = forms.ChoiceField(
        label=_("Cells that are left empty"),
        choices=[
            ("", _("stay empty: nothing is said yet")),
            (CellState.ZERO, _("mean zero")),
            (CellState.UNKNOWN, _("mean that it is not known")),
            (CellState.NOT_COLLECTED, _("mean that it is not collected")),
        ],
        required=False,
    )

    def __init__(self, *args, shape, saved, revision, asked=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.shape, self.saved = shape, saved
        self.initial["based_on"] = revision
        known_words = figures.words()
        self.places = {key: number for number, key in enumerate(shape.keys)}
        # Figures are read by their own rules and kept as numbers only.
        self.unguarded_fields = {f"f{number}" for number in self.places.values()} | {"rest"}
        explained = set(asked) | {key for key, one in saved.items() if one.explanation}
        if self.is_bound:
            explained |= {key for key, number in self.places.items() if f"w{number}" in self.data}
        for key, number in self.places.items():
            self.add_place(key, number, known_words, key in explained)

    def add_place(self, key, number, known_words, is_explained):
        figure = self.saved.get(key)
        name = self.shape.name_of(key)
        self.fields[f"f{number}"] = FigureField(
            known_words=known_words,
            label=name,
            initial=figure.shown if figure else "",
            widget=forms.TextInput(
                attrs={
                    "aria-label": name,
                    "list": "figure-words",
                    "autocomplete": "off",
                    "size": 7,
                    "class": "figure",
                }
            ),
        )
        if is_explained:
            self.fields[f"w{number}"] = forms.CharField(
                label=_("Explanation"),
                required=False,
                max_length=LONGEST_EXPLANATION,
                initial=figure.explanation if figure else "",
                widget=forms.TextInput(
                    attrs={"aria-label": _("Explanation: %(cell)s") % {"cell": name}}
                ),
            )

    def clean(self):
        """An explanation without a figure would be lost, so it is refused instead."""
        cleaned = super().clean()
        for key, number in self.places.items():
            why = cleaned.get(f"w{number}")
            if why and f"f{number}" in cleaned and self.figure_of(key, cleaned) is None:
                problem = _("Write the figure that this explains, or take the words out.")
                self.add_error(f"f{number}", ValidationError(problem))
        return cleaned

    def figure_of(self, key, cleaned):
        number = self.places[key]
        figure = cleaned.get(f"f{number}")
        if figure is None and cleaned.get("rest"):
            figure = figures.Figure(str(cleaned["rest"]))
        return figure

    def figures(self):
        """Return `{key: Figure}` of the cells that say something."""
        found = {}
        for key, number in self.places.items():
            figure = self.figure_of(key, self.cleaned_data)
            if figure is not None:
                why = self.cleaned_data.get(f"w{number}", "")
                found[key] = figure._replace(explanation=why)
        return found

    def fields_of(self, key):
        """Return the bound fields of a place: the figure, and the explanation or None."""
        number = self.places[key]
        why = self[f"w{number}"] if f"w{number}" in self.fields else None
        return self[f"f{number}"], why
