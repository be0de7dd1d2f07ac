"""Forms that know from which text their writer began."""

from django import forms

from coordination.guarded_forms import GuardedForm


class BasedOnForm(GuardedForm):
    """A text written anew; `based_on` is the number of the one it was begun from."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)

    def go_on_from(self, revision):
        """After a clash the next saving starts from the text that the writer now sees."""
        self.data = self.data.copy()
        self.data["based_on"] = revision
