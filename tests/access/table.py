"""Who may knock at which address: one row for every address of every room.

A row names who gets in. `302` sends somebody on, to sign in or to the public page; `404` says
that there is nothing to know of; `403` tells a member that others do this.
"""

from dataclasses import dataclass

WHO = (
    "anonymous",
    "stranger",
    "other",
    "former",
    "member",
    "coordinator",
    "chair",
    "national",
    "administrator",
)


@dataclass
class Row:
    """What each of `WHO` gets, the arguments of the address by name, and the method."""

    answers: tuple
    arguments: str = ""
    method: str = "GET"


ADMINISTRATOR = (302, 404, 404, 404, 404, 404, 404, 404, 200)
ANY_SECRETARY_AND_ADMINISTRATOR = (302, 404, 404, 404, 404, 200, 404, 200, 200)
CONVENERS = (302, 403, 403, 403, 403, 200, 200, 200, 403)
EDITORS_OF_INSTITUTIONS = (302, 403, 403, 403, 403, 403, 403, 403, 200)
EVERYBODY = (200, 200, 200, 200, 200, 200, 200, 200, 200)
INSIDERS_OF_ANY_TEAM = (302, 403, 200, 403, 200, 200, 200, 200, 403)
AUTHOR = (302, 404, 404, 404, 200, 403, 403, 404, 404)
LED_ON = (302, 302, 302, 302, 302, 302, 302, 302, 302)
MEMBERS = (302, 404, 404, 404, 200, 200, 200, 404, 404)
MEMBERS_OTHERS_LED_AWAY = (302, 302, 302, 302, 200, 200, 200, 302, 302)
NOBODY = (302, 404, 404, 404, 404, 404, 404, 404, 404)
SECRETARY = (302, 404, 404, 404, 404, 200, 404, 404, 404)
SECRETARY_AND_ADMINISTRATOR = (302, 404, 404, 404, 404, 200, 404, 404, 200)
SECRETARY_OF_INSIDERS = (302, 404, 404, 404, 403, 200, 403, 404, 404)
SIGNED_IN = (302, 200, 200, 200, 200, 200, 200, 200, 200)
STEERING = (302, 404, 404, 404, 403, 200, 200, 404, 404)
STEERING_UNSEEN = (302, 404, 404, 404, 404, 200, 200, 404, 404)
THE_INVITED_MEMBER = (302, 404, 404, 404, 200, 404, 404, 404, 404)
UPLOADER = (302, 404, 404, 404, 403, 200, 404, 404, 404)

ROWS = {
    "coordination:home": Row(LED_ON, ""),
    "coordination:search": Row(SIGNED_IN, ""),
    "coordination:language": Row(LED_ON, "", "POST"),
    "coordination:profile": Row(SIGNED_IN, ""),
    "coordination:welcome": Row(EVERYBODY, "invitation_secret"),
    "coordination:people": Row(ADMINISTRATOR, ""),
    "coordination:person-invite": Row(ADMINISTRATOR, ""),
    "coordination:person": Row(ADMINISTRATOR, "person"),
    "coordination:person-deactivate": Row(ADMINISTRATOR, "person", "POST"),
    "coordination:person-activate": Row(ADMINISTRATOR, "person", "POST"),
    "coordination:invitation-revoke": Row(ADMINISTRATOR, "invitation", "POST"),
    "coordination:institution-list": Row(SIGNED_IN, ""),
    "coordination:institution-add": Row(EDITORS_OF_INSTITUTIONS, ""),
    "coordination:institution-detail": Row(SIGNED_IN, "institution"),
    "coordination:institution-rename": Row(EDITORS_OF_INSTITUTIONS, "institution"),
    "coordination:institution-close": Row(EDITORS_OF_INSTITUTIONS, "institution"),
    "coordination:outbox": Row(ANY_SECRETARY_AND_ADMINISTRATOR, ""),
    "coordination:outbox-letter": Row(SECRETARY_AND_ADMINISTRATOR, "letter"),
    "coordination:outbox-again": Row(SECRETARY_AND_ADMINISTRATOR, "letter", "POST"),
    "coordination:incoming": Row(ANY_SECRETARY_AND_ADMINISTRATOR, ""),
    "coordination:incoming-letter": Row(SECRETARY, "incoming"),
    "coordination:incoming-settle": Row(SECRETARY, "incoming", "POST"),
    "coordination:who-sees-what": Row(EVERYBODY, ""),
    "coordination:accessibility": Row(EVERYBODY, ""),
    "teams:team-list": Row(SIGNED_IN, ""),
    "teams:team-detail": Row(MEMBERS_OTHERS_LED_AWAY, "team"),
    "teams:roster-export": Row(MEMBERS, "team"),
    "teams:rules-add": Row(STEERING, "team"),
    "teams:seat-add": Row(STEERING, "team"),
    "teams:role-add": Row(STEERING, "team"),
    "teams:first-officer": Row(NOBODY, "team"),
    "teams:role-end": Row(STEERING, "team role"),
    "teams:roster-import": Row(STEERING, "team"),
    "teams:roster-confirm": Row(UPLOADER, "team version"),
    "teams:seat-detail": Row(MEMBERS, "team seat"),
    "teams:seat-end": Row(STEERING, "team seat"),
    "teams:appoint": Row(STEERING, "team seat"),
    "teams:hand-over": Row(STEERING, "team mandate"),
    "teams:mandate-end": Row(STEERING, "team mandate"),
    "teams:directory": Row(EVERYBODY, ""),
    "teams:programme": Row(EVERYBODY, ""),
    "teams:public-team": Row(EVERYBODY, "team"),
    "reports:plan-list": Row(EVERYBODY, ""),
    "reports:plan-detail": Row(EVERYBODY, "edition"),
    "meetings:waiting": Row(SIGNED_IN, ""),
    "meetings:meeting-list": Row(SIGNED_IN, ""),
    "meetings:meeting-month": Row(SIGNED_IN, ""),
    "meetings:meeting-create": Row(CONVENERS, ""),
    "meetings:meeting-advice": Row(SIGNED_IN, ""),
    "meetings:meeting-detail": Row(MEMBERS, "convened"),
    "meetings:meeting-answers": Row(MEMBERS, "convened"),
    "meetings:meeting-edit": Row(STEERING, "convened"),
    "meetings:agenda": Row(STEERING, "convened"),
    "meetings:agenda-versions": Row(MEMBERS, "convened"),
    "meetings:agenda-move": Row(STEERING, "convened", "POST"),
    "meetings:agenda-item-add": Row(STEERING, "convened"),
    "meetings:agenda-item-edit": Row(STEERING, "convened agenda_item"),
    "meetings:agenda-item-remove": Row(STEERING, "convened agenda_item", "POST"),
    "meetings:agenda-section-add": Row(STEERING, "convened", "POST"),
    "meetings:agenda-section-edit": Row(STEERING, "convened section"),
    "meetings:agenda-standing": Row(STEERING, "convened", "POST"),
    "meetings:standing-items": Row(STEERING, "team"),
    "meetings:standing-item-end": Row(STEERING, "team standing", "POST"),
    "meetings:item-clock": Row(STEERING, "in_session item", "POST"),
    "meetings:meeting-convene": Row(STEERING_UNSEEN, "draft"),
    "meetings:meeting-announce": Row(STEERING, "convened", "POST"),
    "meetings:meeting-cancel": Row(STEERING, "convened"),
    "meetings:guest-add": Row(STEERING, "convened"),
    "meetings:document-add": Row(STEERING, "convened"),
    "meetings:document-detail": Row(MEMBERS, "convened attached"),
    "meetings:document-version": Row(STEERING, "convened attached"),
    "meetings:pack-list": Row(MEMBERS, "convened"),
    "meetings:pack-ask": Row(NOBODY, "convened", "POST"),
    "meetings:pack-download": Row(THE_INVITED_MEMBER, "convened pack"),
    "meetings:document-download": Row(MEMBERS, "convened attached"),
    "meetings:answer-in-app": Row(THE_INVITED_MEMBER, "convened"),
    "meetings:answer-for-invitee": Row(STEERING, "convened invitee"),
    "meetings:invitee-remove": Row(STEERING, "convened invitee"),
    "meetings:proposal-decline": Row(STEERING, "convened event", "POST"),
    "meetings:answer-by-link": Row(EVERYBODY, "invitee_secret"),
    "meetings:session-open": Row(STEERING, "convened", "POST"),
    "meetings:session-end": Row(STEERING, "in_session", "POST"),
    "meetings:attendance": Row(STEERING, "in_session"),
    "meetings:quorum-now": Row(STEERING, "in_session"),
    "meetings:check-in-code": Row(STEERING, "in_session"),
    "meetings:presence-detail": Row(STEERING, "in_session guest"),
    "meetings:presence-leave": Row(STEERING, "in_session guest", "POST"),
    "meetings:excuse-download": Row(STEERING, "in_session excused"),
    "meetings:check-in": Row(EVERYBODY, "check_in_secret"),
    "meetings:check-in-by-link": Row(EVERYBODY, "seated_secret", "POST"),
    "meetings:certificate": Row(STEERING, "convened"),
    "meetings:sign-in-sheet": Row(STEERING, "in_session"),
    "meetings:minutes-edit": Row(STEERING, "in_session"),
    "meetings:item-add": Row(STEERING, "in_session"),
    "meetings:block-save": Row(STEERING, "in_session block", "POST"),
    "meetings:block-history": Row(STEERING, "in_session block"),
    "meetings:item-state": Row(STEERING, "in_session item", "POST"),
    "meetings:decision-note": Row(STEERING, "in_session item"),
    "meetings:action-note": Row(STEERING, "in_session item"),
    "meetings:decision-void": Row(STEERING, "in_session decision"),
    "meetings:minutes-circulate": Row(STEERING, "held"),
    "meetings:minutes-reopen": Row(STEERING, "closed", "POST"),
    "meetings:release-download": Row(MEMBERS, "closed number pdf"),
    "meetings:acknowledge-by-link": Row(EVERYBODY, "minutes_secret"),
    "meetings:release-download-by-link": Row(EVERYBODY, "minutes_secret pdf"),
    "meetings:series-list": Row(SIGNED_IN, ""),
    "meetings:series-add": Row(CONVENERS, ""),
    "meetings:series": Row(STEERING_UNSEEN, "series"),
    "meetings:series-change": Row(STEERING_UNSEEN, "series"),
    "meetings:series-end": Row(STEERING_UNSEEN, "series"),
    "meetings:series-skip": Row(STEERING_UNSEEN, "series day"),
    "meetings:poll-list": Row(SIGNED_IN, ""),
    "meetings:poll-add": Row(CONVENERS, ""),
    "meetings:poll": Row(MEMBERS, "poll"),
    "meetings:poll-answer": Row(THE_INVITED_MEMBER, "poll"),
    "meetings:poll-answer-for": Row(STEERING, "poll poll_invitee"),
    "meetings:poll-choose": Row(STEERING, "poll slot"),
    "meetings:poll-withdraw": Row(STEERING, "poll"),
    "meetings:poll-time-add": Row(STEERING, "poll"),
    "meetings:poll-time-withdraw": Row(STEERING, "poll slot", "POST"),
    "meetings:poll-by-link": Row(EVERYBODY, "poll_secret"),
    "meetings:proposal-list": Row(SIGNED_IN, ""),
    "meetings:proposal-add": Row(INSIDERS_OF_ANY_TEAM, ""),
    "meetings:call-open": Row(CONVENERS, ""),
    "meetings:proposal": Row(MEMBERS, "proposal"),
    "meetings:proposal-edit": Row(AUTHOR, "returned"),
    "meetings:proposal-document": Row(MEMBERS, "proposal proposal_document"),
    "meetings:question-add": Row(CONVENERS, ""),
    "meetings:question": Row(STEERING_UNSEEN, "question"),
    "meetings:question-deadline": Row(STEERING_UNSEEN, "question addressee"),
    "meetings:decision-list": Row(SIGNED_IN, ""),
    "meetings:decision": Row(MEMBERS, "decision"),
    "meetings:decision-dates": Row(STEERING, "decision"),
    "meetings:position-add": Row(STEERING, "decision"),
    "meetings:decision-supersede": Row(STEERING, "decision"),
    "meetings:decision-publish": Row(SECRETARY_OF_INSIDERS, "decision"),
    "meetings:decision-unpublish": Row(SECRETARY_OF_INSIDERS, "decision"),
    "meetings:circular-void": Row(STEERING, "circular_decision"),
    "meetings:decision-review": Row(MEMBERS, "decision review"),
    "meetings:decision-extract": Row(MEMBERS, "decision pdf"),
    "meetings:hand-down": Row(STEERING, "decision"),
    "meetings:ballot-list": Row(SIGNED_IN, ""),
    "meetings:circular-add": Row(CONVENERS, ""),
    "meetings:item-ballot": Row(STEERING, "in_session item"),
    "meetings:ballot": Row(MEMBERS, "ballot"),
    "meetings:vote-in-app": Row(THE_INVITED_MEMBER, "ballot ballot_seat"),
    "meetings:vote-for-seat": Row(STEERING, "ballot ballot_seat"),
    "meetings:seat-out": Row(STEERING, "ballot ballot_seat"),
    "meetings:ballot-object": Row(THE_INVITED_MEMBER, "ballot ballot_seat"),
    "meetings:ballot-close": Row(STEERING, "ballot"),
    "meetings:ballot-withdraw": Row(STEERING, "ballot"),
    "meetings:ballot-protocol": Row(STEERING, "closed_ballot"),
    "meetings:vote-by-link": Row(EVERYBODY, "vote_secret"),
    "meetings:object-by-link": Row(EVERYBODY, "vote_secret"),
    "meetings:task-list": Row(SIGNED_IN, ""),
    "meetings:task": Row(MEMBERS, "action"),
    "meetings:task-step": Row(MEMBERS, "action"),
    "meetings:task-arrange": Row(STEERING, "action"),
    "meetings:task-evidence": Row(MEMBERS, "action evidence"),
    "meetings:meeting-tasks": Row(MEMBERS, "convened"),
    "meetings:meeting-tasks-pdf": Row(MEMBERS, "convened"),
    "meetings:task-answer-by-link": Row(EVERYBODY, "query_secret"),
    "meetings:feed-addresses": Row(SIGNED_IN, ""),
    "meetings:feed-renew": Row(THE_INVITED_MEMBER, "feed", "POST"),
    "meetings:feed": Row(EVERYBODY, "secret"),
}
