// What every marked element shares: the marking rules, two tries, the hint, how sure one is, one announcement, one event.
// Runs before the elements that build on it, and may be evaluated twice. The rules are those of `marking.py`.
(() => {
  "use strict";
  if (globalThis.OutreachMarked) return;
  const TRIES = 2;
  const VERY_SURE = "3";
  const CLOSE = 1e-9;
  const SPACE = /[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/g;
  const END_MARKS = "。、.,!?;:\"'“”‘’「」『』《》()";

  /** @typedef {{ outcome: "right" | "partly" | "wrong", share: number }} Mark */

  /** Shares of a whole: all right, some right, or none of it. @returns {Mark} */
  const shareOf = (/** @type {number} */ hits, /** @type {number} */ misses, /** @type {number} */ whole, byPart = false) => {
    if (hits === whole && misses === 0) return { outcome: "right", share: 1 };
    const share = byPart ? Math.max(0, hits - misses) / whole : 0;
    return { outcome: hits > 0 && whole > 1 ? "partly" : "wrong", share };
  };
  /** @returns {Mark} */
  const allOrNone = (/** @type {boolean} */ right) => (right ? { outcome: "right", share: 1 } : { outcome: "wrong", share: 0 });

  /** What was typed, without what makes no difference to anybody: width, spaces, case. */
  const typed = (/** @type {string} */ text) => text.normalize("NFKC").replace(SPACE, "").toLowerCase();

  /** A short answer as it is compared: also without marks at its ends, variants of characters as `fold` has them. */
  const plain = (/** @type {string} */ text, /** @type {Record<string, string>} */ fold) => {
    const letters = [...typed(text)].map((letter) => (Object.hasOwnProperty.call(fold, letter) ? fold[letter] : letter));
    while (letters.length && END_MARKS.includes(letters[0])) letters.shift();
    while (letters.length && END_MARKS.includes(letters[letters.length - 1])) letters.pop();
    return letters.join("");
  };

  /** A typed number in the item's own unit, or null; a unit typed behind it goes before the chosen one. */
  const valueOf = (/** @type {Record<string, { factor: number, forms: string[] }>} */ units, /** @type {{ value: string, unit: string }} */ response) => {
    const found = /^([+-]?)([0-9.,]+)([^]*)$/.exec(typed(response.value).replace(/。/g, "."));
    if (!found || !(response.unit in units)) return null;
    let digits = found[2].replace(/\.$/, "");
    if (/^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(digits)) digits = digits.replace(/,/g, "");
    else if (!/^[0-9]+([.,][0-9]+)?$/.test(digits)) return null;
    let unit = units[response.unit];
    if (found[3]) unit = Object.values(units).find((one) => one.forms.some((form) => typed(form) === found[3]));
    return unit ? Number(found[1] + digits.replace(",", ".")) * unit.factor : null;
  };

  const rules = {
    /** Chosen ids against the ids that are right. */
    choice: (/** @type {string[]} */ key, /** @type {string[]} */ response, byPart = false) => {
      const hits = response.filter((id) => key.includes(id)).length;
      return shareOf(hits, response.length - hits, key.length, byPart);
    },
    /** Step ids in an order against precedence rules: right if it breaks none of the weighty ones. */
    order: (/** @type {{ before: string[], after: string[], severity: string }[]} */ kept, /** @type {string[]} */ response) =>
      allOrNone(!rules.broken(kept, response).some((rule) => rule.severity === "wrong")),
    /** The rules that an order breaks. */
    broken: (kept, /** @type {string[]} */ response) => {
      const place = new Map(response.map((id, index) => [id, index]));
      return kept.filter((rule) => rule.before.some((first) => rule.after.some((later) => place.get(first) > place.get(later))));
    },
    /** The goal of each piece against the one it belongs to. */
    sort: (/** @type {Record<string, string>} */ key, /** @type {Record<string, string>} */ response, byPart = false) => {
      const pieces = Object.keys(key);
      return shareOf(pieces.filter((piece) => response[piece] === key[piece]).length, 0, pieces.length, byPart);
    },
    number: (/** @type {{ value: number, margin: number }} */ rule, /** @type {number} */ value) =>
      allOrNone(Math.abs(value - rule.value) <= rule.margin + CLOSE * Math.max(1, Math.abs(rule.value))),
    text: (/** @type {{ accepted: string[], fold: Record<string, string> }} */ rule, /** @type {string} */ response) =>
      allOrNone(rule.accepted.includes(plain(response, rule.fold))),
    plain,
    valueOf,
  };

  /**
   * A card with a question. An element gives: `prepare()`, `response()` (null where nothing was answered; `missing` says
   * then which phrase to say), `mark(response)`, `explain(response, final)`, `lock(on)`, `clear()` and `first()` (what
   * takes the focus).
   */
  class OutreachMarked extends HTMLElement {
    connectedCallback() {
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.answers = find(".o-answers");
      this.result = find(".o-result");
      this.basis = find(".o-basis");
      if (this.ready || !this.answers || !this.result) return;
      this.ready = true;
      this.untouched = this.innerHTML;
      this.words = JSON.parse(this.dataset.words);
      this.byPart = "byPart" in this.dataset;
      this.missing = "choose-first";
      this.hint = find(".o-hint");
      this.sure = find(".o-sure");
      this.checking = find('[data-do="check"]');
      this.again = find('[data-do="again"]');
      this.attempt = 0;
      this.tries = 0;
      this.checking.addEventListener("click", () => this.check());
      this.again.addEventListener("click", () => this.restart());
      this.addEventListener("change", () => this.say("", ""));
      for (const part of this.querySelectorAll(".o-buttons, .o-sure")) part.hidden = false;
      this.answers.hidden = true;
      this.prepare();
    }

    /** One polite announcement; the verdict is never colour alone. */
    say(/** @type {string} */ verdict, /** @type {string} */ words, outcome = "") {
      this.result.textContent = "";
      if (outcome) this.result.dataset.outcome = outcome;
      else delete this.result.dataset.outcome;
      if (!verdict && !words) return;
      const strong = document.createElement("strong");
      strong.textContent = verdict;
      this.result.append(strong, verdict && words ? " " : "", words);
    }

    check() {
      const response = this.response();
      if (response === null) {
        this.say("", this.words[this.missing]);
        this.first().focus();
        return;
      }
      const chosen = this.sure.querySelector("input:checked");
      const sure = chosen ? Number(chosen.value) : 0;
      const mark = this.mark(response);
      this.attempt += 1;
      this.tries += 1;
      const last = mark.outcome === "right" || this.tries >= Number(this.dataset.tries || TRIES);
      if (this.tries === 1) this.missed = mark.outcome !== "right" && ("critical" in this.dataset || String(sure) === VERY_SURE);
      this.dataset.outcome = mark.outcome;
      if (last) this.finish(response, mark.outcome);
      else this.prompt(response, mark.outcome, String(sure) === VERY_SURE);
      this.dispatchEvent(new CustomEvent("outreach-answer", {
        bubbles: true,
        detail: {
          item: this.dataset.item,
          revision: Number(this.dataset.revision),
          response,
          outcome: mark.outcome,
          share: mark.share,
          attempt: this.attempt,
          try: this.tries,
          final: last,
          ...(sure ? { sure } : {}),
          ...("once" in this.dataset ? { again: true } : {}),
        },
      }));
    }

    /** A first try that was not right: a hint, and the key stays hidden. Whoever was very sure reads why not at once. */
    prompt(response, /** @type {string} */ outcome, /** @type {boolean} */ convinced) {
      if (convinced) this.explain(response, false);
      this.say(`✕ ${this.words["not-yet-right"]}`, this.words[outcome === "partly" ? "try-again-partly" : "try-again"], "again");
      if (this.hint) this.hint.open = true;
      this.checking.focus({ preventScroll: true });
    }

    finish(response, /** @type {string} */ outcome) {
      this.explain(response, true);
      this.lock(true);
      const ending = this.answers.querySelector(`[data-say="${outcome}"]`) || this.answers.querySelector('[data-say="wrong"]');
      const sign = { right: "✓ ", partly: "", wrong: "✕ " }[outcome];
      this.say(sign + this.words[outcome], ending ? ending.textContent : "", outcome);
      // The sources and clauses stand in sight with the reasons.
      this.result.after(this.basis);
      this.checking.hidden = true;
      this.answers.hidden = false;
      // In a test a question is asked once; the test says what comes next.
      if (this.closest("[data-running]")) return;
      if (this.missed) this.comeAgain();
      this.again.hidden = false;
      // The button that had the focus is gone; the next thing to press takes it.
      this.again.focus({ preventScroll: true });
    }

    /** A safety-critical question that was missed, or one missed in full conviction, stands once more below the others. */
    comeAgain() {
      if (this.copy && this.copy.isConnected) return;
      const cards = [...document.querySelectorAll(".o-question[data-item][data-type]")];
      this.copy = OutreachMarked.copyOf(this);
      cards[cards.length - 1].after(this.copy);
      const note = document.createElement("a");
      note.className = "o-comes-again";
      note.href = `#${this.copy.id}`;
      note.textContent = this.words["comes-again"];
      this.result.append(" ", note);
    }

    /** The same question, not yet answered, as a card of its own. */
    static copyOf(/** @type {OutreachMarked} */ card, again = true) {
      const copy = document.createElement(card.localName);
      const name = again ? "-again" : "-now";
      for (const { name: key, value } of card.attributes) if (key !== "data-outcome") copy.setAttribute(key, value);
      copy.id = card.id + name;
      if (again) copy.dataset.once = "";
      copy.innerHTML = card.untouched;
      for (const field of copy.querySelectorAll("[name]")) field.name += name;
      const counter = copy.querySelector(".o-counter span");
      if (counter && again) counter.textContent = card.words["once-more"];
      return copy;
    }

    restart() {
      this.tries = 0;
      this.lock(false);
      this.clear();
      this.say("", "");
      delete this.dataset.outcome;
      for (const input of this.sure.querySelectorAll("input")) input.checked = false;
      if (this.hint) this.hint.open = false;
      this.answers.append(this.basis);
      this.answers.hidden = true;
      this.answers.open = false;
      this.again.hidden = true;
      this.checking.hidden = false;
      this.first().focus();
    }
  }

  OutreachMarked.rules = rules;
  globalThis.OutreachMarked = OutreachMarked;
})();
