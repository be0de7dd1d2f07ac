"""What the ground floor stores."""

from coordination.models.audit import AuditSeal
from coordination.models.documents import Document, DocumentVersion
from coordination.models.institutions import Institution, InstitutionName, Voivodeship
from coordination.models.mail import Delivery, IncomingMail
from coordination.models.numbers import NumberSeries
from coordination.models.people import AccountInvitation, InstitutionPost, User
from coordination.models.search import SearchEntry, SearchWord

__all__ = [
    "AccountInvitation",
    "AuditSeal",
    "Delivery",
    "Document",
    "DocumentVersion",
    "IncomingMail",
    "Institution",
    "InstitutionName",
    "InstitutionPost",
    "NumberSeries",
    "SearchEntry",
    "SearchWord",
    "User",
    "Voivodeship",
]
