"""Addresses of requests for information."""

from django.urls import path

from exchange.views import requests

REQUEST = "exchange/requests/<int:pk>/"

patterns = [
    path("exchange/requests/", requests.request_list, name="request-list"),
    path("exchange/requests/new/", requests.request_add, name="request-add"),
    path(REQUEST, requests.information_request, name="request"),
    path(f"{REQUEST}replies/<int:reply>/", requests.request_reply, name="request-reply"),
    path(f"{REQUEST}replies/<int:reply>/file/", requests.request_file, name="request-file"),
    path(f"{REQUEST}also/", requests.request_also, name="request-also"),
    path(f"{REQUEST}close/", requests.request_close, name="request-close"),
]
