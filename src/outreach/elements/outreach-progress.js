// <outreach-progress>: the learner's own page. Shows what memory.js remembers, lets it be reviewed, taken along, deleted.
// Knows the HTML that outputs/sitting.py writes for the page, and the files in `bank/` that hold one question each.
(() => {
  "use strict";
  if (customElements.get("outreach-progress")) return;
  const { OutreachRun } = globalThis;
  const AT_ONCE = 10;
  const COLUMNS = ["at", "day", "item", "revision", "try", "outcome", "response", "sure", "again", "where", "sitting"];

  /** Questions that arrive by their own script: this works over http, offline and from disk. */
  const arrived = new Map();
  globalThis.OutreachBank = (/** @type {string} */ item, /** @type {string} */ html) => {
    if (arrived.has(item)) arrived.get(item)(html);
  };
  const cardOf = (/** @type {string} */ item) => new Promise((resolve) => {
    const script = document.createElement("script");
    arrived.set(item, (html) => {
      const shell = document.createElement("template");
      shell.innerHTML = html;
      resolve(shell.content.firstElementChild);
    });
    script.src = `bank/${item}.js`;
    script.addEventListener("error", () => resolve(null));
    script.addEventListener("load", () => script.remove());
    document.head.append(script);
  });

  /** A field of a table; what a spreadsheet would run as a formula stays words. */
  const field = (value) => {
    const text = value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return '"' + safe.replace(/"/g, '""') + '"';
  };

  class OutreachProgress extends HTMLElement {
    connectedCallback() {
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.memory = globalThis.OutreachMemory;
      if (this.ready || !this.memory || !find(".o-data")) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.due = find(".o-due");
      this.data = find(".o-data");
      this.result = this.data.querySelector(":scope > .o-result");
      this.box = this.due.querySelector(".o-run");
      this.box.dataset.running = "review";
      this.run = new OutreachRun(this.box, this.words);
      this.courses = [...this.querySelectorAll(".o-course")].map((course) => ({
        course,
        questions: [...course.querySelectorAll("li[data-item]")].map((row) => ({
          row,
          id: row.dataset.item,
          revision: Number(row.dataset.revision),
          objective: row.dataset.objective,
          critical: "critical" in row.dataset,
        })),
      }));
      find('[data-do="review"]').addEventListener("click", () => this.review());
      find('[data-do="import"]').addEventListener("click", () => this.takeIn());
      find('[data-do="delete"]').addEventListener("click", (event) => this.remove(event.target));
      find('[data-field="file"]').addEventListener("change", (event) => this.read(event.target));
      for (const part of this.querySelectorAll("details")) part.addEventListener("toggle", () => this.hand(part));
      for (const part of [this.due, this.data]) {
        part.hidden = false;
        for (const buttons of part.querySelectorAll(".o-buttons")) buttons.hidden = false;
      }
      this.show();
    }

    say(/** @type {string} */ phrase, values = {}) {
      return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), this.words[phrase]);
    }

    /** Everything anew from the log. */
    show() {
      const today = this.memory.today();
      this.waiting = [];
      for (const { course, questions } of this.courses) {
        for (const question of questions) {
          const now = this.memory.standing(question.id, question.revision);
          if (now.due && now.due <= today) this.waiting.push({ id: question.id, due: now.due, urgent: now.urgent });
          question.row.querySelector(".o-state").textContent = this.state(now);
        }
        const state = this.memory.mastery(questions);
        for (const row of course.querySelectorAll(".o-goals-list > li")) {
          const one = state.objectives.get(row.dataset.objective) || { seen: 0, right: 0, of: 0, reached: false };
          const phrase = one.reached && one.of ? "learning-reached" : one.seen ? "learning-begun" : "learning-to-do";
          const mark = row.querySelector(".o-state");
          mark.textContent = this.say(phrase, one);
          mark.dataset.mark = one.reached && one.of ? "right" : "";
        }
        const parts = [this.say("learning-course", state)];
        if (state.critical) parts.push(this.say("learning-safety", state));
        if (state.mastered) parts.unshift(this.words["learning-mastered"]);
        course.querySelector(".o-course-state").textContent = parts.join(" · ");
        this.tests(course);
      }
      // What one was sure of and wrong about comes first.
      this.waiting.sort((one, other) => Number(other.urgent) - Number(one.urgent) || (one.due < other.due ? -1 : 1));
      const any = this.memory.snapshot().answers.length > 0;
      this.due.querySelector(".o-due-count").textContent = this.waiting.length
        ? this.say("learning-due", { count: this.waiting.length })
        : this.words[any ? "learning-due-none" : "learning-nothing"];
      this.due.querySelector('[data-do="review"]').parentElement.hidden = !this.waiting.length;
      for (const part of this.data.querySelectorAll("details[open]")) this.hand(part);
    }

    state(now) {
      if (now.changed) return this.words["learning-changed"];
      if (!now.last) return "";
      const said = this.say(now.last.outcome === "right" ? "learning-right-on" : "learning-missed", { date: now.last.day });
      return now.due ? `${said} · ${this.say("learning-comes", { date: now.due })}` : said;
    }

    /** The tests that were finished, a line each. */
    tests(/** @type {HTMLElement} */ course) {
      const done = this.memory.tests().filter((test) => test.module === course.dataset.module && test.ended);
      const lines = done.map((test) => {
        const firsts = this.memory.answersOf(test.id).filter((answer) => answer.try === 1 && !answer.again);
        const right = firsts.filter((answer) => answer.outcome === "right").length;
        const line = document.createElement("li");
        const name = this.words[`test-${test.test}`];
        line.textContent = `${test.day} ${name} ${test.form} ${right}/${test.items.length}`;
        return line;
      });
      const list = course.querySelector(".o-tests");
      list.replaceChildren(...lines);
      list.previousElementSibling.hidden = !lines.length;
    }

    async review() {
      const found = await Promise.all(this.waiting.slice(0, AT_ONCE).map(({ id }) => cardOf(id)));
      const cards = found.filter(Boolean);
      this.due.querySelector('[data-do="review"]').parentElement.hidden = true;
      this.run.start(cards, () => {
        this.show();
        const count = this.due.querySelector(".o-due-count");
        count.tabIndex = -1;
        count.focus({ preventScroll: true });
        count.scrollIntoView({ block: "center" });
      });
    }

    /** An export is made when it is looked at. */
    hand(/** @type {HTMLDetailsElement} */ part) {
      if (!part.open) return;
      for (const handing of part.querySelectorAll("outreach-handing")) {
        const data = this.memory.snapshot();
        const rows = [COLUMNS, ...data.answers.map((answer) => COLUMNS.map((column) => answer[column]))];
        const text = handing.dataset.name === "json" ? JSON.stringify(data) : rows.map((row) => row.map(field).join(",")).join("\r\n");
        handing.give(text, `outreach-${this.memory.today()}.${handing.dataset.name}`);
      }
    }

    read(/** @type {HTMLInputElement} */ input) {
      const file = input.files[0];
      if (!file) return;
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        this.querySelector('[data-field="import"]').value = String(reader.result);
        this.takeIn();
      });
      reader.readAsText(file);
    }

    takeIn() {
      const added = this.memory.takeIn(this.querySelector('[data-field="import"]').value.trim());
      this.result.textContent = added < 0 ? this.words["learning-import-wrong"] : this.say("learning-imported", { count: added });
      if (added >= 0) this.show();
    }

    /** Deleting asks once more, with the same button. */
    remove(/** @type {HTMLElement} */ button) {
      if (!button.dataset.sure) {
        button.dataset.sure = "yes";
        this.result.textContent = this.words["learning-delete-sure"];
        return;
      }
      delete button.dataset.sure;
      this.memory.forget();
      this.show();
      this.result.textContent = this.words["learning-deleted"];
    }
  }

  customElements.define("outreach-progress", OutreachProgress);
})();
