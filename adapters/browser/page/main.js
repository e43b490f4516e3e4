// Puts the page together: columns, tabs, the stream, and which of it is in view.
import { Column } from "./column.js";
import { el, icon } from "./dom.js";
import { drawChannelHead, drawHead } from "./head.js";
import { follow, get } from "./server.js";
import { now } from "./time.js";
import { Top } from "./top.js";
import { words } from "./words.js";

const byId = (id) => document.getElementById(id);
const WEEK_MS = 7 * 24 * 3600 * 1000;
const narrow = matchMedia("(max-width: 899px)");
const columns = new Map();
const shown = { right: "", tab: "" };
let announced = 0;

function announce(text) {
  const node = el("p", { text });
  byId("announce").append(node);
  clearTimeout(announced);
  announced = setTimeout(() => byId("announce").replaceChildren(), 8000);
}

// --- what is in view ------------------------------------------------------------------------------

function choose(room) {
  const { side } = columns.get(room);
  shown.tab = room;
  if (side === "right") {
    shown.right = room;
    localStorage.setItem("right", room);
  }
  arrange();
  const { head } = columns.get(room).column;
  if (!narrow.matches) head.querySelector('[aria-pressed="true"]')?.focus();
}

function arrange() {
  for (const [room, { side, column }] of columns) {
    const hide = narrow.matches ? room !== shown.tab : side === "right" && room !== shown.right;
    const appears = column.node.hidden && !hide;
    column.node.hidden = hide;
    if (appears) column.toBottom();
  }
  // Only the clocks of those in view: the one on the left, and whoever is played on the right.
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const { side } = columns.get(clock.dataset.clock);
    clock.hidden = side === "right" && clock.dataset.clock !== shown.right;
  }
  for (const tab of byId("tabs").children) {
    tab.setAttribute("aria-pressed", String(tab.dataset.room === shown.tab));
    if (tab.dataset.room === shown.tab) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  markUnread();
}

function markUnread() {
  let all = 0;
  for (const [room, { column }] of columns) {
    const count = column.unread.size;
    all += count;
    for (const button of document.querySelectorAll(`[data-room="${room}"]`)) {
      const badge = button.querySelector(".badge");
      if (Number(badge?.dataset.count || 0) === count) continue;
      badge?.remove();
      if (count) {
        button.append(
          el("span", { cls: "badge", "data-count": count }, count > 9 ? "9+" : String(count), el("span", { cls: "unseen", text: words.unread(count) })),
        );
      }
    }
  }
  document.title = words.title(all);
}

// --- building ---------------------------------------------------------------------------------------

function build(state) {
  const scene = { people: state.people, pictures: state.pictures, searchable: state.limits.searchable_above };
  const common = { scene, announce, onUnread: () => queueMicrotask(markUnread) };
  for (const person of state.people) {
    const name = person.name.split(" ")[0];
    const column = new Column({ ...common, room: person.room, person, name, writes: true, empty: emptyRoom(person, state.people[0]) });
    drawHead(column, person.side === "right" ? state.people.filter(({ side }) => side === "right") : [], choose);
    columns.set(person.room, { side: person.side, column, name });
  }
  const room = `channel/${state.channel}`;
  const name = words.channelName(state.channel);
  const channel = new Column({ ...common, room, person: state.people[0], name, writes: false, empty: el("p", { text: words.emptyChannel }) });
  drawChannelHead(channel, state.channel);
  columns.set(room, { side: "channel", column: channel, name });

  shown.tab = state.people[0].room;
  const right = state.people.filter(({ side }) => side === "right").map((person) => person.room);
  shown.right = right.includes(localStorage.getItem("right")) ? localStorage.getItem("right") : right[0];
  byId("tabs").setAttribute("role", "group");
  byId("tabs").setAttribute("aria-label", words.rooms);
  for (const [at, { column, name: label }] of columns) {
    byId("columns").append(column.node);
    byId("tabs").append(el("button", { type: "button", "data-room": at, text: label, onclick: () => choose(at) }));
    const skip = el("a", { href: `#${column.node.id}`, text: words.skipTo(label) });
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      choose(at);
      (column.composer || column.node).focus?.();
    });
    byId("skips").append(skip);
  }
  drawFirst();
  narrow.addEventListener("change", arrange);
  document.addEventListener("visibilitychange", () => columns.forEach(({ column }) => column.look()));
  arrange();
}

function emptyRoom(person, owner) {
  if (person !== owner) return el("p", { text: words.emptyRoom(person.name.split(" ")[0], owner.name.split(" ")[0]) });
  return [el("p", { text: words.emptyFirst }), commandButton(words.first.command)];
}

function commandButton(command) {
  return el("button", { type: "button", cls: "command", title: words.typeIt(command), text: command, onclick: () => begin(command) });
}

function begin(command) {
  const [room, { column }] = [...columns][0];
  choose(room);
  column.composer.put(command);
}

function drawFirst() {
  if (localStorage.getItem("first hidden")) return;
  const { wide, narrow: tabs, type, command, then } = words.first;
  const node = byId("first");
  const hide = () => {
    node.hidden = true;
    localStorage.setItem("first hidden", "yes");
  };
  node.append(
    el(
      "p",
      {},
      el("span", { cls: "wide", text: wide }),
      el("span", { cls: "narrow", text: tabs }),
      type,
      commandButton(command),
      then,
    ),
    el("button", { type: "button", cls: "quiet", "aria-label": words.hideFirst, title: words.hideFirst, onclick: hide }, icon("cross")),
  );
  node.hidden = false;
}

// --- living -----------------------------------------------------------------------------------------

function link(alive) {
  byId("link").textContent = alive ? "" : words.lost;
  byId("link").hidden = alive;
}

async function readState() {
  for (;;) {
    try {
      const state = await get("/api/state");
      link(true);
      return state;
    } catch {
      link(false);
      await new Promise((done) => setTimeout(done, 700));
    }
  }
}

const state = await readState();
build(state);
const top_ = new Top(state.people);
arrange();

// The first steps are over when somebody was added, who is written to without having written; and after the
// first week, from the oldest message on, by people's time.
let begunAt = Infinity;
let added = false;
const opened = new Set();

function note(room, { at, words: typed }) {
  begunAt = Math.min(begunAt, at ?? Infinity);
  added ||= columns.get(room).side === "right" && !opened.has(room) && typed === undefined;
  opened.add(room);
}

function firstStepsEnd() {
  if (begunAt < Infinity) document.body.dataset.begun = "yes";
  if (added || now() - begunAt >= WEEK_MS) byId("first").hidden = true;
}

function fill({ rooms, time }) {
  for (const [room, messages] of Object.entries(rooms)) {
    columns.get(room).column.load(messages);
    for (const message of messages) note(room, message);
  }
  top_.set(time.now);
  firstStepsEnd();
}

fill(state);
follow(state.event, {
  message: ({ room, message }) => {
    note(room, message);
    firstStepsEnd();
    columns.get(room).column.show(message);
  },
  moving: (data) => top_.moving(data),
  clock: (data) => {
    top_.stands(data);
    firstStepsEnd();
  },
  again: async () => fill(await readState()),
  link,
});
document.body.dataset.ready = "yes";
