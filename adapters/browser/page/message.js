// Draws one message: what a person said, or a card from Fivefold.
import { el, fresh, icon, together } from "./dom.js";
import { drawControls } from "./controls.js";
import { write } from "./time.js";
import { words } from "./words.js";

// The content travels with the message, so keeping the file asks nobody for anything.
function drawFile(span) {
  const link = el("a", { href: "#", download: span.file, text: span.file });
  link.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([span.content], { type: span.media }));
    link.href = address;
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
  return link;
}

export function drawSpan(span) {
  if (span.url) {
    return el("a", { href: span.url, target: "_blank", rel: "noopener noreferrer", text: span.text });
  }
  if (span.file) return drawFile(span);
  if (span.when !== undefined) {
    return el("time", { datetime: new Date(span.when).toISOString(), text: span.text });
  }
  return span.strong ? el("strong", { text: span.text }) : document.createTextNode(together(span.text));
}

const rich = (spans) => spans.map(drawSpan);
const flat = (spans) => spans.map((span) => span.text).join("");

function drawTable(rows) {
  const [head, ...rest] = rows;
  return el(
    "div",
    { cls: "wide", role: "region", tabindex: "0", "aria-label": words.table },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, head.map((cell) => el("th", { scope: "col", dir: "auto" }, rich(cell))))),
      el("tbody", {}, rest.map((row) => el("tr", {}, row.map((cell) => el("td", { dir: "auto" }, rich(cell)))))),
    ),
  );
}

// Without a picture its words say the same.
function drawPicture(name, alt, served) {
  const instead = () => el("p", { cls: "alt", text: alt });
  if (!served) return alt ? instead() : null;
  const image = el("img", { src: `/pictures/${encodeURIComponent(name)}`, alt, loading: "lazy" });
  const figure = el("figure", {}, image);
  image.addEventListener("error", () => figure.replaceWith(instead()));
  return figure;
}

// What is wrong and stands beside its field already is not said twice.
function generalErrors(message) {
  const beside = new Set();
  for (const control of message.controls || []) {
    for (const field of control.fields || []) if (field.error) beside.add(field.error);
  }
  return (message.errors || []).filter((error) => !beside.has(flat(error)));
}

// A name without a value heads those below it.
const drawFact = ([name, value]) =>
  value.length
    ? el("div", {}, el("dt", { dir: "auto" }, rich(name)), el("dd", { dir: "auto" }, rich(value)))
    : el("div", { cls: "heads" }, el("dt", { dir: "auto" }, rich(name)));

// A form named as the line above it is not named twice.
function nameOnce(nodes) {
  const said = new Set(nodes.filter((node) => node.matches("h3, p")).map((node) => node.textContent));
  for (const name of nodes.flatMap((node) => [...node.querySelectorAll(".form > h4")])) {
    name.hidden = said.has(name.textContent);
  }
  return nodes;
}

export function drawCard(message, scene) {
  const errors = generalErrors(message);
  const about = fresh("about");
  const said = (name, text, id) => el(name, { dir: "auto", id }, rich(text));
  return nameOnce([
    message.title && said("h3", message.title, about),
    errors.length > 0 && el("div", { cls: "errors", role: "alert" }, errors.map((error) => el("p", { dir: "auto" }, rich(error)))),
    (message.body || []).map((line, at) => said("p", line, message.title || at ? undefined : about)),
    message.facts &&
      el("dl", {}, message.facts.map(drawFact)),
    message.table && drawTable(message.table),
    message.picture && drawPicture(message.picture, message.alt || "", scene.pictures),
    message.audience && el("p", { cls: "audience" }, icon("eye"), el("span", { text: message.audience })),
    message.controls && drawControls(message.controls, scene, message.title || message.body?.length ? about : undefined),
  ].flat().filter(Boolean));
}

// More than so many characters of somebody's own are shown by how they begin; the whole is there for a press.
const LONG = 300;
const BEGINNING = 150;

function drawWritten(said, cls) {
  if (said.length <= LONG) return el("div", { cls, dir: "auto", written: said });
  const cut = said.slice(0, BEGINNING);
  const begins = `${cut.slice(0, cut.search(/\s\S*$/) + 1 || BEGINNING).trim()} …`;
  return el(
    "details",
    { cls: `${cls} long`, dir: "auto" },
    el(
      "summary",
      {},
      el("span", { cls: "begins", written: begins }),
      el("span", { cls: "more", text: words.all }),
      el("span", { cls: "less", text: words.less }),
    ),
    el("div", { written: said }),
  );
}

export function drawMessage(message, person, scene) {
  const mine = message.words !== undefined;
  const command = mine && message.words.startsWith("/");
  return el(
    "li",
    { cls: `message ${mine ? "mine" : "theirs"}`, "data-number": message.number },
    el(
      "p",
      { cls: "meta" },
      el("span", { text: mine ? words.you : words.bot }),
      el("time", { datetime: new Date(message.at).toISOString(), text: write(message.at, "time", person) }),
    ),
    mine
      ? drawWritten(message.words, command ? "bubble command" : "bubble")
      : el("div", { cls: "card", tabindex: "-1" }, drawCard(message, scene)),
  );
}
