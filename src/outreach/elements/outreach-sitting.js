// <outreach-sitting>: a test before and a test after on two parallel forms, its result by objective, its slip.
// Knows the HTML that outputs/sitting.py writes for a test. Where there is no memory (a notebook), it forgets at the end.
(() => {
  "use strict";
  if (customElements.get("outreach-sitting")) return;
  const { OutreachMarked, OutreachRun } = globalThis;
  const SCHEMA = "outreach-slip-1";
  const FORMS = { before: "A", after: "B" };

  class OutreachSitting extends HTMLElement {
    connectedCallback() {
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.begin = find(".o-begin");
      if (this.ready || !this.begin) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.memory = globalThis.OutreachMemory || null;
      this.box = find(".o-run");
      this.summary = find(".o-summary");
      this.slip = find("outreach-slip");
      this.back = find(".o-back");
      this.which = find(".o-begin select");
      this.resume = find('[data-do="resume"]');
      this.forms = new Map([...this.querySelectorAll(".o-form")].map((form) => [form.dataset.form, form]));
      this.run = new OutreachRun(this.box, this.words);
      this.tests = [];
      this.box.addEventListener("outreach-answer", (event) => this.note(event.detail));
      for (const test of ["before", "after"]) {
        find(`[data-do="${test}"]`).addEventListener("click", () => this.open(test));
      }
      this.resume.addEventListener("click", () => this.goOn(this.unfinished()));
      find('[data-do="back"]').addEventListener("click", () => this.rest(true));
      find('[data-do="print"]').addEventListener("click", () => this.print());
      this.slip.addEventListener("outreach-named", (event) => this.who(event.detail.name));
      this.rest(false);
    }

    cards(/** @type {string} */ form) {
      return [...this.forms.get(form).querySelectorAll("[data-item][data-type]")];
    }

    /** The beginning: two tests to begin, and one to go on with where one was left. */
    rest(/** @type {boolean} */ move) {
      for (const form of this.forms.values()) form.hidden = true;
      for (const part of [this.summary, this.slip, this.back, this.box]) part.hidden = true;
      document.documentElement.classList.remove("o-only-summary");
      this.begin.hidden = false;
      for (const buttons of this.begin.querySelectorAll(".o-buttons")) buttons.hidden = false;
      const open = this.unfinished();
      this.resume.hidden = !open;
      if (open) {
        this.resume.textContent = this.words["test-resume"].replace("{test}", this.words[`test-${open.test}`])
          .replace("{count}", String(this.firsts(open).length));
      }
      if (move) this.begin.querySelector("button:not([hidden])").focus();
    }

    /** Tests of this module that this device knows, the latest last. */
    known() {
      const kept = this.memory ? this.memory.tests() : this.tests;
      return kept.filter((test) => test.module === this.dataset.module && test.seed === this.dataset.seed);
    }

    unfinished() {
      const today = this.today();
      return this.known().filter((test) => !test.ended && test.day === today && this.firsts(test).length).pop();
    }

    /** The day where the learner is; "sv" writes it as 2026-11-27. */
    today() {
      return this.memory ? this.memory.today() : new Date().toLocaleDateString("sv");
    }

    /** The first try of each question of a test: what counts. */
    firsts(test) {
      const all = this.memory ? this.memory.answersOf(test.id) : this.heard.filter((answer) => answer.sitting === test.id);
      return all.filter((answer) => answer.try === 1 && !answer.again);
    }

    open(/** @type {string} */ kind) {
      const usual = this.known().filter((test) => test.test === "before").pop();
      const other = kind === "after" && usual ? (usual.form === "A" ? "B" : "A") : FORMS[kind];
      const form = this.which.value || other;
      const test = {
        id: `${this.dataset.module}-${kind}-${Date.now()}`,
        module: this.dataset.module,
        seed: this.dataset.seed,
        test: kind,
        form,
        day: this.today(),
        items: this.cards(form).map((card) => card.dataset.item),
      };
      this.goOn(test);
    }

    goOn(test) {
      this.test = test;
      this.heard = this.heard || [];
      this.remember();
      this.begin.hidden = true;
      this.box.dataset.running = test.test;
      this.box.dataset.sitting = test.id;
      const done = new Set(this.firsts(test).map((answer) => answer.item));
      const left = this.cards(test.form).filter((card) => !done.has(card.dataset.item));
      const cards = left.map((card) => OutreachMarked.copyOf(card, false));
      this.run.start(cards, (stopped) => (stopped ? this.rest(true) : this.end()), done.size);
    }

    remember() {
      if (this.memory) this.memory.tell(this.memory.note(this.test), this.begin);
      else this.tests = [...this.tests.filter((test) => test.id !== this.test.id), this.test];
    }

    note(detail) {
      if (!this.memory) this.heard.push({ ...detail, sitting: this.test.id });
    }

    end() {
      this.test = { ...this.test, ended: this.today() };
      this.remember();
      this.show(this.test);
    }

    /** What came of it, by objective, before and after side by side; nothing is only a colour. */
    show(test) {
      const answers = this.firsts(test);
      const right = answers.filter((answer) => answer.outcome === "right").length;
      const total = this.summary.querySelector(".o-total");
      total.textContent = this.words["test-result"].replace("{test}", this.words[`test-${test.test}`])
        .replace("{of}", String(test.items.length)).replace("{count}", String(right));
      const shown = test.test === "before" ? { before: test, after: null } : { before: this.known().filter((one) => one.ended && one.test === "before").pop(), after: test };
      for (const [kind, one] of Object.entries(shown)) this.fill(kind, one);
      this.who("");
      this.master();
      for (const part of [this.summary, this.slip, this.back]) part.hidden = false;
      for (const part of [this.back, this.summary, this.slip]) for (const buttons of part.querySelectorAll(".o-buttons")) buttons.hidden = false;
      document.documentElement.classList.add("o-only-summary");
      const data = {
        schema: SCHEMA,
        module: test.module,
        test: test.test,
        form: test.form,
        seed: test.seed,
        language: this.closest("[lang]").lang.slice(0, 2),
        day: test.day,
        name: "",
        answers: answers.map(({ item, revision, response, outcome, sure }) => ({ item, revision, response, outcome, ...(sure ? { sure } : {}) })),
      };
      this.slip.take(data);
      this.dispatchEvent(new CustomEvent("outreach-answer", { bubbles: true, detail: data }));
      total.tabIndex = -1;
      total.focus({ preventScroll: true });
      this.summary.scrollIntoView({ block: "start" });
    }

    fill(/** @type {string} */ kind, test) {
      const answers = test ? this.firsts(test) : [];
      const cards = test ? this.cards(test.form) : [];
      for (const row of this.summary.querySelectorAll("tr[data-objective]")) {
        const items = cards.filter((card) => card.dataset.objective === row.dataset.objective).map((card) => card.dataset.item);
        const given = answers.filter((answer) => items.includes(answer.item));
        const right = given.filter((answer) => answer.outcome === "right").length;
        const cell = row.querySelector(`[data-test="${kind}"]`);
        const whole = given.length > 0 && right === given.length;
        cell.textContent = given.length ? `${this.words[whole ? "test-right" : "test-missed"]} ${right}/${given.length}` : "–";
        cell.dataset.mark = given.length ? (whole ? "right" : "wrong") : "";
        if (kind === this.test.test) row.querySelector(".o-study").hidden = whole;
      }
    }

    who(/** @type {string} */ name) {
      this.summary.querySelector(".o-summary-who").textContent = this.words["test-who"].replace("{name}", name)
        .replace("{date}", this.test.day).replace("{form}", this.test.form).trim();
    }

    /** Mastery rests on all questions of the module, and on what this device remembers of them. */
    master() {
      const line = this.summary.querySelector(".o-mastery");
      line.hidden = !this.memory;
      if (line.hidden) return;
      const state = this.memory.mastery(JSON.parse(this.dataset.bank));
      line.textContent = state.mastered ? this.words["test-mastered"] : this.words["test-not-mastered"]
        .replace("{reached}", String(state.reached)).replace("{of}", String(state.of))
        .replace("{critical}", String(state.critical)).replace("{twice}", String(state.twice));
    }

    print() {
      if (typeof window.print === "function" && !/MicroMessenger/i.test(navigator.userAgent)) window.print();
      else this.summary.querySelector(".o-total").textContent += ` ${this.words["print-elsewhere"]}`;
    }
  }

  customElements.define("outreach-sitting", OutreachSitting);
})();
