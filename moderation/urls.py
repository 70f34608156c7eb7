"""Addresses of the desk and of receipts."""

from django.urls import path

from .views import case, case_steps, figures, group, providers, queue, receipts, record

app_name = "moderation"
urlpatterns = [
    path("moderation/", queue.queue, name="queue"),
    path("moderation/queue/<int:pk>/<slug:act>/", queue.act, name="queue_act"),
    path("moderation/group/", group.group, name="group"),
    path("moderation/filters/", queue.save_filter, name="filter_save"),
    path("moderation/filters/<int:pk>/delete/", queue.delete_filter, name="filter_delete"),
    path("moderation/cases/<int:pk>/", case.case, name="case"),
    path("moderation/cases/<int:pk>/claim/", case_steps.claim, name="claim"),
    path("moderation/cases/<int:pk>/take-over/", case_steps.take_over, name="take_over"),
    path("moderation/cases/<int:pk>/skip/", case_steps.skip, name="skip"),
    path("moderation/cases/<int:pk>/escalate/", case_steps.escalate, name="escalate"),
    path("moderation/cases/<int:pk>/author/", case_steps.show_author, name="show_author"),
    path("moderation/cases/<int:pk>/notes/", case_steps.note, name="note"),
    path("moderation/decisions/<int:pk>/undo/", case_steps.undo, name="undo"),
    path("moderation/appeals/<int:pk>/answer/", case_steps.answer, name="answer"),
    path("moderation/providers/<int:pk>/", providers.provider, name="provider"),
    path("moderation/alerts/<int:pk>/close/", providers.close_alert, name="alert_close"),
    path("moderation/log/", record.log, name="log"),
    path("moderation/log/entries.csv", record.log_csv, name="log_csv"),
    path("moderation/figures/", figures.figures, name="figures"),
    path("moderation/figures/cases/", figures.figure_cases, name="figure_cases"),
    path("moderation/figures/rules/<int:pk>/lift/", figures.lift_rule, name="lift_rule"),
    path("transparency/", figures.public, name="transparency"),
    path("transparency/months.csv", figures.public_csv, name="transparency_csv"),
    path("decisions/", receipts.decisions, name="decisions"),
    path("decisions/<int:pk>/", receipts.decision, name="decision"),
    path("decisions/<int:pk>/agree/", receipts.agree, name="agree"),
    path("decisions/<int:pk>/appeal/", receipts.appeal, name="appeal"),
    path("decisions/<int:pk>/appeal/withdraw/", receipts.withdraw_appeal, name="appeal_withdraw"),
    path("decisions/<int:pk>/reasons.json", receipts.statement, {"kind": "json"}, name="statement_json"),
    path("decisions/<int:pk>/reasons.txt", receipts.statement, {"kind": "txt"}, name="statement_text"),
]
