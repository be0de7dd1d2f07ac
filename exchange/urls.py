"""Addresses of the exchange room."""

from django.urls import path

from exchange.views import audiences, guidance, library, posts, writing

app_name = "exchange"

POST = "exchange/posts/<int:pk>/"
ITEM = "exchange/library/<int:pk>/"
PAGE = "exchange/guidance/<slug:key>/"

urlpatterns = [
    path("exchange/", posts.feed, name="feed"),
    path("exchange/reach/", audiences.reach, name="reach"),
    path("exchange/drafts/", writing.draft_list, name="draft-list"),
    path("exchange/posts/new/", writing.post_add, name="post-add"),
    path(POST, posts.post, name="post"),
    path(f"{POST}edit/", writing.post_edit, name="post-edit"),
    path(f"{POST}discard/", writing.draft_discard, name="draft-discard"),
    path(f"{POST}draft-files/<int:file>/", writing.draft_file, name="draft-file"),
    path(
        f"{POST}draft-files/<int:file>/remove/",
        writing.draft_file_remove,
        name="draft-file-remove",
    ),
    path(f"{POST}acknowledge/", posts.post_acknowledge, name="post-acknowledge"),
    path(f"{POST}comment/", posts.post_comment, name="post-comment"),
    path(f"{POST}correct/", posts.post_correct, name="post-correct"),
    path(f"{POST}readdress/", posts.post_readdress, name="post-readdress"),
    path(f"{POST}recall/", posts.post_recall, name="post-recall"),
    path(f"{POST}archive/", posts.post_archive, name="post-archive"),
    path(f"{POST}share/", posts.share_ask, name="share-ask"),
    path(f"{POST}share/<int:wish>/", posts.share_answer, name="share-answer"),
    path(f"{POST}files/<int:file>/", posts.post_file, name="post-file"),
    path(f"{POST}watermark.svg", posts.post_watermark, name="post-watermark"),
    path("exchange/library/", library.library, name="library"),
    path("exchange/library/add/", library.item_add, name="library-add"),
    path("exchange/library/seen/", library.library_seen, name="library-seen"),
    path(ITEM, library.item, name="library-item"),
    path(f"{ITEM}edit/", library.item_edit, name="library-edit"),
    path(f"{ITEM}version/", library.item_version, name="library-version"),
    path(f"{ITEM}review/", library.item_review, name="library-review"),
    path(f"{ITEM}withdraw/", library.item_withdraw, name="library-withdraw"),
    path(f"{ITEM}files/<int:number>/", library.item_file, name="library-file"),
    path("exchange/guidance/", guidance.guidance, name="guidance"),
    path("exchange/signal/", guidance.signal, name="signal"),
    path(PAGE, guidance.page, name="guidance-page"),
    path(f"{PAGE}edit/", guidance.page_edit, name="guidance-edit"),
    path(f"{PAGE}approve/", guidance.page_approve, name="guidance-approve"),
    path(f"{PAGE}history/", guidance.page_history, name="guidance-history"),
]
