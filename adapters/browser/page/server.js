// Talks to the server: posts that survive a lost connection, and the stream of changes.
import { words } from "./words.js";

const TRIES = 9;
const LONGEST_WAIT_MS = 3000;

export class Refused extends Error {}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function read(response) {
  const data = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(data.error || words.unsent);
  return data;
}

export async function get(path, query = {}) {
  const asked = new URLSearchParams(query).toString();
  return read(await fetch(asked ? `${path}?${asked}` : path));
}

// The id stays the same over all tries, so that what arrived is not taken twice.
export async function post(path, data) {
  const body = JSON.stringify({ id: crypto.randomUUID(), ...data });
  for (let tried = 1; ; tried += 1) {
    let response;
    try {
      response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    } catch {
      if (tried === TRIES) throw new Refused(words.unsent);
      await wait(Math.min(250 * 2 ** tried, LONGEST_WAIT_MS));
      continue;
    }
    return read(response);
  }
}

// Follows what changes. `again` is called when too much was missed and the state must be read anew.
export function follow(after, { message, moving, clock, again, link }) {
  let stream;
  let last = after;
  const hear = (kind, take) =>
    stream.addEventListener(kind, (event) => {
      last = event.lastEventId || last;
      take(JSON.parse(event.data));
    });
  const open = () => {
    stream = new EventSource(`/api/events?after=${encodeURIComponent(last)}`);
    stream.addEventListener("open", () => link(true));
    stream.addEventListener("error", () => {
      link(false);
      // Some browsers give up when nobody listens; others come back by themselves.
      if (stream.readyState === EventSource.CLOSED) setTimeout(open, 1000);
    });
    hear("message", message);
    hear("moving", moving);
    hear("clock", clock);
    hear("again", again);
  };
  open();
  addEventListener("pagehide", () => stream.close());
  addEventListener("pageshow", (event) => event.persisted && open());
}
