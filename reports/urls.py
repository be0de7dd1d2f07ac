"""Addresses of the reports room."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("kpd/", views.plan_list, name="plan-list"),
    path("kpd/<int:pk>/", views.plan_detail, name="plan-detail"),
]
