// The heads of the columns: who is played, the other side's selector, and what waits.
import { el, icon } from "./dom.js";
import { drawCard } from "./message.js";
import { get } from "./server.js";
import { words } from "./words.js";

const initials = (name) => name.split(" ").map((part) => part[0]).join("").slice(0, 2);

export function drawHead(column, others, choose) {
  const { person } = column;
  const waits = el("button", { type: "button", cls: "quiet waits", text: words.waits, "aria-expanded": "false" });
  waits.addEventListener("click", () => toggleWaiting(column, waits));
  column.head.append(
    el("span", { cls: `face face-${person.id}`, "aria-hidden": "true", text: initials(person.name) }),
    el("div", { cls: "who" }, el("h2", { text: person.name }), el("p", { text: person.place })),
    ...(others.length > 1 ? [drawSelector(person, others, choose)] : []),
    waits,
  );
}

export function drawChannelHead(column, channel) {
  column.head.append(
    el("span", { cls: "face face-channel", "aria-hidden": "true", text: "#" }),
    el("div", { cls: "who" }, el("h2", { text: words.channelName(channel) }), el("p", { text: words.teamChannel })),
  );
}

function drawSelector(person, others, choose) {
  const buttons = others.map((other) =>
    el("button", {
      type: "button",
      "data-room": other.room,
      "aria-pressed": String(other.id === person.id),
      text: other.name.split(" ")[0],
      onclick: () => choose(other.room),
    }),
  );
  return el("div", { cls: "selector", role: "group", "aria-label": words.whoToPlay }, buttons);
}

async function toggleWaiting(column, opener) {
  const { panel, person, scene } = column;
  column.closePanel = () => {
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };
  const close = () => {
    column.closePanel();
    opener.focus();
  };
  if (!panel.hidden) return close();
  try {
    const { message } = await get("/api/waiting", { person: person.id });
    panel.replaceChildren(
      el("button", { type: "button", cls: "quiet close", "aria-label": words.close, onclick: close }, icon("cross")),
      el("div", { cls: "card", tabindex: "-1", "aria-label": words.waitsFor(person.name) }, drawCard(message, scene)),
    );
    panel.onkeydown = (event) => event.key === "Escape" && close();
    panel.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    panel.querySelector(".card").focus();
  } catch (fault) {
    column.composer.refuse(fault.message);
  }
}
