// What every marked element shares: the marking rules, two tries, the hint, how sure one is, one announcement, one event.
// Runs before the elements that build on it, and may be evaluated twice. The rules are those of `marking.py`.
(() => {
  "use strict";
  if (globalThis.OutreachMarked) return;
  const TRIES = 2;
  const VERY_SURE = "3";

  /** Shares of a whole: all right, some right, or none of it. @returns {"right" | "partly" | "wrong"} */
  const outcomeOf = (/** @type {number} */ hits, /** @type {number} */ misses, /** @type {number} */ whole) => {
    if (hits === whole && misses === 0) return "right";
    return hits > 0 && whole > 1 ? "partly" : "wrong";
  };

  const rules = {
    /** Chosen ids against the ids that are right. */
    choice: (/** @type {string[]} */ key, /** @type {string[]} */ response) => {
      const hits = response.filter((id) => key.includes(id)).length;
      return outcomeOf(hits, response.length - hits, key.length);
    },
    /** Step ids in an order against precedence rules: the rules that it breaks, the weighty ones first. */
    broken: (/** @type {{ before: string[], after: string[] }[]} */ kept, /** @type {string[]} */ response) => {
      const place = new Map(response.map((id, index) => [id, index]));
      return kept.filter((rule) => rule.before.some((first) => rule.after.some((later) => place.get(first) > place.get(later))));
    },
  };

  /**
   * A card with a question. An element gives: `prepare()`, `response()` (null where nothing was answered),
   * `outcome(response)`, `explain(response, final)`, `lock(on)`, `clear()` and `first()` (what takes the focus).
   */
  class OutreachMarked extends HTMLElement {
    connectedCallback() {
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.answers = find(".o-answers");
      this.result = find(".o-result");
      if (this.ready || !this.answers || !this.result) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
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
        this.say("", this.words["choose-first"]);
        this.first().focus();
        return;
      }
      const sure = this.sure ? this.sure.querySelector("input:checked") : null;
      const outcome = this.outcome(response);
      this.attempt += 1;
      this.tries += 1;
      const last = outcome === "right" || this.tries >= Number(this.dataset.tries || TRIES);
      this.dataset.outcome = outcome;
      if (last) this.finish(response, outcome);
      else this.prompt(response, outcome, sure && sure.value === VERY_SURE);
      this.dispatchEvent(new CustomEvent("outreach-answer", {
        bubbles: true,
        detail: {
          item: this.dataset.item,
          revision: Number(this.dataset.revision),
          response,
          outcome,
          attempt: this.attempt,
          final: last,
          ...(sure ? { sure: Number(sure.value) } : {}),
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
      const ending = this.answers.querySelector(`[data-say="${outcome}"]`);
      const sign = { right: "✓ ", partly: "", wrong: "✕ " }[outcome];
      this.say(sign + this.words[outcome], ending ? ending.textContent : "", outcome);
      this.checking.hidden = true;
      this.again.hidden = false;
      this.answers.hidden = false;
      // The button that had the focus is gone; the next thing to press takes it.
      this.again.focus({ preventScroll: true });
    }

    restart() {
      this.tries = 0;
      this.lock(false);
      this.clear();
      this.say("", "");
      delete this.dataset.outcome;
      if (this.sure) for (const input of this.sure.querySelectorAll("input")) input.checked = false;
      if (this.hint) this.hint.open = false;
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
