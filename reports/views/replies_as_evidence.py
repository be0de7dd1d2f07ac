"""Taking one's own answer to a request for information over as evidence."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from coordination.templatetags.polish_dates import day_long
from exchange.models import RequestReply
from reports import evidence_from_replies, permissions
from reports.views.found import visible_contribution


class ReplyChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, reply):
        return f"{reply.request.title} ({day_long(reply.replied_at)})"


class ReplyEvidenceForm(forms.Form):
    reply = ReplyChoiceField(
        label=gettext_lazy("Your answer to a request"),
        queryset=RequestReply.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )


@login_required
@require_http_methods(["GET", "POST"])
def evidence_from_reply(request, pk):
    found = visible_contribution(request, pk, permissions.can_write)
    form = ReplyEvidenceForm(request.POST or None)
    replies = evidence_from_replies.replies_for(found, request.user)
    form.fields["reply"].queryset = replies
    if form.is_valid():
        evidence_from_replies.attach_reply(found, form.cleaned_data["reply"], by=request.user)
        messages.success(request, _("The document is added."))
        return redirect(f"{found.get_absolute_url()}#evidence")
    context = {"contribution": found, "form": form, "replies": replies}
    return render(request, "reports/evidence_from_reply.html", context)
