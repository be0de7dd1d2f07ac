"""Switchboard and ground floor: settings, people, institutions, mail, documents, audit."""

from coordination.celery import app as celery_app

__all__ = ["celery_app"]
