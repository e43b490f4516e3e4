// The line to write in: sends what is typed and completes commands.
import { el, fresh, icon } from "./dom.js";
import { get } from "./server.js";
import { words } from "./words.js";

const ROOT = "/fivefold";
const PAUSE_MS = 60;

// What was typed after the root command; null when it is no command.
export function afterRoot(text) {
  if (!text.startsWith("/") || text.includes("\n")) return null;
  const [first] = text.split(" ", 1);
  if (first.toLowerCase() === ROOT) return text.slice(first.length).trimStart();
  // Half of "/fivefold" is not yet a word of its own.
  if (first === text && first.length > 2 && ROOT.startsWith(first.toLowerCase())) return "";
  return text.slice(1);
}

// A suggestion holds the whole of the words, or only the one being typed.
export function complete(typed, value) {
  const [first] = typed.trim().toLowerCase().split(" ", 1);
  const whole = !typed.includes(" ") || value.toLowerCase().startsWith(first);
  const kept = whole ? "" : typed.slice(0, typed.lastIndexOf(" ") + 1);
  return `${ROOT} ${kept}${value.trim()} `;
}

export class Composer {
  constructor(person, say) {
    this.person = person;
    this.say = say;
    this.options = [];
    this.active = -1;
    this.asked = 0;
    const id = fresh("write");
    this.list = el("ul", { id: `${id}-list`, role: "listbox", cls: "suggestions", "aria-label": words.suggestions, hidden: true });
    this.input = el("textarea", {
      id,
      dir: "auto",
      rows: 1,
      placeholder: words.placeholder,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-label": words.write(person.name),
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
    });
    this.count = el("p", { cls: "unseen", role: "status" });
    this.fault = el("p", { cls: "fault", role: "alert" });
    const send = el("button", { type: "submit", cls: "main send", "aria-label": words.send, title: words.send }, icon("send"));
    this.node = el(
      "form",
      { cls: "composer", onsubmit: (event) => (event.preventDefault(), this.send()) },
      this.list,
      this.fault,
      this.count,
      el("div", { cls: "line" }, this.input, send),
    );
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("focus", () => this.typed());
  }

  focus() {
    this.input.focus();
  }

  // Write it there, for the person to send.
  put(text) {
    this.input.value = text;
    this.focus();
  }

  refuse(sentence) {
    this.fault.textContent = sentence;
  }

  async send() {
    const text = this.input.value.trim();
    if (!text || this.sending) return;
    this.close();
    this.sending = true;
    this.refuse("");
    const sent = await this.say(text);
    this.sending = false;
    if (sent && this.input.value.trim() === text) this.input.value = "";
    this.grow();
  }

  typed() {
    this.grow();
    const typed = afterRoot(this.input.value);
    clearTimeout(this.timer);
    if (typed === null) return this.close();
    this.timer = setTimeout(() => this.suggest(typed), PAUSE_MS);
  }

  grow() {
    const lines = this.input.value.split("\n").length;
    const wide = Math.ceil(this.input.value.length / 46);
    this.input.rows = Math.min(6, Math.max(1, lines, wide));
  }

  async suggest(typed) {
    this.asked += 1;
    const asked = this.asked;
    const answer = await get("/api/suggest", { person: this.person.id, words: typed }).catch(() => null);
    if (!answer || asked !== this.asked || document.activeElement !== this.input) return;
    if (afterRoot(this.input.value) !== typed) return;
    const whole = this.input.value.trim();
    const fresh = answer.suggestions.filter(({ value }) => complete(typed, value).trim() !== whole);
    this.show(fresh, typed);
  }

  show(suggestions, typed) {
    this.options = suggestions.map((suggestion, index) => {
      const node = el(
        "li",
        { id: `${this.list.id}-${index}`, role: "option", "aria-selected": "false" },
        el("span", { cls: "label", text: suggestion.label }),
        suggestion.note && el("span", { cls: "note", text: suggestion.note }),
      );
      node.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.take(index);
      });
      return { node, text: complete(typed, suggestion.value) };
    });
    this.list.replaceChildren(...this.options.map(({ node }) => node));
    this.list.hidden = !this.options.length;
    this.count.textContent = this.options.length ? words.fewSuggestions(this.options.length) : "";
    this.point(-1);
  }

  close() {
    this.asked += 1;
    clearTimeout(this.timer);
    this.show([], "");
  }

  point(index) {
    this.active = index;
    this.options.forEach(({ node }, at) => node.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return this.input.removeAttribute("aria-activedescendant");
    const { node } = this.options[index];
    this.input.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const { text } = this.options[index];
    this.input.value = text;
    this.close();
    this.typed();
  }

  key(event) {
    const count = this.options.length;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (count && move) {
      event.preventDefault();
      const from = this.active < 0 && move < 0 ? 0 : this.active;
      this.point((from + move + count) % count);
    } else if (count && event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (count && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.take(Math.max(this.active, 0));
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (this.active >= 0) this.take(this.active);
      else this.send();
    }
  }
}
