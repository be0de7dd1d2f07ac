// Reads calendar texts with ical.js and prints what they say as JSON.
// Input: a JSON list of texts on standard input.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function instant(time, zone) {
  return time ? new Date(time.convertToZone(ICAL.Timezone.utcTimezone).toString()).getTime() / 1000 : null;
}

function read(text) {
  const book = new ICAL.Component(ICAL.parse(text));
  for (const zone of book.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), zone.getFirstPropertyValue("tzid"));
  }
  const events = book.getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      status: part.getFirstPropertyValue("status"),
      start: instant(event.startDate),
      end: instant(event.endDate),
      organizer: event.organizer,
      attendees: part.getAllProperties("attendee").map((one) => ({
        address: one.getFirstValue(),
        partstat: one.getParameter("partstat"),
        role: one.getParameter("role"),
        rsvp: one.getParameter("rsvp"),
        from: one.getParameter("delegated-from"),
        to: one.getParameter("delegated-to"),
      })),
    };
  });
  ICAL.TimezoneService.reset();
  return { method: book.getFirstPropertyValue("method"), events };
}

const texts = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(texts.map(read)));
