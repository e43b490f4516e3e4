// A form in its message: one question stands open, several are opened by a button.
import { el, fresh } from "./dom.js";
import { drawField } from "./fields.js";
import { words } from "./words.js";

export function drawForm(form, scene, style) {
  const single = form.inline && form.fields.length === 1;
  const fields = form.fields.map((field) => drawField(field, scene, { hideLabel: single }));
  const id = fresh("form");
  const wrong = fields.find((field) => field.error);

  const send = (event) => {
    event.preventDefault();
    const values = {};
    for (const field of fields) {
      const value = field.value();
      if (value !== undefined) values[field.id] = value;
    }
    state.sent = true;
    scene.submit(form.id, values);
  };
  const submit = el("button", { type: "submit", cls: "main", text: form.submit });
  const node = el("form", { id, novalidate: true, cls: single ? "inline" : "form", onsubmit: send });
  const state = { fields, sent: false, isOpen: () => !node.hidden, open: () => undefined };
  node.state = state;

  if (single) {
    node.append(fields[0].node, el("div", { cls: "buttons" }, submit));
    state.focus = () => fields[0].focus();
    return { node, opener: null };
  }

  const opener = el("button", { type: "button", cls: style, text: form.open, "aria-expanded": "false", "aria-controls": id });
  const show = (open) => {
    node.hidden = !open;
    opener.hidden = open;
    opener.setAttribute("aria-expanded", String(open));
  };
  const close = () => {
    show(false);
    opener.focus();
  };
  opener.addEventListener("click", () => {
    show(true);
    fields[0].focus();
    node.scrollIntoView({ block: "nearest" });
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  node.setAttribute("aria-label", form.title);
  node.append(
    el("h4", { text: form.title }),
    ...fields.map((field) => field.node),
    el("div", { cls: "buttons" }, submit, el("button", { type: "button", cls: "quiet", text: words.cancel, onclick: close })),
  );
  state.open = () => show(true);
  state.focus = () => (wrong || fields[0]).focus();
  show(Boolean(wrong));
  return { node, opener };
}

// Takes what was typed from a form that is about to be redrawn.
export function keep(card) {
  return [...card.querySelectorAll("form")]
    .filter((node) => node.state)
    .map(({ state }) => ({
      sent: state.sent,
      open: state.isOpen(),
      values: new Map(state.fields.map((field) => [field.id, { value: field.value(), given: field.given }])),
    }));
}

// Puts it into the new form, where the same questions stand and nothing better came from the server.
export function restore(card, kept) {
  for (const node of card.querySelectorAll("form")) {
    if (!node.state) continue;
    const ids = node.state.fields.map((field) => field.id).join();
    const before = kept.find((form) => [...form.values.keys()].join() === ids);
    if (!before) continue;
    if (before.open && !before.sent) node.state.open();
    for (const field of node.state.fields) {
      const { value, given } = before.values.get(field.id);
      const touched = value !== undefined && String(value) !== String(given);
      const empty = !field.given.length;
      if (touched && (empty || !before.sent)) field.set(value);
    }
  }
}
