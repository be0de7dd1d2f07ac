from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self):
        from coordination import audit_registry
        from meetings import models

        audit_registry.register(
            models.Meeting,
            models.Invitee,
            models.AgendaItem,
            models.AgendaSection,
            models.ItemReader,
            models.StandingItem,
            models.MeetingDocument,
            models.Presence,
            models.Recusal,
            models.RuleBreach,
            models.MinutesRelease,
            models.Acknowledgement,
            models.Decision,
            models.Action,
            models.SeparatePosition,
            models.DecisionReview,
            models.DecisionPublication,
            models.Ballot,
            models.BallotSeat,
            models.VoteRemark,
            models.DatePoll,
            models.Series,
            models.PollInvitee,
            models.ItemProposal,
            models.Opinion,
            models.TeamQuestion,
            without=[
                "announced",
                "feed_entry",
                "remark",
                "justification",
                "reply_text",
                "dissent",
                "finding",
                "recusal_reason",
                "withdrawal_reason",
                "closing_reason",
            ],
        )
