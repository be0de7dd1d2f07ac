"""When a person is told of posts, and the web feed with his secret address."""

from datetime import time

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange import choosing, web_feed
from exchange.forms.telling import TellingForm
from exchange.models import ReadingHours
from exchange.views.found import belonging_only


@belonging_only
@require_http_methods(["GET", "POST"])
def telling(request):
    hours = ReadingHours.objects.filter(user=request.user).first()
    paces = choosing.paces_of(request.user)
    initial = {f"pace_{kind.value}": pace for kind, pace in paces.items()} | {
        "keeps_hours": hours is not None,
        "from_hour": hours.from_hour if hours else time(7),
        "until_hour": hours.until_hour if hours else time(18),
    }
    form = TellingForm(request.POST or None, initial=initial)
    if form.is_valid():
        choosing.choose(request.user, form.paces(), form.hours())
        messages.success(request, _("Your choice is saved."))
        return redirect("exchange:telling")
    address = choosing.feed_address_of(request.user)
    context = {"form": form, "address": address, "public_url": settings.PUBLIC_URL}
    return render(request, "exchange/telling.html", context)


@belonging_only
@require_POST
def feed_address(request):
    """Make an address for a web feed, or a new one in its place."""
    had = choosing.feed_address_of(request.user) is not None
    choosing.new_feed_address(request.user)
    messages.success(
        request,
        _("The old address no longer works. Put the new one into your reader.")
        if had
        else _("The address is made. Put it into your reader and show it to nobody."),
    )
    return redirect("exchange:telling")


@require_safe
def post_feed(request, secret):
    """The web feed under a secret address: what is open to all, asked anew each time."""
    address = choosing.living_feed(secret)
    if address is None:
        raise Http404
    with translation.override(address.user.language):
        body = web_feed.of(address)
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
