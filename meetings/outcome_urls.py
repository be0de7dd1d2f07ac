"""Addresses of decisions, votes and tasks."""

from django.urls import path

from meetings.views import ballots, decisions, tasks, votes

urlpatterns = [
    path("meetings/decisions/", decisions.decision_list, name="decision-list"),
    path("meetings/decisions/<int:pk>/", decisions.decision, name="decision"),
    path("meetings/decisions/<int:pk>/dates/", decisions.decision_dates, name="decision-dates"),
    path(
        "meetings/decisions/<int:pk>/positions/add/",
        decisions.position_add,
        name="position-add",
    ),
    path(
        "meetings/decisions/<int:pk>/supersede/",
        decisions.decision_supersede,
        name="decision-supersede",
    ),
    path(
        "meetings/decisions/<int:pk>/publish/",
        decisions.decision_publish,
        name="decision-publish",
    ),
    path(
        "meetings/decisions/<int:pk>/unpublish/",
        decisions.decision_unpublish,
        name="decision-unpublish",
    ),
    path("meetings/decisions/<int:pk>/void/", decisions.circular_void, name="circular-void"),
    path(
        "meetings/decisions/<int:pk>/reviews/<int:review>/",
        decisions.decision_review,
        name="decision-review",
    ),
    path("meetings/decisions/<int:pk>/hand-down/", tasks.hand_down, name="hand-down"),
    path(
        "meetings/decisions/<int:pk>/extract/<str:form>/",
        decisions.decision_extract,
        name="decision-extract",
    ),
    path("meetings/votes/", ballots.ballot_list, name="ballot-list"),
    path("meetings/votes/add/", ballots.circular_add, name="circular-add"),
    path("meetings/<int:pk>/items/<int:item>/vote/", ballots.item_ballot, name="item-ballot"),
    path("meetings/votes/<int:pk>/", ballots.ballot, name="ballot"),
    path("meetings/votes/<int:pk>/vote/<int:seat>/", votes.vote_in_app, name="vote-in-app"),
    path("meetings/votes/<int:pk>/seats/<int:seat>/", votes.vote_for_seat, name="vote-for-seat"),
    path("meetings/votes/<int:pk>/seats/<int:seat>/out/", votes.seat_out, name="seat-out"),
    path("meetings/votes/<int:pk>/object/<int:seat>/", votes.ballot_object, name="ballot-object"),
    path("meetings/votes/<int:pk>/close/", ballots.ballot_close, name="ballot-close"),
    path("meetings/votes/<int:pk>/withdraw/", ballots.ballot_withdraw, name="ballot-withdraw"),
    path("meetings/votes/<int:pk>/protocol/", ballots.ballot_protocol, name="ballot-protocol"),
    path("vote/<str:secret>/", votes.vote_by_link, name="vote-by-link"),
    path("vote/<str:secret>/object/", votes.object_by_link, name="object-by-link"),
    path("meetings/tasks/", tasks.task_list, name="task-list"),
    path("meetings/tasks/<int:pk>/", tasks.task, name="task"),
    path("meetings/tasks/<int:pk>/step/", tasks.task_step, name="task-step"),
    path("meetings/tasks/<int:pk>/arrange/", tasks.task_arrange, name="task-arrange"),
    path(
        "meetings/tasks/<int:pk>/evidence/<int:attached>/",
        tasks.task_evidence,
        name="task-evidence",
    ),
    path("meetings/<int:pk>/tasks/", tasks.meeting_tasks, name="meeting-tasks"),
    path("meetings/<int:pk>/tasks/pdf/", tasks.meeting_tasks_pdf, name="meeting-tasks-pdf"),
    path("progress/<str:secret>/", tasks.task_answer_by_link, name="task-answer-by-link"),
]
