"""Addresses of the KCIK desk."""

from django.urls import path

from exchange.views import kcik

COUNT = "exchange/kcik/counts/<int:pk>/"

patterns = [
    path("exchange/kcik/", kcik.kcik, name="kcik"),
    path("exchange/kcik/counts/add/", kcik.count_add, name="kcik-count-add"),
    path(f"{COUNT}withdraw/", kcik.count_withdraw, name="kcik-count-withdraw"),
    path("exchange/kcik/figures/", kcik.half_year_choose, name="kcik-half-year"),
    path("exchange/kcik/figures/<int:year>/<int:half>/", kcik.figures, name="kcik-figures"),
    path("exchange/kcik/calls/add/", kcik.call_add, name="kcik-call-add"),
    path("exchange/kcik/operators/add/", kcik.operator_add, name="kcik-operator-add"),
]
