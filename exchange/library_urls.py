"""Addresses of the library and of the guidance pages."""

from django.urls import path

from exchange.views import guidance, library

ITEM = "exchange/library/<int:pk>/"
PAGE = "exchange/guidance/<slug:key>/"

patterns = [
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
