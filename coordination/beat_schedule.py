"""What beat starts and how often: sweeps that find their own work (design §4.5).

A promise in time is a row with its moment; a sweep that comes a little late breaks none.
"""

# Seconds between two starts, and what is started.
EVERY = {
    10.0: [
        "meetings.tasks.make_document_packs",
        "meetings.tasks.make_records_folders",
        "reports.tasks.make_report_papers",
    ],
    15.0: [
        "coordination.tasks.send_due_mail",
        "meetings.tasks.announce_due_changes",
    ],
    20.0: [
        "meetings.tasks.settle_due_minutes",
    ],
    30.0: [
        "meetings.tasks.close_due_votes",
    ],
    60.0: [
        "coordination.tasks.fetch_incoming_mail",
        "coordination.tasks.seal_audit_trail",
        "meetings.tasks.send_poll_reminders",
        "meetings.tasks.send_answer_reminders",
        "meetings.tasks.send_vote_reminders",
        "exchange.tasks.send_post_reminders",
        "exchange.tasks.ask_for_reviews",
        "exchange.tasks.send_request_reminders",
        "reports.tasks.keep_due_nudges",
        "reports.tasks.keep_due_return_nudges",
        "reports.tasks.remind_of_report_remarks",
        "meetings.tasks.send_due_reminders",
    ],
    300.0: [
        "meetings.tasks.send_digests",
        "meetings.tasks.tell_of_reviews",
        "meetings.tasks.ask_about_tasks",
        "meetings.tasks.send_task_reminders",
    ],
    3600.0: [
        "coordination.tasks.forget_delivered_messages",
        "meetings.tasks.prepare_series",
        "meetings.tasks.forget_old_records_folders",
        "meetings.tasks.forget_old_packs",
        "reports.tasks.forget_old_report_papers",
        "reports.tasks.ask_late_teams",
    ],
}

BEAT_SCHEDULE = {
    task.rpartition(".")[2].replace("_", "-"): {"task": task, "schedule": seconds}
    for seconds, tasks in EVERY.items()
    for task in tasks
}
