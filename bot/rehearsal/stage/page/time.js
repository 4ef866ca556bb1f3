// The simulated server's time: what it is now, and saying when something is.

const DAY = 86_400_000;
const time = { zone: "UTC", told: 0, at: 0 };
const formats = new Map();

/** Take the time that the server tells; between two tellings it runs on by itself. */
export function tell(iso) {
  time.told = Date.parse(iso);
  time.at = performance.now();
}

export function useZone(zone) { time.zone = zone; }

export const now = () => time.told + (time.told ? performance.now() - time.at : 0);
export const today = () => day(now());
export const hour = (at) => format(at, { hour: "2-digit", minute: "2-digit" });

/** Say which day it is, in full or in short. */
export function date(at, short) {
  return format(at, short
    ? { weekday: "short", day: "numeric", month: "short" }
    : { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** Say when something is, as briefly as it can be understood. */
export function when(iso) {
  const at = Date.parse(iso);
  if (day(at) === today()) return hour(at);
  if (day(at) === day(now() + DAY)) return `tomorrow ${hour(at)}`;
  if (day(at) === day(now() - DAY)) return `yesterday ${hour(at)}`;
  return `${format(at, { day: "numeric", month: "short" })}, ${hour(at)}`;
}

function day(at) { return format(at, { year: "numeric", month: "2-digit", day: "2-digit" }); }

function format(at, options) {
  const name = time.zone + JSON.stringify(options);
  if (!formats.has(name)) formats.set(name, new Intl.DateTimeFormat("en-GB", { timeZone: time.zone, ...options }));
  return formats.get(name).format(at);
}
