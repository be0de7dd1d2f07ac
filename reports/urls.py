"""Addresses of the reports room."""

from django.urls import path

from reports.views import (
    assessments,
    contributions,
    cycles,
    editions,
    parts,
    plan_imports,
    replies_as_evidence,
    reviewing,
    tasks,
    workbooks,
)

app_name = "reports"

PLAN = "kpd/<int:pk>/"
TASK = f"{PLAN}tasks/<int:task>/"
CYCLE = "reports/cycles/<int:pk>/"
REPORTER = f"{CYCLE}reporters/<str:key>/"
ASSESSED = f"{CYCLE}assessment/<int:task>/"
ONE = "reports/contributions/<int:pk>/"

urlpatterns = [
    path("kpd/", editions.plan_list, name="plan-list"),
    path("kpd/add/", editions.plan_add, name="plan-add"),
    path(PLAN, editions.plan_detail, name="plan-detail"),
    path(f"{PLAN}edit/", editions.plan_edit, name="plan-edit"),
    path(f"{PLAN}adopt/", editions.plan_adopt, name="plan-adopt"),
    path(f"{PLAN}close/", editions.plan_close, name="plan-close"),
    path(f"{PLAN}chapters/add/", editions.chapter_form, name="chapter-add"),
    path(f"{PLAN}chapters/<int:chapter>/", editions.chapter_form, name="chapter-edit"),
    path(f"{PLAN}rateable/", editions.plan_rateable, name="plan-rateable"),
    path(f"{PLAN}ledger/", editions.plan_ledger, name="plan-ledger"),
    path(f"{PLAN}ledger/<int:task>/", editions.task_fate, name="task-fate"),
    path(f"{PLAN}import/", plan_imports.plan_import_upload, name="plan-import"),
    path(f"{PLAN}paste/", plan_imports.plan_paste, name="plan-paste"),
    path(
        f"{PLAN}import/<int:version>/",
        plan_imports.plan_import_confirm,
        name="plan-import-confirm",
    ),
    path(f"{PLAN}tasks/add/", tasks.task_add, name="task-add"),
    path(TASK, tasks.task_detail, name="task-detail"),
    path(f"{TASK}edit/", tasks.task_edit, name="task-edit"),
    path(f"{TASK}end/", tasks.task_end, name="task-end"),
    path(f"{TASK}remove/", tasks.task_remove, name="task-remove"),
    path(f"{TASK}assign/", tasks.task_assign, name="task-assign"),
    path(f"{TASK}assignments/<int:assignment>/end/", tasks.assignment_end, name="assignment-end"),
    path(f"{TASK}indicators/add/", tasks.indicator_form, name="indicator-add"),
    path(f"{TASK}indicators/<int:indicator>/", tasks.indicator_form, name="indicator-edit"),
    path("reports/", cycles.reports, name="reports"),
    path("reports/cycles/add/", cycles.cycle_add, name="cycle-add"),
    path(CYCLE, cycles.cycle, name="cycle"),
    path(f"{CYCLE}edit/", cycles.cycle_edit, name="cycle-edit"),
    path(f"{CYCLE}open/", cycles.cycle_open, name="cycle-open"),
    path(f"{CYCLE}close/", cycles.cycle_close, name="cycle-close"),
    path(f"{CYCLE}office/", cycles.cycle_office, name="cycle-office"),
    path(f"{CYCLE}figures/", cycles.cycle_figures, name="cycle-figures"),
    path(f"{CYCLE}review/", reviewing.review_list, name="review-list"),
    path(f"{CYCLE}review/accept/", reviewing.accept_many, name="accept-many"),
    path(f"{CYCLE}assessment/", assessments.assessment_list, name="assessment-list"),
    path(f"{CYCLE}contradictions/", assessments.contradictions, name="contradictions"),
    path(ASSESSED, assessments.assessment, name="assessment"),
    path(f"{ASSESSED}rate/", assessments.assessment_rate, name="assessment-rate"),
    path(f"{ASSESSED}circulate/", assessments.assessment_circulate, name="assessment-circulate"),
    path(f"{ASSESSED}take-back/", assessments.assessment_take_back, name="assessment-take-back"),
    path(f"{ASSESSED}settle/", assessments.assessment_settle, name="assessment-settle"),
    path(f"{ASSESSED}confirm/", assessments.assessment_confirm, name="assessment-confirm"),
    path(f"{ASSESSED}positions/<str:key>/", assessments.position, name="position"),
    path(REPORTER, cycles.reporter_detail, name="reporter-detail"),
    path(f"{REPORTER}extend/", cycles.reporter_extend, name="reporter-extend"),
    path(f"{REPORTER}nudge/", cycles.reporter_nudge, name="reporter-nudge"),
    path(f"{REPORTER}sign/", cycles.sign_all, name="sign-all"),
    path(f"{REPORTER}workbook/", workbooks.workbook, name="workbook"),
    path(f"{REPORTER}workbook/upload/", workbooks.workbook_upload, name="workbook-upload"),
    path(f"{REPORTER}workbook/<int:version>/", workbooks.workbook_confirm, name="workbook-confirm"),
    path(ONE, contributions.contribution, name="contribution"),
    path(f"{ONE}boxes/<slug:box>/", contributions.box_save, name="box-save"),
    path(f"{ONE}answer/", contributions.answer_save, name="answer-save"),
    path(f"{ONE}values/", contributions.values_save, name="values-save"),
    path(f"{ONE}activities/add/", parts.activity_form, name="activity-add"),
    path(f"{ONE}activities/<int:activity>/", parts.activity_form, name="activity-edit"),
    path(f"{ONE}activities/<int:activity>/remove/", parts.activity_remove, name="activity-remove"),
    path(f"{ONE}evidence/add/", parts.evidence_add, name="evidence-add"),
    path(
        f"{ONE}evidence/from-reply/",
        replies_as_evidence.evidence_from_reply,
        name="evidence-from-reply",
    ),
    path(f"{ONE}evidence/<int:evidence>/", parts.evidence_download, name="evidence-download"),
    path(
        f"{ONE}evidence/<int:evidence>/withdraw/",
        parts.evidence_withdraw,
        name="evidence-withdraw",
    ),
    path(f"{ONE}prepare/", contributions.prepare, name="prepare"),
    path(f"{ONE}file/", contributions.file, name="file"),
    path(f"{ONE}rounds/<int:event>/", contributions.round_detail, name="round-detail"),
    path(f"{ONE}accept/", reviewing.accept, name="accept"),
    path(f"{ONE}return/", reviewing.give_back, name="give-back"),
    path(f"{ONE}reopen/", reviewing.reopen, name="reopen"),
    path(f"{ONE}waive/", reviewing.waive, name="waive"),
    path("reports/partners/<int:pk>/", parts.partner_answer, name="partner-answer"),
]
