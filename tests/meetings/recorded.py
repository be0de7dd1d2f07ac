"""A meeting with minutes on the table, for the tests of what becomes of them."""

from coordination.choices import HandlingLabel, InstitutionKind
from meetings import attendance, circulating, recording
from meetings.choices import ApprovalWay, PresenceMode
from meetings.models import Acknowledgement
from tests.meetings.world import World

FIRST = "Zespół przyjął porządek obrad.\n\nOmówiono szkolenia w Radomiu."
SECOND = (
    "Wszyscy zapoznali się z planem.\n\n"
    "[TLP:AMBER+STRICT] Tylko dla urzędów.\n\n"
    "[TLP:AMBER+STRICT: {named}] Tylko dla wskazanego.\n\n"
    "[TLP:RED: {named}] Tylko na ekranie."
)


class Recorded:
    """A held meeting of four seats, the last an NGO's; two items are minuted.

    The second item has four paragraphs: for all, for public bodies, for the first seat's
    institution, and for that institution on screen only.
    """

    def __init__(self, label=HandlingLabel.UNITS):
        self.world = World(members=4)
        self.by = self.world.coordinator
        ngo = self.world.mandates[3].seat.institution
        ngo.kind = InstitutionKind.NGO
        ngo.save()
        self.named = self.world.mandates[0].seat.institution.short_name
        self.meeting = self.world.in_session(label=label)
        for invitee in self.meeting.invitees.all():
            attendance.note_presence(invitee, mode=PresenceMode.ON_SITE, by=self.by)
        self.write(0, FIRST)
        self.write(1, SECOND.format(named=self.named))
        recording.end_session(self.meeting, by=self.by)

    def blocks(self):
        return [item.block for item in self.meeting.items.select_related("block")]

    def write(self, position, text):
        block = self.blocks()[position]
        recording.save_block(block, text=text, based_on=block.revision, by=self.by)

    def circulate(self, way=ApprovalWay.MEETING, **more):
        return circulating.circulate(self.meeting, way=way, by=self.by, **more)

    def awaited(self, number=0):
        """The last acknowledgement of the member of a seat, counted from 0."""
        return (
            Acknowledgement.objects.filter(invitee__user=self.world.members[number])
            .order_by("-release__number")
            .first()
        )
