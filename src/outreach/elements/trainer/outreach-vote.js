// <outreach-vote>: hands are counted and typed, bars grow; a second vote beside the first; a key shows what is right.
// Knows the HTML that outputs/presenting.py writes for a vote, and nothing of the notebook around it.
(() => {
  "use strict";
  if (customElements.get("outreach-vote")) return;
  const MOST = 9999;
  const ROUNDS = [1, 2];
  const HOSTED = ["KeyF", "KeyR", "KeyN"];

  /** What was typed as a number: full width taken, everything that is no digit left out; "" is no number yet. */
  const digits = (/** @type {string} */ text) =>
    text.normalize("NFKC").replace(/[^0-9]/g, "").replace(/^0+(?=.)/, "").slice(0, 4);
  const filled = (/** @type {string} */ phrase, /** @type {Record<string, string | number>} */ values) =>
    phrase.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  const signed = (/** @type {number} */ value) => `${value > 0 ? "+" : "−"}${Math.abs(value)}`;

  class OutreachVote extends HTMLElement {
    static get traits() {
      return ["counts", "people", "round", "revealed"];
    }

    connectedCallback() {
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.answers = find(".o-answers");
      if (this.ready || !this.answers) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.rows = [...this.querySelectorAll("li[data-option]")].filter((row) => !this.answers.contains(row));
      this.fields = this.rows.map((row) => row.querySelector(".o-hands input"));
      this.whole = find(".o-people input");
      this.result = find(".o-result");
      this.basis = find(".o-basis");
      this.reveal = find('[data-do="reveal"]');
      this.turn = find('[data-do="round"]');
      this.typed = ROUNDS.map(() => this.rows.map(() => ""));
      this.persons = ROUNDS.map(() => "");
      this.round = 1;
      this.revealed = false;
      this.explain();
      this.answers.hidden = true;
      find(".o-live").hidden = true;
      for (const part of this.querySelectorAll(".o-hands, .o-people, .o-buttons, .o-keys")) part.hidden = false;
      for (const field of this.all()) this.listen(field);
      this.reveal.addEventListener("click", () => this.show(!this.revealed));
      this.turn.addEventListener("click", () => this.change(this.round === 1 ? 2 : 1));
      this.addEventListener("keydown", (event) => this.press(event));
      if (this.kept) this.restore(this.kept);
      else this.draw();
    }

    all() {
      return this.whole ? [...this.fields, this.whole] : this.fields;
    }

    /**
     * What the notebook remembers: counts and people of each round, which round it is, whether the answer is shown.
     * @param {{ counts: Record<string, number>[], people: number[], round: number, revealed: boolean }} kept
     */
    restore(kept) {
      this.kept = kept;
      if (!this.ready) return;
      const there = JSON.stringify(this.state());
      if (there === JSON.stringify(kept)) return;
      ROUNDS.forEach((_, place) => {
        const counts = kept.counts[place] || {};
        this.typed[place] = this.rows.map((row, index) => {
          const count = counts[row.dataset.option];
          // A field left empty is counted as 0; it need not show one.
          return count === undefined || (count === 0 && this.typed[place][index] === "") ? "" : digits(String(count));
        });
        this.persons[place] = kept.people[place] ? digits(String(kept.people[place])) : "";
      });
      this.round = kept.round;
      this.revealed = kept.revealed;
      this.draw(true);
    }

    state() {
      const used = ROUNDS.filter((_, place) => this.used(place)).pop() || 0;
      return {
        counts: this.typed.slice(0, used).map((row) =>
          Object.fromEntries(this.rows.map((option, index) => [option.dataset.option, Number(row[index])]))),
        people: this.persons.slice(0, used).map(Number),
        round: this.round,
        revealed: this.revealed,
      };
    }

    used(/** @type {number} */ place) {
      return this.persons[place] !== "" || this.typed[place].some((count) => count !== "");
    }

    tell() {
      this.dispatchEvent(new CustomEvent("outreach-state", { bubbles: true, detail: this.state() }));
    }

    /** A field takes digits of any width, and leaves what an input method is still composing alone. */
    listen(/** @type {HTMLInputElement} */ field) {
      const take = (/** @type {InputEvent | CompositionEvent} */ event) => {
        if (event.type === "input" && /** @type {InputEvent} */ (event).isComposing) return;
        const found = digits(field.value);
        // What has no digit in it, from an input method or the clipboard, takes nothing away.
        this.put(field, found || field.value.trim() === "" ? found : this.before(field));
      };
      field.addEventListener("input", take);
      field.addEventListener("compositionend", take);
      field.addEventListener("focus", () => field.select());
    }

    before(/** @type {HTMLInputElement} */ field) {
      const place = this.round - 1;
      return field === this.whole ? this.persons[place] : this.typed[place][this.fields.indexOf(field)];
    }

    put(/** @type {HTMLInputElement} */ field, /** @type {string} */ value) {
      const place = this.round - 1;
      if (field.value !== value) field.value = value;
      if (field === this.whole) this.persons[place] = value;
      else this.typed[place][this.fields.indexOf(field)] = value;
      this.draw();
      this.tell();
    }

    press(/** @type {KeyboardEvent} */ event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const at = /** @type {HTMLInputElement} */ (event.target);
      const field = this.all().includes(at);
      if (!field || event.isComposing) return;
      if (["+", "＋", "=", "ArrowUp"].includes(event.key)) this.step(at, 1);
      else if (["-", "－", "ArrowDown"].includes(event.key)) this.step(at, -1);
      else if (event.key === "Enter") this.next(at, event.shiftKey ? -1 : 1);
      // A slip of the hand does not wipe out a count; some letters are the host's.
      else if (event.key.length > 1 || HOSTED.includes(event.code) || digits(event.key)) return;
      event.preventDefault();
    }

    step(/** @type {HTMLInputElement} */ field, /** @type {number} */ by) {
      this.put(field, String(Math.min(MOST, Math.max(0, Number(digits(field.value)) + by))));
    }

    /** Enter goes down the fields, and behind the last one to the button that shows what is right. */
    next(/** @type {HTMLInputElement} */ field, /** @type {number} */ by) {
      const there = this.all()[this.all().indexOf(field) + by];
      if (there) there.focus();
      else if (by > 0) this.reveal.focus();
    }

    change(/** @type {number} */ round) {
      this.round = round;
      if (!this.used(round - 1)) this.revealed = false;
      this.draw(true);
      this.tell();
      this.fields[0].focus();
    }

    show(/** @type {boolean} */ on) {
      this.revealed = on;
      this.draw();
      this.tell();
      this.reveal.focus({ preventScroll: true });
      if (on) this.told.find(({ right }) => right).row.scrollIntoView({ block: "nearest" });
    }

    /** Verdict and reason go into each option's row, hidden until they are called for. */
    explain() {
      const listed = [...this.answers.querySelectorAll("li[data-option]")];
      const reasons = new Map(listed.map((one) => [one.dataset.option, one]));
      this.told = this.rows.map((row) => {
        const reason = reasons.get(row.dataset.option);
        const told = document.createElement("p");
        told.className = "o-told";
        told.hidden = true;
        const copy = (/** @type {string} */ part) => reason.querySelector(part).cloneNode(true);
        told.append(copy(".o-verdict"), " ", copy(".o-reason"));
        row.append(told);
        return { told, row, right: reason.dataset.key === "yes" };
      });
    }

    /** Hands of a round as numbers, what they are a share of (0: nobody knows), and whether there are any. */
    tally(/** @type {number} */ place) {
      const hands = this.typed[place].map(Number);
      const sum = hands.reduce((all, one) => all + one, 0);
      return { hands, sum, whole: this.whole ? Number(this.persons[place]) : sum, there: this.used(place) };
    }

    draw(fields = false) {
      const rounds = ROUNDS.map((_, place) => this.tally(place));
      const both = this.round === 2 || rounds[1].there;
      const longest = Math.max(1, ...rounds.flatMap((one) => one.hands));
      if (fields) {
        this.fields.forEach((field, index) => { field.value = this.typed[this.round - 1][index]; });
        if (this.whole) this.whole.value = this.persons[this.round - 1];
      }
      this.rows.forEach((row, index) => {
        for (const bar of row.querySelectorAll(".o-bar")) {
          const place = Number(bar.dataset.round) - 1;
          bar.hidden = place === 1 ? !both : !rounds[0].there && !both;
          const { hands, whole } = rounds[place];
          // Without a whole the bars are measured by the longest; with one, by everybody.
          const length = whole ? hands[index] / whole : this.whole ? hands[index] / longest : 0;
          bar.style.setProperty("--o-share", String(Math.min(1, length)));
          bar.querySelector(".o-share").textContent = this.label(rounds, place, index, both);
        }
      });
      this.toggleAttribute("data-both", both);
      const name = this.words[this.round === 1 ? "vote-first" : "vote-second"];
      this.querySelector(".o-turn-name").textContent = both ? name : "";
      this.summary(rounds[this.round - 1]);
      this.mark();
      this.reveal.textContent = this.words[this.revealed ? "present-cover" : "present-reveal"];
      this.turn.textContent = this.words[this.round === 1 ? "vote-again" : "vote-back"];
    }

    /** The label at a bar: its round where there are two, hands, share, and how the share has changed. */
    label(rounds, /** @type {number} */ place, /** @type {number} */ index, /** @type {boolean} */ both) {
      const { hands, whole, there } = rounds[place];
      const percent = (/** @type {number} */ of) => Math.round((rounds[of].hands[index] / rounds[of].whole) * 100);
      const name = both ? `${this.words[place ? "vote-second" : "vote-first"]} ` : "";
      if (!there) return name.trim();
      const share = whole ? filled(this.words["vote-share"], { count: hands[index], share: percent(place) })
        : filled(this.words["vote-count"], { count: hands[index] });
      if (place === 0 || !rounds[0].there) return name + share;
      const known = whole && rounds[0].whole;
      const change = known ? percent(1) - percent(0) : hands[index] - rounds[0].hands[index];
      const phrase = change === 0 ? "vote-same" : known ? "vote-change" : "vote-count";
      const said = filled(this.words[phrase], { points: signed(change), count: signed(change) });
      return name + filled(this.words["vote-changed"], { share, change: said });
    }

    /** How many hands there were in all; or which option has more hands than there are people. */
    summary({ hands, sum, whole, there }) {
      const over = this.whole && whole ? hands.findIndex((count) => count > whole) : -1;
      const letter = over < 0 ? "" : this.rows[over].querySelector(".o-letter").textContent;
      const said = over >= 0 ? filled(this.words["vote-too-many"], { letter })
        : there && !this.whole ? filled(this.words["vote-sum"], { count: sum }) : "";
      if (this.result.textContent !== said) this.result.textContent = said;
    }

    mark() {
      for (const { told, row, right } of this.told) {
        told.hidden = !this.revealed;
        if (this.revealed) row.dataset.mark = right ? "right" : "wrong";
        else delete row.dataset.mark;
      }
      this.toggleAttribute("data-revealed", this.revealed);
      if (this.revealed) this.querySelector(".o-buttons").before(this.basis);
      else this.answers.append(this.basis);
    }
  }

  customElements.define("outreach-vote", OutreachVote);
})();
