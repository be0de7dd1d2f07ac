"""Addresses of statistics: tables, code lists, rounds and returns."""

from django.urls import path

from reports.views import statistics, statistics_files, statistics_returns, statistics_rounds

ROOT = "reports/statistics/"
TABLE = f"{ROOT}tables/<int:pk>/"
ROUND = f"{ROOT}rounds/<int:pk>/"
RETURN = f"{ROOT}returns/<int:pk>/"

patterns = [
    path(ROOT, statistics.statistics, name="statistics"),
    path(f"{ROOT}tables/", statistics.table_list, name="data-table-list"),
    path(f"{ROOT}tables/add/", statistics.table_add, name="data-table-add"),
    path(TABLE, statistics.table_detail, name="data-table"),
    path(f"{TABLE}edit/", statistics.table_edit, name="data-table-edit"),
    path(f"{TABLE}ready/", statistics.table_ready, name="data-table-ready"),
    path(f"{TABLE}retire/", statistics.table_retire, name="data-table-retire"),
    path(f"{ROOT}lists/", statistics.code_lists, name="code-lists"),
    path(f"{ROOT}lists/<slug:key>/", statistics.code_list, name="code-list"),
    path(f"{ROOT}rounds/add/", statistics_rounds.round_add, name="return-round-add"),
    path(ROUND, statistics_rounds.return_round, name="return-round"),
    path(f"{ROUND}edit/", statistics_rounds.round_edit, name="return-round-edit"),
    path(f"{ROUND}ask/", statistics_rounds.round_ask, name="return-round-ask"),
    path(f"{ROUND}open/", statistics_rounds.round_open, name="return-round-open"),
    path(f"{ROUND}close/", statistics_rounds.round_close, name="return-round-close"),
    path(f"{ROUND}export/<str:form>/", statistics_rounds.round_export, name="return-round-export"),
    path(
        f"{ROUND}institutions/<int:institution>/ask/",
        statistics_rounds.ask_again,
        name="return-round-nudge",
    ),
    path(RETURN, statistics_returns.stat_return, name="stat-return"),
    path(f"{RETURN}leave-out/", statistics_rounds.leave_out, name="return-leave-out"),
    path(f"{RETURN}ready/", statistics_returns.say_ready, name="return-ready"),
    path(f"{RETURN}file/", statistics_returns.file_return, name="return-file"),
    path(f"{RETURN}accept/", statistics_returns.accept, name="return-accept"),
    path(f"{RETURN}return/", statistics_returns.give_back, name="return-give-back"),
    path(f"{RETURN}acts/<int:event>/", statistics_returns.filed_then, name="return-then"),
    path(f"{RETURN}table/<str:form>/", statistics_files.return_file, name="return-table"),
    path(f"{RETURN}upload/", statistics_files.return_upload, name="return-upload"),
    path(f"{RETURN}import/", statistics_files.return_import, name="return-import"),
]
