// <outreach-race>: teams put a procedure in order against the clock; the trainer types the letters that they call.
// Knows the HTML that outputs/presenting.py writes for a race; marked by the rules of marked.js, as marking.py marks.
(() => {
  "use strict";
  if (customElements.get("outreach-race")) return;
  const { OutreachMarked } = globalThis;
  const SECOND = 1000;
  const TICK = 200;

  const filled = (/** @type {string} */ phrase, /** @type {Record<string, string | number>} */ values) =>
    phrase.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  /** Letters as they were called: full width, small letters, spaces and marks between them make no difference. */
  const called = (/** @type {string} */ text) =>
    [...text.normalize("NFKC").toUpperCase().replace(/[\s\p{P}\p{S}]/gu, "")];
  const clockOf = (/** @type {number} */ seconds) => {
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };

  class OutreachRace extends HTMLElement {
    static get traits() {
      return ["results", "clock", "revealed"];
    }

    connectedCallback() {
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.answers = find(".o-answers");
      if (!this.answers) return;
      if (this.ready) {
        this.run();
        return;
      }
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.rules = JSON.parse(this.dataset.rules);
      this.steps = new Map([...this.querySelectorAll("li[data-step]")].map((row) =>
        [row.querySelector(".o-letter").textContent, row.dataset.step]));
      this.letters = new Map([...this.steps].map(([letter, step]) => [step, letter]));
      this.rows = [...this.querySelectorAll("li[data-team]")];
      this.result = find(".o-result");
      this.safe = find(".o-safe");
      this.basis = find(".o-basis");
      this.time = find(".o-time");
      this.button = find('[data-do="clock"]');
      this.reveal = find('[data-do="reveal"]');
      this.results = new Map();
      this.clock = { elapsed: 0, since: 0 };
      this.revealed = false;
      this.answers.hidden = true;
      find(".o-live").hidden = true;
      for (const part of this.querySelectorAll(".o-clock, .o-teams, .o-buttons, .o-keys")) part.hidden = false;
      this.button.addEventListener("click", () => this.toggle());
      this.reveal.addEventListener("click", () => this.show(!this.revealed));
      this.addEventListener("keydown", (event) => this.press(event));
      if (this.kept) this.restore(this.kept);
      else this.draw();
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    /** What the notebook remembers; a clock that ran when the page was left has run on. */
    restore(kept) {
      this.kept = kept;
      if (!this.ready) return;
      this.results = new Map(kept.results.map((one) => [one.team, one]));
      if ("elapsed" in kept.clock) this.clock = { ...kept.clock };
      this.revealed = kept.revealed;
      for (const row of this.rows) {
        const found = this.results.get(row.dataset.team);
        if (found) row.querySelector("input").value = found.order.map((step) => this.letters.get(step)).join("");
      }
      this.run();
      this.draw();
    }

    tell() {
      const results = this.rows.map((row) => this.results.get(row.dataset.team)).filter(Boolean);
      this.dispatchEvent(new CustomEvent("outreach-state", {
        bubbles: true,
        detail: { results, clock: { ...this.clock }, revealed: this.revealed },
      }));
    }

    // --- the clock ---------------------------------------------------------------------------------------------

    elapsed() {
      return this.clock.elapsed + (this.clock.since ? (Date.now() - this.clock.since) / SECOND : 0);
    }

    toggle() {
      this.clock = { elapsed: this.elapsed(), since: this.clock.since ? 0 : Date.now() };
      this.run();
      this.tell();
    }

    /** Shows the clock, and goes on showing it for as long as it runs. */
    run() {
      clearInterval(this.timer);
      const on = Boolean(this.clock.since);
      const shown = () => { this.time.textContent = clockOf(this.elapsed()); };
      shown();
      if (on) this.timer = setInterval(shown, TICK);
      this.toggleAttribute("data-running", on);
      this.button.textContent = this.words[on ? "race-stop" : "race-start"];
    }

    // --- keys --------------------------------------------------------------------------------------------------

    press(/** @type {KeyboardEvent} */ event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const at = /** @type {HTMLElement} */ (event.target);
      if (!at.matches("input")) return;
      if (event.key === "Enter") this.call(at.closest("li"));
      else if (event.key === "Escape") this.button.focus();
      else if (event.key === " " && /** @type {HTMLInputElement} */ (at).value === "") this.toggle();
      else return;
      event.preventDefault();
    }

    // --- what a team called --------------------------------------------------------------------------------------

    /** Notes what a team called, with the time; an order that has not each step once is said, and waits. */
    call(/** @type {HTMLElement} */ row) {
      const field = row.querySelector("input");
      const letters = called(field.value);
      const lacking = this.lacking(letters);
      field.setAttribute("aria-invalid", String(Boolean(lacking)));
      if (lacking) {
        this.result.textContent = lacking;
        return;
      }
      const team = row.dataset.team;
      const order = letters.map((letter) => this.steps.get(letter));
      const before = this.results.get(team);
      const same = before && before.order.join() === order.join();
      const seconds = this.elapsed() ? Math.round(this.elapsed() * 10) / 10 : null;
      field.value = letters.join("");
      // A slip of the keyboard that is mended later leaves the time as it was.
      const time = before && before.seconds !== null ? before.seconds : seconds;
      if (!same) this.results.set(team, { team, order, seconds: time, ...this.marked(order) });
      this.draw();
      const all = this.results.size === this.rows.length;
      const noted = filled(this.words["race-noted"], { team });
      this.result.textContent = all ? `${noted} ${this.words["race-all-in"]}` : noted;
      if (all && this.clock.since) this.toggle();
      else this.tell();
      const open = this.rows.find((one) => !this.results.has(one.dataset.team));
      if (open) open.querySelector("input").focus();
      else this.reveal.focus();
    }

    /** Why letters are no order of all the steps, "" if they are. */
    lacking(/** @type {string[]} */ letters) {
      const say = (/** @type {string} */ phrase, /** @type {string[]} */ found) =>
        filled(this.words[phrase], { letters: [...new Set(found)].join(this.words.comma) });
      const strange = letters.filter((letter) => !this.steps.has(letter));
      if (strange.length) return say("race-unknown", strange);
      const twice = letters.filter((letter, place) => letters.indexOf(letter) !== place);
      if (twice.length) return say("race-twice", twice);
      const missing = [...this.steps.keys()].filter((letter) => !letters.includes(letter));
      return missing.length ? say("race-missing", missing) : "";
    }

    marked(/** @type {string[]} */ order) {
      const broken = OutreachMarked.rules.broken(this.rules, order);
      return { outcome: OutreachMarked.rules.order(this.rules, order).outcome, broken: broken.map((rule) => rule.id) };
    }

    // --- what is shown -------------------------------------------------------------------------------------------

    show(/** @type {boolean} */ on) {
      this.revealed = on;
      this.result.textContent = "";
      this.draw();
      this.tell();
      this.reveal.focus({ preventScroll: true });
    }

    draw() {
      const right = [...this.results.values()].filter((one) => one.outcome === "right" && one.seconds !== null);
      const best = Math.min(...right.map((one) => one.seconds));
      for (const row of this.rows) {
        const found = this.results.get(row.dataset.team);
        const told = this.revealed && found;
        const verdict = row.querySelector(".o-verdict");
        const list = row.querySelector(".o-broken");
        row.querySelector(".o-noted").textContent = found && found.seconds !== null ? clockOf(found.seconds) : "";
        verdict.className = `o-verdict ${told ? (told.outcome === "right" ? "o-now" : "o-danger") : ""}`.trim();
        verdict.textContent = told ? this.verdict(told, best) : "";
        list.hidden = !told || !told.broken.length;
        list.replaceChildren(...(told ? this.reasons(told) : []));
        if (told) row.dataset.mark = told.outcome;
        else delete row.dataset.mark;
      }
      this.safe.hidden = !this.revealed;
      if (this.revealed) this.querySelector(".o-buttons").before(this.basis);
      else this.answers.append(this.basis);
      this.toggleAttribute("data-revealed", this.revealed);
      this.reveal.textContent = this.words[this.revealed ? "present-cover" : "present-reveal"];
      this.run();
    }

    verdict(found, /** @type {number} */ best) {
      const said = found.outcome === "right" ? `✓ ${this.words.right}` : `✕ ${this.words.wrong}`;
      return found.outcome === "right" && found.seconds === best ? `${said} · ${this.words["race-fastest"]}` : said;
    }

    /** Each broken rule: which letters stand the wrong way round, and why that matters. */
    reasons(found) {
      const place = new Map(found.order.map((step, index) => [step, index]));
      return this.rules.filter((rule) => found.broken.includes(rule.id)).map((rule) => {
        const before = rule.before.filter((first) => rule.after.some((later) => place.get(first) > place.get(later)));
        const after = rule.after.filter((later) => rule.before.some((first) => place.get(first) > place.get(later)));
        const names = (/** @type {string[]} */ steps) =>
          steps.map((step) => this.letters.get(step)).sort().join(this.words.comma);
        const why = this.answers.querySelector(`[data-reason="${rule.id}"]`).textContent;
        const item = document.createElement("li");
        item.dataset.rule = rule.id;
        item.dataset.severity = rule.severity;
        item.textContent = filled(this.words["race-rule"], { before: names(before), after: names(after), why });
        return item;
      });
    }
  }

  customElements.define("outreach-race", OutreachRace);
})();
