// <outreach-observe>: somebody is watched doing a procedure; of each step it is said how it went, and the rule that an
// order breaks is named at once. Knows the HTML that outputs/observing.py writes, <outreach-handing>, `OutreachQR` and
// `OutreachChat`. Nothing is kept and nothing is sent; `observed.py` reads what is handed on, and judges by the same rules.
(() => {
  "use strict";
  if (customElements.get("outreach-observe")) return;
  const HEAD = "OUTREACHOBS1";
  const SCHEMA = "outreach-observed-1";
  const SCALE = 8;
  /** By what a voice is asked for. */
  const VOICES = { zh: "zh-CN", en: "en-GB" };
  /** What cannot be seen, or would turn a line round, is no part of a name. */
  const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
  const { word, sealed } = globalThis.OutreachChat;

  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const today = () => {
    const now = new Date();
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  /** Whether a rule's step stands behind one that it has to come before. */
  const swapped = (rule, order) => rule.before.filter((first) => order.includes(first)
    && rule.after.some((later) => order.includes(later) && order.indexOf(later) < order.indexOf(first)));

  /** A late step that breaks no rule where it stands came right after the first that it should have come before. */
  const putLate = (rules, order, step) => {
    const followers = rules.filter((rule) => rule.before.includes(step)).flatMap((rule) => rule.after);
    const place = order.indexOf(step);
    if (order.slice(0, place).some((other) => followers.includes(other))) return;
    const first = order.findIndex((other, at) => at > place && followers.includes(other));
    if (first > 0) order.splice(first, 0, ...order.splice(place, 1));
  };

  /**
   * The broken rules, as `observed.broken_rules` finds them, each with the steps that came too late for it.
   * @param {Array<[string, string]>} steps each step with its state, in the order in which they were done
   */
  const brokenRules = (rules, steps) => {
    const order = steps.filter(([, state]) => state !== "missed").map(([step]) => step);
    const moved = [...order];
    for (const [step, state] of steps) if (state === "late") putLate(rules, moved, step);
    return rules.map((rule) => ({ rule, late: [...new Set([...swapped(rule, order), ...swapped(rule, moved)])] }))
      .filter((found) => found.late.length);
  };

  const textOf = (one) => {
    const head = [one.procedure, String(one.revision), one.language, one.day.replace(/-/g, ""), one.name, one.observer];
    return sealed([[HEAD, ...head.map(word)].join("."), ...one.steps.map((seen) => `${word(seen.step)}.${seen.state[0].toUpperCase()}`)]);
  };

  class OutreachObserve extends HTMLElement {
    connectedCallback() {
      this.run = this.querySelector(".o-observe-run");
      if (!this.run) return;
      if (!this.ready) this.begin();
      this.leaving = (event) => {
        if (this.handed || !(this.seen.length || this.people.length)) return;
        event.preventDefault();
        event.returnValue = "";
      };
      addEventListener("beforeunload", this.leaving);
    }

    disconnectedCallback() { removeEventListener("beforeunload", this.leaving); }

    begin() {
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.sheet = JSON.parse(this.dataset.sheet);
      this.language = document.documentElement.lang.slice(0, 2);
      this.steps = [...this.querySelectorAll(".o-steps > ol > li")].map((row, place) => this.step(row, place));
      /** @type {Array<[string, string]>} what was said of which step, in the order in which they were done */
      this.seen = [];
      /** The records of those who were seen before. */
      this.people = [];
      this.chosen = null;
      this.handed = true;
      const find = (/** @type {string} */ what) => this.run.querySelector(what);
      [this.name, this.observer] = this.run.querySelectorAll("[data-field]");
      this.now = find(".o-observe-now");
      this.told = find(".o-observe-told");
      this.status = find("[role=status]");
      this.end = find(".o-observe-end");
      this.past = find(".o-observe-past");
      for (const button of this.now.querySelectorAll("[data-state]")) button.addEventListener("click", () => this.tap(button.dataset.state));
      this.undo = find("[data-do=undo]");
      this.undo.addEventListener("click", () => this.back());
      find("[data-do=next]").addEventListener("click", () => this.next());
      for (const button of this.run.querySelectorAll("[data-do=copy], [data-do=save]")) button.addEventListener("click", () => { this.handed = true; });
      for (const field of [this.name, this.observer]) field.addEventListener("input", () => this.hand());
      this.addEventListener("keydown", (event) => this.key(event));
      this.speaking(find("[data-do=speak]"));
      this.classList.add("o-running");
      this.run.hidden = false;
      this.show();
    }

    step(/** @type {HTMLElement} */ row, /** @type {number} */ place) {
      const action = row.querySelector(".o-action strong").cloneNode(true);
      for (const mark of action.querySelectorAll(".o-cite")) mark.remove();
      return {
        id: row.id.replace(`step-${this.sheet.procedure}-`, ""), number: place + 1, stop: Boolean(row.querySelector(".o-stop")),
        action: action.textContent.replace(/\u2060/g, "").trim(), why: row.querySelector(".o-why"), picture: row.querySelector("svg"),
      };
    }

    /** The phone reads the step out, where it can: never the only way. */
    speaking(/** @type {HTMLButtonElement} */ button) {
      const voice = globalThis.speechSynthesis;
      if (!voice || typeof globalThis.SpeechSynthesisUtterance !== "function") return;
      button.hidden = false;
      button.addEventListener("click", () => {
        try {
          const spoken = new SpeechSynthesisUtterance(this.current.action);
          spoken.lang = VOICES[this.language] || this.language;
          voice.cancel();
          voice.speak(spoken);
        } catch (silent) { button.hidden = true; }
      });
    }

    // --- what is said of a step

    get left() { return this.steps.filter((step) => !this.seen.some(([id]) => id === step.id)); }

    get current() { return this.left.find((step) => step.id === this.chosen) || this.left[0]; }

    /** What is broken now: steps that are still to come stand behind those that were done. */
    get broken() { return brokenRules(this.sheet.rules, [...this.seen, ...this.left.map((step) => [step.id, "done"])]); }

    tap(/** @type {string} */ state) {
      const step = this.current;
      if (!step) return;
      const before = this.broken.map((found) => found.rule);
      this.seen.push([step.id, state]);
      this.chosen = null;
      this.handed = false;
      const stopped = step.stop && (state === "wrong" || state === "missed");
      this.told.replaceChildren(
        ...(stopped ? [this.note("danger", this.words["stop-item"], this.words["observe-stop"].replace("{step}", () => step.action))] : []),
        ...this.broken.filter((found) => !before.includes(found.rule)).map((found) => this.noted(found)),
      );
      this.show();
      if (this.told.firstChild) this.told.scrollIntoView({ block: "nearest" });
      if (!this.left.length) {
        this.end.focus({ preventScroll: true });
        this.end.scrollIntoView({ block: "nearest" });
      }
    }

    back() {
      const [last] = this.seen.pop() || [null];
      this.chosen = last;
      this.handed = false;
      this.told.replaceChildren();
      this.show();
    }

    /** The keys 1 to 4 while one works here, and never while one writes. */
    key(/** @type {KeyboardEvent} */ event) {
      if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
      const button = this.now.querySelectorAll("[data-state]")[Number(event.key) - 1];
      if (!button || !this.left.length) return;
      event.preventDefault();
      this.tap(button.dataset.state);
    }

    next() {
      const record = this.record();
      if (!record.name) {
        this.name.focus();
        return;
      }
      this.people.push(record);
      this.seen = [];
      this.chosen = null;
      this.name.value = "";
      this.told.replaceChildren();
      this.show();
      this.name.focus();
    }

    // --- how it is shown

    show() {
      const step = this.current;
      this.now.hidden = !step;
      this.end.hidden = Boolean(step);
      this.undo.hidden = !this.seen.length;
      if (step) this.due(step);
      else this.judge();
      this.run.querySelector(".o-observe-seen").replaceChildren(...(step ? this.seen.map(([id, state]) => this.line(id, state)) : []));
      this.list();
    }

    /** The step that is due, and those that may be done instead. */
    due(step) {
      const find = (/** @type {string} */ what) => this.now.querySelector(what);
      const place = this.words["walk-place"].replace("{part}", String(step.number)).replace("{of}", String(this.steps.length));
      find(".o-observe-place").textContent = place;
      find(".o-badge").textContent = this.words["stop-item"];
      find(".o-badge").hidden = !step.stop;
      find(".o-picture").replaceChildren(...(step.picture ? [step.picture.cloneNode(true)] : []));
      find(".o-picture").hidden = !step.picture;
      find(".o-observe-action").textContent = step.action;
      find(".o-why").replaceChildren(...(step.why ? [...step.why.cloneNode(true).childNodes] : []));
      const others = this.left.filter((other) => other !== step);
      const pick = find("details");
      pick.open = false;
      pick.hidden = !others.length;
      pick.querySelector("ul").replaceChildren(...others.map((other) => {
        const row = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.step = other.id;
        button.textContent = `${other.number} ${other.action}`;
        button.addEventListener("click", () => {
          this.chosen = other.id;
          this.show();
          this.now.querySelector("[data-state]").focus({ preventScroll: true });
          this.now.scrollIntoView({ block: "nearest" });
        });
        row.append(button);
        return row;
      }));
      if (this.seen.length) this.status.textContent = `${place}${this.words.colon}${step.action}`;
    }

    /** A step that was seen: its sign, the word for it, what was done. */
    line(/** @type {string} */ id, /** @type {string} */ state) {
      const step = this.steps.find((one) => one.id === id);
      const row = document.createElement("li");
      row.dataset.state = state;
      const how = document.createElement("strong");
      how.textContent = this.says(state);
      row.append(how, ` ${step.number} ${step.action}`);
      return row;
    }

    says(/** @type {string} */ state) {
      const button = this.now.querySelector(`[data-state=${state}]`);
      return `${button.firstElementChild.textContent} ${this.words[`observe-${state}`]}`;
    }

    note(/** @type {string} */ tone, /** @type {string} */ label, /** @type {string} */ text) {
      const box = document.createElement("div");
      box.className = `o-note o-${tone}`;
      const [head, body] = [document.createElement("p"), document.createElement("p")];
      head.className = "o-label";
      head.textContent = label;
      body.textContent = text;
      box.append(head, body);
      return box;
    }

    noted(found) {
      const wrong = found.rule.severity === "wrong";
      return this.note(wrong ? "danger" : "care", this.words[wrong ? "observe-broken" : "observe-reminder"], this.rule(found));
    }

    /** A broken rule in words, with the numbers of the steps that came too late for it. */
    rule({ rule, late }) {
      const numbers = (/** @type {string[]} */ ids) => this.steps.filter((step) => ids.includes(step.id)).map((step) => step.number).join(this.words.comma);
      return this.words["observe-rule"].replace("{before}", numbers(late)).replace("{after}", numbers(rule.after)) + rule.why;
    }

    get passed() {
      return this.seen.every(([, state]) => state === "done") && !this.broken.some((found) => found.rule.severity === "wrong");
    }

    /** Whether it was passed, or what to practise again. */
    judge() {
      const verdict = this.end.querySelector(".o-observe-verdict");
      verdict.dataset.outcome = this.passed ? "right" : "wrong";
      verdict.textContent = this.passed ? `✓ ${this.words["observe-all-done"]}` : this.words["observe-again"];
      const poor = this.seen.filter(([, state]) => state !== "done").map(([id, state]) => this.line(id, state));
      const rules = this.broken.map((found) => {
        const row = document.createElement("li");
        row.dataset.state = found.rule.severity === "wrong" ? "wrong" : "late";
        const label = document.createElement("strong");
        label.textContent = this.words[found.rule.severity === "wrong" ? "observe-broken" : "observe-reminder"];
        row.append(label, ` ${this.rule(found)}`);
        return row;
      });
      this.end.querySelector("ul").replaceChildren(...poor, ...rules);
      this.told.replaceChildren();
      this.hand();
    }

    // --- what is handed on

    record() {
      const clean = (field) => field.value.replace(UNSEEN, "").trim();
      return {
        schema: SCHEMA, procedure: this.sheet.procedure, revision: this.sheet.revision, language: this.language, day: today(),
        name: clean(this.name), observer: clean(this.observer), steps: this.seen.map(([step, state]) => ({ step, state })),
      };
    }

    hand() {
      if (this.left.length) return;
      const record = this.record();
      const made = this.end.querySelector(".o-made");
      made.hidden = !record.name;
      this.end.querySelector(".o-observe-name").textContent = record.name ? "" : this.words["observe-name-first"];
      if (!record.name) return;
      const text = textOf(record);
      const [short, file] = made.querySelectorAll("outreach-handing");
      const name = `outreach-observed-${record.procedure}-${record.day}`;
      short.give(text, `${name}.txt`);
      file.give(JSON.stringify(record, null, 1), `${name}.json`);
      const picture = document.createElement("img");
      picture.src = globalThis.OutreachQR.png(text, SCALE);
      picture.alt = this.words["observe-qr-alt"];
      made.querySelector(".o-qr").replaceChildren(picture);
    }

    /** Who was seen before, and all their records as one text. */
    list() {
      this.past.hidden = !this.people.length;
      if (!this.people.length) return;
      this.past.querySelector("summary").textContent = this.words["observe-past"].replace("{count}", String(this.people.length));
      this.past.querySelector("ul").replaceChildren(...this.people.map((one) => {
        const row = document.createElement("li");
        const steps = one.steps.map((seen) => [seen.step, seen.state]);
        const passed = steps.every(([, state]) => state === "done") && !brokenRules(this.sheet.rules, steps).some((found) => found.rule.severity === "wrong");
        const verdict = passed ? `✓\u00a0${this.words["observe-passed"]}` : this.words["observe-not-passed"];
        row.textContent = `${one.name}${this.words.colon}${verdict}`;
        return row;
      }));
      this.past.querySelector("outreach-handing").give(`${this.people.map(textOf).join("\n")}\n`, `outreach-observed-${this.sheet.procedure}-${today()}.txt`);
    }
  }

  OutreachObserve.textOf = textOf;
  OutreachObserve.brokenRules = brokenRules;
  customElements.define("outreach-observe", OutreachObserve);
})();
