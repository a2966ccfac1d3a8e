// <outreach-question>: marks a question with options and says why, option by option.
// Knows the HTML that outputs/practice.py writes for a question, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-question")) return;
  const { OutreachMarked } = globalThis;

  class OutreachQuestion extends OutreachMarked {
    prepare() {
      this.inputs = [...this.querySelectorAll(".o-options input")];
      this.reasons = new Map(
        [...this.answers.querySelectorAll("li[data-option]")].map((reason) => [reason.dataset.option, reason]),
      );
      this.key = [...this.reasons].filter(([, reason]) => reason.dataset.key === "yes").map(([id]) => id);
    }

    first() {
      return this.inputs.find((input) => input.checked) || this.inputs[0];
    }

    response() {
      const chosen = this.inputs.filter((input) => input.checked).map((input) => input.value);
      return chosen.length ? chosen : null;
    }

    mark(/** @type {string[]} */ response) {
      return OutreachMarked.rules.choice(this.key, response, this.byPart);
    }

    /** Verdicts and reasons into the rows: of what was chosen, and at the end of what is right. */
    explain(/** @type {string[]} */ response, /** @type {boolean} */ final) {
      this.unexplain();
      for (const input of this.inputs) {
        const right = this.key.includes(input.value);
        if (final ? right || input.checked : input.checked && !right) this.tell(input, right);
      }
    }

    tell(/** @type {HTMLInputElement} */ input, /** @type {boolean} */ right) {
      const row = input.closest("li");
      const told = document.createElement("div");
      row.dataset.mark = right ? "right" : "wrong";
      told.className = "o-told";
      told.id = `${this.id || this.dataset.item}-${input.value}-told`;
      const parts = this.reasons.get(input.value).querySelectorAll(".o-verdict, .o-reason");
      told.append(...[...parts].map((part) => part.cloneNode(true)));
      row.append(told);
      input.setAttribute("aria-describedby", told.id);
    }

    unexplain() {
      this.querySelectorAll(".o-told").forEach((told) => told.remove());
      for (const input of this.inputs) {
        input.removeAttribute("aria-describedby");
        delete input.closest("li").dataset.mark;
      }
    }

    lock(/** @type {boolean} */ on) {
      for (const input of this.inputs) input.disabled = on;
    }

    clear() {
      this.unexplain();
      for (const input of this.inputs) input.checked = false;
      if ("shuffle" in this.dataset) this.shuffle();
    }

    /** Another order the next time, so that nobody learns a place by heart; what is fixed stays where it is. */
    shuffle() {
      const rows = this.inputs.map((input) => input.closest("li"));
      const free = rows.filter((row) => !("fixed" in row.dataset));
      for (let last = free.length - 1; last > 0; last -= 1) {
        const other = Math.floor(Math.random() * (last + 1));
        [free[last], free[other]] = [free[other], free[last]];
      }
      rows[0].parentElement.append(...rows.map((row) => ("fixed" in row.dataset ? row : free.shift())));
      this.inputs = [...this.querySelectorAll(".o-options input")];
    }
  }

  customElements.define("outreach-question", OutreachQuestion);
})();
