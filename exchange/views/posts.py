"""The list of posts, one post, and what its readers and its source do with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import audit
from coordination.choices import READING_IS_AUDITED
from coordination.documents import kept_from_running
from coordination.refusals import Refused
from exchange import (
    handling,
    linking,
    permissions,
    post_files,
    posting,
    reading,
    sharing,
    unread,
    watermarks,
)
from exchange.choices import ADDRESSABLE
from exchange.clashing import Overtaken
from exchange.filters import PostFilter
from exchange.forms.audiences import initial_of
from exchange.forms.posts import (
    AddresseesForm,
    CommentForm,
    CorrectionForm,
    RecallForm,
    ShareAnswerForm,
    ShareForm,
)
from exchange.models import Post, ShareRequest
from exchange.views.audiences import reach_context
from exchange.views.found import belonging_only, visible_post

PER_PAGE = 30
# Counting further back costs more than anybody pages through; filters reach what is older.
MOST_LISTED = 1500
WISH_PEOPLE = ["institution", "person", "asked_by", "answered_by"]


@belonging_only
@require_GET
def feed(request):
    """The front page of the room: posts that reach this person, the newest first."""
    posts = Post.objects.visible_to(request.user).with_source().with_receipt_of(request.user)
    found = PostFilter(
        request.GET or None, queryset=posts.order_by("-sent_at", "-pk"), request=request
    )
    posts = found.qs if found.is_bound else posts.current().order_by("-sent_at", "-pk")
    context = {
        "filter": found,
        "page": Paginator(posts[:MOST_LISTED], PER_PAGE).get_page(request.GET.get("page")),
        "is_narrowed": bool(request.GET.keys() - {"page"}),
        "unread": unread.counts_for(request.user),
        "drafts": Post.objects.drafts_of(request.user).count(),
    }
    return render(request, "exchange/feed.html", context)


@belonging_only
@require_GET
def post(request, pk):
    """One post as this reader may have it; that he read it is noted."""
    found = visible_post(request, pk)
    user, audience = request.user, found.audience
    if not found.is_recalled:
        reading.note_reading(found, by=user)
    manages = permissions.can_manage(user, found)
    mine = audience.receipts.filter(user=user).first()
    context = {
        "post": found,
        "audience": audience,
        "rules": handling.rules_of(audience.label),
        "links": linking.shown_to(user, found.links.all()),
        "files": found.files.select_related("document"),
        "corrections": [] if found.is_recalled else reading.corrections_of(found),
        "comments": found.comments.select_related("by", "institution"),
        "comment_form": CommentForm(user=user) if permissions.can_comment(user, found) else None,
        "receipt": mine,
        "asks_me": found.is_sent
        and found.asks_acknowledgement
        and mine is not None
        and mine.acknowledged_at is None,
        "can_download": permissions.can_download(user, found),
        "can_ask_to_share": permissions.can_ask_to_share(user, found),
        "manages": manages,
        "wishes": found.share_requests.filter(asked_by=user).select_related(*WISH_PEOPLE),
        "now": timezone.now(),
        **(facts_for_source(found) if manages else {}),
    }
    return render(request, "exchange/post.html", context)


def facts_for_source(found):
    """Return what the source sees of its post: how far it came, reminders, wishes to share."""
    read_by = reading.by_institution(found)
    return {
        "read_by": read_by,
        "totals": reading.totals(read_by),
        "reminders": found.reminders.all(),
        "wishes": found.share_requests.select_related(*WISH_PEOPLE),
        "targets": found.audience.targets.select_related(
            "team__voivodeship", "institution", "person", "via"
        ),
    }


@belonging_only
@require_POST
def post_acknowledge(request, pk):
    found = visible_post(request, pk)
    reading.acknowledge(found, by=request.user)
    messages.success(request, _("Thank you, the sender sees that you have read it."))
    return redirect(found)


@belonging_only
@require_POST
def post_comment(request, pk):
    found = visible_post(request, pk, permissions.can_comment)
    form = CommentForm(request.POST, user=request.user)
    if form.is_valid():
        posting.comment(found, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("The comment stands below the post."))
        return redirect(found)
    return act(request, found, form, heading=_("Comment"), submit=_("Add a comment"))


def act(request, found, form, *, heading, submit, **more):
    """Show one form about a post."""
    context = {"post": found, "form": form, "heading": heading, "submit": submit, **more}
    return render(request, "exchange/post_act.html", context)


@belonging_only
@require_http_methods(["GET", "POST"])
def post_correct(request, pk):
    found = visible_post(request, pk, permissions.can_manage)
    initial = {name: getattr(found, name) for name in ("title", "text", "valid_until_on")}
    initial["based_on"] = found.revision
    form = CorrectionForm(request.POST or None, user=request.user, initial=initial)
    clash = None
    if form.is_valid():
        try:
            posting.correct(found, by=request.user, **form.facts())
        except Overtaken as refusal:
            form.add_error("text", str(refusal))
            clash = visible_post(request, pk)
            form.go_on_from(clash.revision)
        except posting.NothingCorrected as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("It is corrected. Readers see what has changed."))
            return redirect(found)
    heading = _("Correct the post")
    return act(request, found, form, heading=heading, submit=_("Correct"), clash=clash)


@belonging_only
@require_http_methods(["GET", "POST"])
def post_readdress(request, pk):
    """A narrower label or other addressees; whoever is left out loses it at once."""
    found = visible_post(request, pk, permissions.can_manage)
    form = AddresseesForm(
        request.POST or None, user=request.user, initial=initial_of(found.audience)
    )
    wanted = request.POST.get("act", "")
    if form.is_valid() and wanted != "reach":
        try:
            posting.readdress(found, form.choice(), by=request.user)
        except Refused as refusal:
            form.add_error("label", str(refusal))
        else:
            messages.success(request, _("Only the new addressees read it now."))
            return redirect("exchange:feed")
    context = {"post": found, "form": form, **reach_context(form)}
    return render(request, "exchange/post_readdress.html", context)


@belonging_only
@require_http_methods(["GET", "POST"])
def post_recall(request, pk):
    found = visible_post(request, pk, permissions.can_manage)
    form = RecallForm(request.POST or None, user=request.user)
    if form.is_valid():
        posting.recall(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("It is recalled. Whoever was told of it is told of this too."))
        return redirect(found)
    return act(request, found, form, heading=_("Recall the post"), submit=_("Recall"))


@belonging_only
@require_POST
def post_archive(request, pk):
    found = visible_post(request, pk, permissions.can_manage)
    posting.archive(found, by=request.user)
    messages.success(request, _("It is put away. It can be found and read, and nobody is asked."))
    return redirect(found)


@belonging_only
@require_http_methods(["GET", "POST"])
def share_ask(request, pk):
    """Ask the source to let somebody in."""
    found = visible_post(request, pk, permissions.can_ask_to_share)
    bodies = "institutions" in ADDRESSABLE[found.audience.label]
    form = ShareForm(request.POST or None, user=request.user, takes_bodies=bodies)
    if form.is_valid():
        try:
            sharing.ask(
                found,
                institution=form.cleaned_data.get("institution"),
                person=form.cleaned_data["person"],
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("person", str(refusal))
        else:
            messages.success(request, _("The source is asked. You will be told what it decides."))
            return redirect(found)
    lead = _("The source decides; until then nobody else reads it.")
    heading = _("Ask the source to share it further")
    return act(request, found, form, heading=heading, submit=_("Ask the source"), lead=lead)


@belonging_only
@require_http_methods(["GET", "POST"])
def share_answer(request, pk, wish):
    """Let in whom a reader asked for, or refuse with a reason."""
    found = visible_post(request, pk, permissions.can_manage)
    wishes = ShareRequest.objects.filter(post=found).select_related(
        "institution", "person", "asked_by"
    )
    wish = get_object_or_404(wishes, pk=wish)
    form = ShareAnswerForm(request.POST or None, user=request.user)
    if form.is_valid():
        grants = form.cleaned_data["decision"] == "grant"
        words = form.cleaned_data["words"]
        try:
            sharing.answer(wish, grants=grants, words=words, by=request.user)
        except Refused as refusal:
            form.add_error("decision", str(refusal))
        else:
            messages.success(request, _("Whoever asked is told."))
            return redirect(found)
    context = {"wish": wish, "heading": _("A wish to share further"), "submit": _("Answer it")}
    return render(request, "exchange/share_answer.html", {"post": found, "form": form, **context})


@belonging_only
@require_GET
def post_file(request, pk, file):
    """A file of a post with its label on it; what is for named persons is never given out."""
    found = visible_post(request, pk)
    if not permissions.can_download(request.user, found):
        raise PermissionDenied
    attached = get_object_or_404(found.files.select_related("document"), pk=file)
    if found.audience.label in READING_IS_AUDITED:
        audit.record_reading(
            attached.document,
            by=request.user,
            label=found.audience.label,
            team_id=found.audience.source_team_id,
        )
    return post_files.download(attached, found)


@belonging_only
@require_GET
def post_watermark(request, pk):
    """The reader's name as a picture behind the text of what is for named persons only."""
    visible_post(request, pk)
    picture = watermarks.of(request.user, timezone.now())
    return kept_from_running(HttpResponse(picture, content_type="image/svg+xml"))
