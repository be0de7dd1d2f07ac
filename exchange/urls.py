"""Addresses of the exchange room."""

from django.urls import path

from exchange import kcik_urls, library_urls, request_urls
from exchange.views import audiences, groups, posts, searches, telling, writing

app_name = "exchange"

POST = "exchange/posts/<int:pk>/"

urlpatterns = [
    *library_urls.patterns,
    *request_urls.patterns,
    *kcik_urls.patterns,
    path("exchange/", posts.feed, name="feed"),
    path("exchange/reach/", audiences.reach, name="reach"),
    path("exchange/groups/", groups.group_list, name="group-list"),
    path("exchange/groups/new/", groups.group_add, name="group-add"),
    path("exchange/groups/<int:pk>/", groups.group, name="group"),
    path("exchange/groups/<int:pk>/close/", groups.group_close, name="group-close"),
    path(
        "exchange/groups/<int:pk>/members/<int:member>/remove/",
        groups.member_remove,
        name="group-member-remove",
    ),
    path("exchange/telling/", telling.telling, name="telling"),
    path("exchange/telling/feed/", telling.feed_address, name="feed-address"),
    path("exchange/feed/<str:secret>.atom", telling.post_feed, name="post-feed"),
    path("exchange/searches/save/", searches.search_save, name="search-save"),
    path("exchange/searches/<int:pk>/forget/", searches.search_forget, name="search-forget"),
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
]
