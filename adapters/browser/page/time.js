// People's time: a clock that the server sets and the page keeps ticking, written for each zone.
let base = Date.now();
let since = performance.now();

export function setNow(ms) {
  base = ms;
  since = performance.now();
}

export const now = () => base + (performance.now() - since);

const SHAPES = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { weekday: "long", day: "numeric", month: "long" },
  short: { weekday: "short", day: "numeric", month: "short" },
  full: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  key: { year: "numeric", month: "2-digit", day: "2-digit" },
};
const formats = new Map();

// "en" alone would mean the American order; the texts of Fivefold say 23 Nov.
const place = (locale) => (locale === "en" ? "en-GB" : locale);

export function write(ms, shape, person) {
  const key = `${shape} ${person.zone} ${person.locale}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(place(person.locale), { ...SHAPES[shape], timeZone: person.zone }));
  }
  return formats.get(key).format(ms);
}
