// One question of a form, as the input that suits its kind.
import { choiceList } from "./choices.js";
import { el, fresh, icon } from "./dom.js";
import { words } from "./words.js";

const KEYBOARDS = { number: "decimal", percent: "decimal", link: "url", ratio: "text" };

// Returns the field's node, and how to read, set and focus it. `value()` is undefined when left alone.
export function drawField(field, scene, { hideLabel = false } = {}) {
  const id = fresh("field");
  const notes = [];
  const describe = (cls, text, role) => {
    const note = el("p", { cls, id: fresh(cls), text, role });
    notes.push(note.id);
    return note;
  };
  const hint = hintOf(field);
  // The card says its one question and the hint already; here they are for whoever hears the field.
  const hintNode = hint ? describe(hideLabel && field.hint ? "unseen" : "hint", hint) : null;
  const faultNode = field.error ? describe("fault", field.error) : null;
  const about = notes.join(" ") || undefined;
  const choices = choicesOf(field, scene);
  const part = choices
    ? picker(field, choices, scene, about, hideLabel)
    : writer(field, id, about);
  const node = el("div", { cls: `field ${field.error ? "wrong" : ""}`, "data-field": field.id });
  if (choices) node.append(part.node);
  else node.append(el("label", { for: id, cls: hideLabel ? "unseen" : undefined }, labelOf(field)), part.node);
  if (hintNode) (choices ? part.node.querySelector("legend") : node.firstChild).after(hintNode);
  if (faultNode) node.append(faultNode);
  return { id: field.id, error: Boolean(field.error), given: field.value, node, ...part.access };
}

function labelOf(field) {
  const text = el("span", { text: field.label });
  return field.optional ? [text, el("em", { text: words.optional })] : [text];
}

function hintOf(field) {
  const range =
    field.kind === "number" && field.least !== null && field.most !== null && field.most < 10_000
      ? words.range(field.least, field.most)
      : "";
  const example = field.choices.length ? "" : range || words.examples[field.kind] || "";
  return field.hint || (field.kind === "link" ? "" : example);
}

function choicesOf(field, scene) {
  if (field.choices.length) return field.choices;
  if (field.kind === "yes-no") return [{ id: "yes", label: words.yes, note: "" }, { id: "no", label: words.no, note: "" }];
  if (field.kind === "person") return scene.people.map((p) => ({ id: `@${p.id}`, label: p.name, note: p.place }));
  return null;
}

function picker(field, choices, scene, about, hideLegend) {
  const many = field.kind === "many";
  const typed = field.kind === "person" && !field.choices.length;
  const list = choiceList({
    legend: el("span", { cls: "label" }, labelOf(field)),
    hideLegend,
    choices,
    many,
    picked: [field.value].flat(),
    searchable: scene.searchable,
    about,
  });
  if (field.error) list.node.setAttribute("aria-invalid", "true");
  const value = () => {
    const picked = list.values();
    if (many) return picked;
    if (!picked.length) return undefined;
    return typed ? picked[0] : picked;
  };
  return { node: list.node, access: { value, set: (given) => list.set([given].flat()), focus: list.focus } };
}

function writer(field, id, about) {
  const input = el(field.long ? "textarea" : "input", {
    id,
    dir: "auto",
    type: field.long ? undefined : "text",
    rows: field.long ? 3 : undefined,
    inputmode: KEYBOARDS[field.kind],
    autocomplete: "off",
    placeholder: field.kind === "link" ? words.examples.link : undefined,
    "aria-describedby": about,
    "aria-invalid": field.error ? "true" : undefined,
    "aria-required": field.optional ? undefined : "true",
    list: field.kind === "zone" ? zones() : undefined,
    cls: ["number", "percent", "ratio", "duration", "time"].includes(field.kind) ? "short" : undefined,
  });
  input.value = field.value;
  if (field.long) {
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) input.form.requestSubmit();
    });
  }
  const unit = field.unit || (field.kind === "percent" ? "%" : "");
  const row = el("div", { cls: "write" }, input, unit && el("span", { cls: "unit", text: unit }));
  if (field.kind === "date") row.append(...dayPicker(input));
  return {
    node: row,
    access: { value: () => input.value, set: (given) => (input.value = given), focus: () => input.focus() },
  };
}

// Days can be written as people write them; the calendar is there for those who would rather point.
function dayPicker(input) {
  const native = el("input", { type: "date", cls: "native-day", tabindex: "-1", "aria-hidden": "true" });
  native.addEventListener("change", () => {
    if (native.value) input.value = native.value;
    input.focus();
  });
  const open = el("button", { type: "button", cls: "quiet day-button", "aria-label": words.pickDay, title: words.pickDay }, icon("day"));
  open.addEventListener("click", () => native.showPicker());
  return [open, native];
}

function zones() {
  if (!document.getElementById("zones")) {
    const options = Intl.supportedValuesOf("timeZone").map((zone) => el("option", { value: zone }));
    document.body.append(el("datalist", { id: "zones" }, options));
  }
  return "zones";
}
