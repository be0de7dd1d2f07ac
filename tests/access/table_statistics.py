"""Who may knock at the addresses of statistics, in the order of `table.WHO`."""

REPORTING = (302, 404, 404, 404, 200, 200, 200, 200, 404)
OWN_AND_NATIONAL = (302, 404, 404, 404, 200, 404, 404, 200, 404)
OWN = (302, 404, 404, 404, 200, 404, 404, 404, 404)
NATIONAL = (302, 404, 404, 404, 404, 404, 404, 200, 404)

ROWS = {
    "reports:statistics": (REPORTING, ""),
    "reports:data-table-list": (REPORTING, ""),
    "reports:data-table-add": (NATIONAL, ""),
    "reports:data-table": (REPORTING, "stat_table"),
    "reports:data-table-edit": (NATIONAL, "stat_table"),
    "reports:data-table-ready": (NATIONAL, "stat_draft_table", "POST"),
    "reports:data-table-retire": (NATIONAL, "stat_idle_table", "POST"),
    "reports:code-lists": (REPORTING, ""),
    "reports:code-list": (REPORTING, "stat_list"),
    "reports:return-round-add": (NATIONAL, ""),
    "reports:return-round": (OWN_AND_NATIONAL, "stat_round"),
    "reports:return-round-edit": (NATIONAL, "stat_round"),
    "reports:return-round-ask": (NATIONAL, "stat_round"),
    "reports:return-round-open": (NATIONAL, "stat_prepared_round", "POST"),
    "reports:return-round-close": (NATIONAL, "stat_round", "POST"),
    "reports:return-round-export": (NATIONAL, "stat_round stat_form"),
    "reports:return-round-nudge": (NATIONAL, "stat_round stat_institution", "POST"),
    "reports:stat-return": (OWN_AND_NATIONAL, "stat_written"),
    "reports:return-leave-out": (NATIONAL, "stat_unasked", "POST"),
    "reports:return-ready": (OWN, "stat_written", "POST"),
    "reports:return-file": (OWN, "stat_ready", "POST"),
    "reports:return-accept": (NATIONAL, "stat_filed", "POST"),
    "reports:return-give-back": (NATIONAL, "stat_filed"),
    "reports:return-then": (OWN_AND_NATIONAL, "stat_filed stat_event"),
    "reports:return-table": (OWN_AND_NATIONAL, "stat_filed stat_form"),
    "reports:return-upload": (OWN, "stat_written"),
    "reports:return-import": (OWN, "stat_written", "POST"),
}
