"""Addresses of the ground floor."""

from django.urls import path

from coordination.views import account, home, institutions, mail, pages, people, system

app_name = "coordination"

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", home.search_page, name="search"),
    path("language/", home.language, name="language"),
    path("profile/", account.profile, name="profile"),
    path("welcome/<str:secret>/", account.welcome, name="welcome"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="person-invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/deactivate/", people.deactivate, name="person-deactivate"),
    path("people/<int:pk>/guard/", people.guard_right, name="person-guard-right"),
    path("people/<int:pk>/activate/", people.activate, name="person-activate"),
    path("invitations/<int:pk>/revoke/", people.invitation_revoke, name="invitation-revoke"),
    path("system/", system.system, name="system"),
    path("institutions/", institutions.institution_list, name="institution-list"),
    path("institutions/add/", institutions.institution_add, name="institution-add"),
    path("institutions/<int:pk>/", institutions.institution_detail, name="institution-detail"),
    path(
        "institutions/<int:pk>/rename/", institutions.institution_rename, name="institution-rename"
    ),
    path("institutions/<int:pk>/close/", institutions.institution_close, name="institution-close"),
    path("institutions/<int:pk>/posts/add/", institutions.post_add, name="post-add"),
    path("institutions/<int:pk>/posts/<int:post>/end/", institutions.post_end, name="post-end"),
    path("mail/", mail.outbox_list, name="outbox"),
    path("mail/<int:pk>/", mail.outbox_letter, name="outbox-letter"),
    path("mail/<int:pk>/again/", mail.outbox_again, name="outbox-again"),
    path("mail/incoming/", mail.incoming_list, name="incoming"),
    path("mail/incoming/<int:pk>/", mail.incoming_letter, name="incoming-letter"),
    path("mail/incoming/<int:pk>/settle/", mail.incoming_settle, name="incoming-settle"),
    path("who-sees-what/", pages.who_sees_what, name="who-sees-what"),
    path(".well-known/security.txt", pages.security_txt, name="security-txt"),
    path("accessibility/", pages.accessibility, name="accessibility"),
]
