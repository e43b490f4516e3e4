// Draws what can be pressed, picked and filled in.
import { choiceList } from "./choices.js";
import { el } from "./dom.js";
import { drawForm } from "./form.js";
import { words } from "./words.js";

// `about`: the id of what the card says first. Whoever hears a row of buttons hears what it is about.
export function drawControls(controls, scene, about) {
  const node = el("div", { cls: "controls" });
  let row = null;
  const alone = controls.filter((control) => control.type !== "button" || control.style !== "quiet").length === 1;
  const inRow = (...nodes) => {
    if (!row) node.append((row = el("div", { cls: "buttons", role: "group", "aria-labelledby": about })));
    row.append(...nodes);
  };
  for (const control of controls) {
    if (control.type === "button") {
      inRow(button(control.label, control.style, () => scene.press(control.id)));
    } else if (control.type === "form") {
      const form = drawForm(control, scene, alone ? "main" : "plain");
      if (form.opener) inRow(form.opener);
      // Open, it stands above the buttons beside its own: those leave it.
      node.insertBefore(form.node, form.opener ? row : null);
    } else if (control.most === 1 && control.choices.length <= scene.searchable) {
      node.append(oneTap(control, scene));
      row = null;
    } else {
      node.append(pickList(control, scene));
      row = null;
    }
  }
  return node;
}

export function button(label, style, onclick) {
  return el("button", { type: "button", cls: style, dir: "auto", text: label, onclick });
}

// A short list where one is picked: each option is its own button.
function oneTap(select, scene) {
  const noted = select.choices.some((choice) => choice.note);
  const options = select.choices.map((choice) => {
    const node = el("button", { type: "button", cls: "plain", onclick: () => scene.press(select.id, [choice.id]) });
    node.append(el("span", { text: choice.label }));
    if (choice.note) node.append(el("small", { text: choice.note }));
    return node;
  });
  return el("div", { cls: noted ? "buttons tall" : "buttons", role: "group", "aria-label": select.label }, options);
}

function pickList(select, scene) {
  const many = select.most > 1;
  const list = choiceList({
    legend: select.label,
    hideLegend: true,
    choices: select.choices,
    many,
    searchable: scene.searchable,
  });
  const fault = el("p", { cls: "fault", role: "alert" });
  const most = Math.min(select.most, select.choices.length);
  const bounded = many && (select.least > 0 || most < select.choices.length);
  const send = (event) => {
    event.preventDefault();
    const picked = list.values();
    if (picked.length < select.least || picked.length > select.most) {
      fault.textContent = words.pick(select.least, most);
      return;
    }
    fault.textContent = "";
    scene.press(select.id, picked);
  };
  return el(
    "form",
    { cls: "pick", novalidate: true, onsubmit: send },
    bounded && el("p", { cls: "hint", text: words.pick(select.least, most) }),
    list.node,
    fault,
    el("div", { cls: "buttons" }, el("button", { type: "submit", cls: "main", text: select.done || words.choose })),
  );
}
