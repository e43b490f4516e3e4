// A list to pick from: radio buttons or check boxes, with a search when it is long.
import { el, fresh } from "./dom.js";
import { words } from "./words.js";

// So few and so short that they stand beside each other.
const FEW = 4;
const FEW_LETTERS = 44;

export function choiceList({ legend, hideLegend, choices, many, picked = [], searchable, about }) {
  const name = fresh("pick");
  const rows = choices.map((choice) => {
    const input = el("input", {
      type: many ? "checkbox" : "radio",
      name,
      value: choice.id,
      checked: picked.includes(choice.id),
      "aria-describedby": choice.note ? `${name}-${choice.id}` : undefined,
    });
    const text = el("span", { cls: "choice-text", dir: "auto" }, el("span", { text: choice.label }));
    if (choice.note) text.append(el("small", { id: `${name}-${choice.id}`, text: choice.note }));
    return { choice, input, row: el("label", { cls: "choice" }, input, text) };
  });
  const list = el("div", { cls: "choices" }, rows.map(({ row }) => row));
  const letters = choices.reduce((sum, { label, note }) => sum + label.length + (note ? FEW_LETTERS : 0), 0);
  if (choices.length <= FEW && letters <= FEW_LETTERS) list.classList.add("beside");
  const parts = [el("legend", { cls: hideLegend ? "unseen" : undefined }, legend)];
  if (choices.length > searchable) {
    list.classList.add("scrolls");
    parts.push(search(rows, list));
  }
  const node = el("fieldset", { "aria-describedby": about }, parts, list);
  const inputs = rows.map(({ input }) => input);
  return {
    node,
    values: () => inputs.filter((input) => input.checked).map((input) => input.value),
    set: (ids) => inputs.forEach((input) => (input.checked = ids.includes(input.value))),
    focus: () => (node.querySelector("input[type=search]") || inputs.find((i) => i.checked) || inputs[0])?.focus(),
  };
}

function search(rows, list) {
  const none = el("p", { cls: "none", role: "status" });
  list.append(none);
  const box = el("input", { type: "search", placeholder: words.search, "aria-label": words.search, autocomplete: "off" });
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    let found = 0;
    for (const { choice, row } of rows) {
      row.hidden = !`${choice.label} ${choice.note}`.toLowerCase().includes(wanted);
      found += row.hidden ? 0 : 1;
    }
    none.textContent = found ? "" : words.noMatch;
  });
  box.addEventListener("keydown", (event) => {
    const first = rows.find(({ row }) => !row.hidden);
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.input.focus();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (first && box.value.trim()) {
        first.input.checked = first.input.type === "radio" || !first.input.checked;
        first.input.focus();
      }
    }
  });
  return box;
}
