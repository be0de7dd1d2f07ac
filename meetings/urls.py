"""Addresses of the meetings room."""

from django.urls import path

from meetings.views import (
    agenda,
    answers,
    calendars,
    detail,
    minutes,
    outcomes,
    planning,
    session,
    standing_items,
    waiting,
)

app_name = "meetings"

urlpatterns = [
    path("waiting/", waiting.waiting, name="waiting"),
    path("meetings/", calendars.meeting_list, name="meeting-list"),
    path("meetings/month/", calendars.meeting_month, name="meeting-month"),
    path("meetings/new/", planning.meeting_create, name="meeting-create"),
    path("meetings/advice/", planning.meeting_advice, name="meeting-advice"),
    path("meetings/<int:pk>/", detail.meeting_detail, name="meeting-detail"),
    path("meetings/<int:pk>/answers/", detail.meeting_answers, name="meeting-answers"),
    path("meetings/<int:pk>/edit/", planning.meeting_edit, name="meeting-edit"),
    path("meetings/<int:pk>/convene/", planning.meeting_convene, name="meeting-convene"),
    path("meetings/<int:pk>/announce/", planning.meeting_announce, name="meeting-announce"),
    path("meetings/<int:pk>/cancel/", planning.meeting_cancel, name="meeting-cancel"),
    path("meetings/<int:pk>/guests/add/", planning.guest_add, name="guest-add"),
    path("meetings/<int:pk>/documents/add/", planning.document_add, name="document-add"),
    path(
        "meetings/<int:pk>/documents/<int:attached>/",
        detail.document_download,
        name="document-download",
    ),
    path("meetings/<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<int:pk>/agenda/move/", agenda.agenda_move, name="agenda-move"),
    path("meetings/<int:pk>/agenda/add/", agenda.agenda_item_add, name="agenda-item-add"),
    path("meetings/<int:pk>/agenda/standing/", agenda.agenda_standing, name="agenda-standing"),
    path(
        "meetings/<int:pk>/agenda/sections/add/",
        agenda.agenda_section_add,
        name="agenda-section-add",
    ),
    path(
        "meetings/<int:pk>/agenda/sections/<int:section>/",
        agenda.agenda_section_edit,
        name="agenda-section-edit",
    ),
    path("meetings/<int:pk>/agenda/<int:item>/", agenda.agenda_item_edit, name="agenda-item-edit"),
    path(
        "meetings/<int:pk>/agenda/<int:item>/remove/",
        agenda.agenda_item_remove,
        name="agenda-item-remove",
    ),
    path(
        "meetings/teams/<int:team>/standing-items/",
        standing_items.standing_items,
        name="standing-items",
    ),
    path(
        "meetings/teams/<int:team>/standing-items/<int:standing>/end/",
        standing_items.standing_item_end,
        name="standing-item-end",
    ),
    path("meetings/<int:pk>/items/<int:item>/clock/", agenda.item_clock, name="item-clock"),
    path("meetings/<int:pk>/answer/", answers.answer_in_app, name="answer-in-app"),
    path(
        "meetings/<int:pk>/invitees/<int:invitee>/answer/",
        answers.answer_for_invitee,
        name="answer-for-invitee",
    ),
    path(
        "meetings/<int:pk>/invitees/<int:invitee>/remove/",
        planning.invitee_remove,
        name="invitee-remove",
    ),
    path(
        "meetings/<int:pk>/proposals/<int:event>/decline/",
        answers.proposal_decline,
        name="proposal-decline",
    ),
    path("answer/<str:secret>/", answers.answer_by_link, name="answer-by-link"),
    path("meetings/<int:pk>/open/", session.session_open, name="session-open"),
    path("meetings/<int:pk>/end/", session.session_end, name="session-end"),
    path("meetings/<int:pk>/attendance/", session.attendance, name="attendance"),
    path("meetings/<int:pk>/sign-in-sheet/", session.sign_in_sheet, name="sign-in-sheet"),
    path("meetings/<int:pk>/minutes/", minutes.minutes_edit, name="minutes-edit"),
    path("meetings/<int:pk>/minutes/items/add/", minutes.item_add, name="item-add"),
    path("meetings/<int:pk>/minutes/blocks/<int:block>/", minutes.block_save, name="block-save"),
    path(
        "meetings/<int:pk>/minutes/blocks/<int:block>/history/",
        minutes.block_history,
        name="block-history",
    ),
    path("meetings/<int:pk>/items/<int:item>/state/", minutes.item_state, name="item-state"),
    path(
        "meetings/<int:pk>/items/<int:item>/decide/", outcomes.decision_note, name="decision-note"
    ),
    path("meetings/<int:pk>/items/<int:item>/task/", outcomes.action_note, name="action-note"),
    path(
        "meetings/<int:pk>/decisions/<int:decision>/void/",
        outcomes.decision_void,
        name="decision-void",
    ),
    path("tasks/<int:pk>/close/", outcomes.action_close, name="action-close"),
    path("meetings/<int:pk>/circulate/", minutes.minutes_circulate, name="minutes-circulate"),
    path("meetings/<int:pk>/reopen/", minutes.minutes_reopen, name="minutes-reopen"),
    path(
        "meetings/<int:pk>/minutes/<int:number>/<str:form>/",
        minutes.release_download,
        name="release-download",
    ),
    path("minutes/<str:secret>/", answers.acknowledge_by_link, name="acknowledge-by-link"),
    path(
        "minutes/<str:secret>/<str:form>/",
        answers.release_download_by_link,
        name="release-download-by-link",
    ),
    path("calendar/", calendars.feed_addresses, name="feed-addresses"),
    path("calendar/<int:pk>/renew/", calendars.feed_renew, name="feed-renew"),
    path("calendar/<str:secret>.ics", calendars.feed, name="feed"),
]
