// Works out the days of each calendar text with ical.js, exceptions included, and prints them.
// Input: a JSON list of {text, from, to} with instants in seconds on standard input.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const seconds = (time) =>
  new Date(time.convertToZone(ICAL.Timezone.utcTimezone).toString()).getTime() / 1000;

function expand({ text, from, to }) {
  const book = new ICAL.Component(ICAL.parse(text));
  for (const zone of book.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), zone.getFirstPropertyValue("tzid"));
  }
  const parts = book.getAllSubcomponents("vevent");
  const exceptions = parts.filter((part) => part.hasProperty("recurrence-id"));
  const found = [];
  for (const part of parts.filter((one) => !one.hasProperty("recurrence-id"))) {
    const uid = part.getFirstPropertyValue("uid");
    const own = exceptions.filter((one) => one.getFirstPropertyValue("uid") === uid);
    const event = new ICAL.Event(part, { strictExceptions: true, exceptions: own });
    if (!event.isRecurring()) {
      found.push([seconds(event.startDate), event.summary, part.getFirstPropertyValue("status")]);
      continue;
    }
    const days = event.iterator();
    for (let day = days.next(); day; day = days.next()) {
      const { startDate, item } = event.getOccurrenceDetails(day);
      const status = item.component.getFirstPropertyValue("status");
      found.push([seconds(startDate), item.summary, status]);
    }
  }
  ICAL.TimezoneService.reset();
  return found.filter(([at]) => at >= from && at < to).sort((a, b) => a[0] - b[0]);
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(expand)));
