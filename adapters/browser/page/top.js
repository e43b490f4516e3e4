// The top bar: what time it is for whom, the buttons that move the clock, and light or dark.
import { el, icon } from "./dom.js";
import { post } from "./server.js";
import { now, setNow, write } from "./time.js";
import { words } from "./words.js";

export class Top {
  constructor(people) {
    this.people = people;
    this.drawn = people.map((person) => ({
      person,
      time: el("b"),
      day: el("span", { cls: "date" }),
    }));
    const times = document.getElementById("times");
    times.setAttribute("role", "group");
    times.setAttribute("aria-label", words.times);
    times.append(
      ...this.drawn.map(({ person, time, day }) =>
        el("div", { cls: "time", "data-clock": person.room }, time, el("span", { cls: "place" }, person.name.split(" ")[0], el("span", { cls: "long", text: `, ${person.place}` })), day),
      ),
    );
    this.status = el("p", { cls: "status", role: "status" });
    this.bar = el("progress", { max: 1, value: 0, hidden: true, "aria-label": words.times });
    this.buttons = [
      [{ days: 1 }, words.dayLater],
      [{ days: 7 }, words.weekLater],
      [{ to: "next" }, words.toNext, words.toNextShort],
    ].map(([move, label, short]) =>
      el(
        "button",
        { type: "button", cls: "plain", "aria-label": label, onclick: () => this.move(move) },
        el("span", { cls: "long", text: label }),
        el("span", { cls: "brief", text: short || label }),
      ),
    );
    document.getElementById("moves").append(...this.buttons, themeButton());
    document.getElementById("top").append(el("div", { id: "moving" }, this.bar, this.status));
    setInterval(() => this.tick(), 1000);
  }

  set(ms) {
    setNow(ms);
    this.tick();
  }

  tick() {
    for (const { person, time, day } of this.drawn) {
      const texts = [write(now(), "time", person), write(now(), "short", person)];
      if (time.textContent !== texts[0]) time.textContent = texts[0];
      if (day.textContent !== texts[1]) day.textContent = texts[1];
    }
  }

  async move(move) {
    if (this.busy) return;
    this.busy = true;
    this.mark(true);
    try {
      const answer = await post("/api/clock", move);
      this.set(answer.time.now);
      if (!answer.moved) this.say(words.nothingDue);
    } catch (fault) {
      this.say(fault.message);
    } finally {
      this.busy = false;
      this.mark(false);
    }
  }

  // Somebody moves the clock, here or in another window.
  moving({ from, reached, aim }) {
    this.set(reached);
    this.onWay = true;
    this.bar.hidden = false;
    this.bar.value = aim > from ? (reached - from) / (aim - from) : 1;
    const [at, to] = [reached, aim].map((ms) => write(ms, "full", this.people[0]));
    this.say(words.moving(at, to));
  }

  stands({ now: ms }) {
    this.set(ms);
    this.bar.hidden = true;
    if (!this.onWay) return;
    this.onWay = false;
    this.say(words.arrived(write(ms, "full", this.people[0])));
  }

  mark(busy) {
    for (const button of this.buttons) button.setAttribute("aria-disabled", String(busy));
  }

  say(text) {
    this.status.textContent = text;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => (this.status.textContent = ""), 6000);
  }
}

function themeButton() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const button = el("button", { type: "button", cls: "quiet theme" });
  const label = () => {
    const text = isDark() ? words.light : words.dark;
    button.setAttribute("aria-label", text);
    button.title = text;
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
  };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
    label();
  });
  system.addEventListener("change", label);
  label();
  return button;
}
