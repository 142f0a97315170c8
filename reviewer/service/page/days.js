// Days of the calendar, without hours and zones.

const LONG = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Today by the clock of this browser, as YYYY-MM-DD. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part, n) => String(part).padStart(n ? 2 : 4, "0")).join("-");
}

export const isDay = (text) => ISO.test(text ?? "");

/** "Saturday, 7 November 2026"; what is no day is given back. */
export function longDay(text) {
  const found = ISO.exec(text ?? "");
  if (!found) return text ?? "";
  const parts = LONG.formatToParts(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])));
  const part = (type) => parts.find((one) => one.type === type).value;
  return `${part("weekday")}, ${part("day")} ${part("month")} ${part("year")}`;
}
