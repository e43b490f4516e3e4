// One conversation: its messages in order, what is new in it, and the line to write in.
import { Composer } from "./composer.js";
import { el, icon } from "./dom.js";
import { keep, restore } from "./form.js";
import { drawMessage } from "./message.js";
import { post } from "./server.js";
import { write } from "./time.js";
import { words } from "./words.js";

const NEAR_PX = 60;
const MARGIN_PX = 16;
const TOGETHER_MS = 5 * 60_000;

export class Column {
  // `person` is who reads here; the channel is read with the first person's clock and has no composer.
  constructor({ room, person, name, writes, scene, onUnread, announce, empty }) {
    Object.assign(this, { room, person, name, onUnread, announce });
    this.messages = new Map();
    this.unread = new Set();
    this.read = Number(localStorage.getItem(`read ${room}`) || 0);
    this.scene = { ...scene, press: (control, picked) => this.press(control, picked), submit: (control, values) => this.submit(control, values) };
    this.list = el("ol", { cls: "messages", "aria-label": words.messagesOf(name) });
    this.empty = el("div", { cls: "empty" }, empty);
    this.scroller = el("div", { cls: "scroller", tabindex: "0", role: "region", "aria-label": words.messagesOf(name) }, this.empty, this.list);
    this.below = el("button", { type: "button", cls: "below", hidden: true, onclick: () => this.toBottom() });
    this.head = el("header", { cls: "head" });
    this.panel = el("div", { cls: "panel", hidden: true });
    this.composer = writes ? new Composer(person, (text) => this.say(text)) : null;
    this.node = el(
      "section",
      { cls: "column", id: `column-${room.split("/")[1]}`, "aria-label": name, tabindex: "-1" },
      this.head,
      this.panel,
      this.scroller,
      el("div", { cls: "foot" }, this.below, this.composer ? this.composer.node : el("p", { cls: "along", text: words.readAlong })),
    );
    this.scroller.addEventListener("scroll", () => this.look(), { passive: true });
    new ResizeObserver(() => this.stay()).observe(this.scroller);
  }

  // --- messages -------------------------------------------------------------------------------

  load(messages) {
    const newest = Math.max(0, ...messages.map(({ number }) => number));
    if (Math.max(0, ...this.messages.keys()) > newest) {
      // Another database stands behind the page now.
      this.messages.clear();
      this.list.replaceChildren();
      this.read = Math.min(this.read, newest);
    }
    for (const message of messages) this.show(message, { quiet: true, force: true });
    this.toBottom();
  }

  show(message, { quiet = false, force = false } = {}) {
    const before = this.messages.get(message.number);
    if (before && !force && before.message.change >= message.change) return;
    const same = before && JSON.stringify({ ...before.message, change: 0 }) === JSON.stringify({ ...message, change: 0 });
    if (same) {
      before.message = message;
      return;
    }
    const stay = this.atBottom();
    const node = drawMessage(message, this.person, this.scene);
    if (before) this.replace(before.node, node);
    else this.append(message, node);
    this.messages.set(message.number, { message, node });
    this.empty.hidden = true;
    const foreign = message.words === undefined;
    // What they answered themselves is not read out again: the next question comes after it.
    const settled = before && this.sending && !(message.controls || []).some(({ type, style }) => type !== "button" || style !== "quiet");
    const asks = !before || Boolean(message.controls);
    if (foreign && asks && message.number > (before ? 0 : this.read) && !(before && quiet)) this.unread.add(message.number);
    if (foreign && !quiet && !settled) this.announce(words.announce(this.name, (message.plain || "").slice(0, 300)));
    if (stay || !foreign) this.toBottom();
    else this.look();
  }

  append(message, node) {
    const last = [...this.messages.values()].at(-1)?.message;
    const day = write(message.at, "key", this.person);
    if (!last || write(last.at, "key", this.person) !== day) {
      this.list.append(el("li", { cls: "day" }, el("span", { text: write(message.at, "day", this.person) })));
    } else if (last.from === message.from && message.at - last.at < TOGETHER_MS) {
      node.classList.add("follows");
    }
    this.list.append(node);
  }

  replace(old, node) {
    const kept = keep(old);
    if (old.classList.contains("follows")) node.classList.add("follows");
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const field = focused?.closest("[data-field]")?.dataset.field;
    old.replaceWith(node);
    restore(node, kept);
    if (field) node.querySelector(`[data-field="${CSS.escape(field)}"] :is(input, textarea)`)?.focus();
    else if (focused) node.querySelector(".card")?.focus({ preventScroll: true });
  }

  // --- what is new --------------------------------------------------------------------------------

  atBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  // The newest message, whole or from its top on.
  toBottom() {
    const { scrollHeight, clientHeight } = this.scroller;
    this.scroller.scrollTop = Math.min(scrollHeight - clientHeight, this.topOfNewest() - MARGIN_PX);
    this.place = null;
    this.look();
  }

  topOfNewest() {
    const newest = this.list.lastElementChild;
    if (!newest) return MARGIN_PX;
    return newest.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top + this.scroller.scrollTop;
  }

  sees(node) {
    return node.getBoundingClientRect().height + MARGIN_PX < this.scroller.clientHeight;
  }

  newestInView() {
    const { scrollTop, clientHeight } = this.scroller;
    return this.atBottom() || this.topOfNewest() < scrollTop + clientHeight / 2;
  }

  // What stands at the top, to be found there again when the lines break elsewhere.
  remember() {
    // At another width other lines stand there: `stay` is about to bring back those from before.
    if (this.scroller.clientWidth !== this.width) return;
    const { left, top, width } = this.scroller.getBoundingClientRect();
    const node = document.elementFromPoint(left + width / 2, top + MARGIN_PX)?.closest(".message");
    this.place = !this.newestInView() && this.list.contains(node) ? { node, below: node.getBoundingClientRect().top - top } : null;
  }

  stay() {
    if (this.node.hidden) return;
    this.width = this.scroller.clientWidth;
    if (!this.place?.node.isConnected) return void this.toBottom();
    const { node, below } = this.place;
    this.scroller.scrollTop += node.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top - below;
  }

  // Whoever sees the newest message has read all of them.
  look() {
    this.remember();
    const seen = !this.node.hidden && document.visibilityState === "visible" && this.newestInView();
    if (seen) {
      this.unread.clear();
      this.read = Math.max(this.read, 0, ...this.messages.keys());
      localStorage.setItem(`read ${this.room}`, this.read);
    }
    const missed = this.node.hidden ? 0 : this.unread.size;
    this.below.hidden = !missed || this.atBottom();
    this.below.replaceChildren(words.newBelow(missed), icon("down"));
    this.onUnread();
  }

  // --- what is done ---------------------------------------------------------------------------

  async say(text) {
    return this.send("/api/say", { words: text }, { stay: true });
  }

  press(control, picked) {
    return this.send("/api/press", { control, ...(picked ? { picked } : {}) });
  }

  submit(control, values) {
    return this.send("/api/submit", { control, values });
  }

  async send(path, data, { stay = false } = {}) {
    const card = document.activeElement?.closest(".card, .panel");
    if (this.sending && !stay) return false;
    this.sending = true;
    card?.setAttribute("aria-busy", "true");
    try {
      const answer = await post(path, { person: this.person.id, ...data });
      this.composer.refuse("");
      for (const message of answer.messages) {
        this.show(message);
        this.unread.delete(message.number);
      }
      this.look();
      this.closePanel?.();
      if (!stay && this.mend(answer.messages)) return true;
      if (!stay) this.goOn(answer.messages);
      if (!this.toFault(answer.messages)) this.toBottom();
      return true;
    } catch (fault) {
      this.composer.refuse(fault.message);
      return false;
    } finally {
      this.sending = false;
      card?.removeAttribute("aria-busy");
    }
  }

  // A form that came back stands at its first fault.
  mend(messages) {
    const forms = messages.flatMap(({ number }) => [...this.messages.get(number).node.querySelectorAll("form")]);
    const wrong = forms.find((form) => form.state && form.querySelector(".wrong"));
    wrong?.state.focus();
    wrong?.querySelector(".wrong").scrollIntoView({ block: "center" });
    return Boolean(wrong);
  }

  // What refuses a line may stand further up, where the question stands: that is what one looks at.
  toFault(messages) {
    const node = messages.map(({ number }) => this.messages.get(number).node).find((each) => each.querySelector(".errors"));
    node?.querySelector(".errors").scrollIntoView({ block: "center" });
    return Boolean(node);
  }

  // After an answer the keyboard stands at the next question, unless it went elsewhere meanwhile.
  goOn(messages) {
    const at = document.activeElement;
    if (at && at !== document.body && !at.closest(".card, .panel")) return;
    const next = messages.map(({ number }) => this.messages.get(number)).filter(({ message }) => message.controls).at(-1);
    if (!next) return;
    const first = next.node.querySelector(".controls :is(button, input, textarea):not([hidden] *)");
    if (!this.sees(next.node)) next.node.querySelector(".card").focus({ preventScroll: true });
    else if (first) first.focus({ preventScroll: true });
    else this.composer.focus();
  }
}
