// <outreach-question>: marks a single-choice or multiple-choice question and says why.
// Knows the HTML that outputs/html.py writes for a question, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-question")) return;

  /**
   * How a response is marked; the rule of `marking.py`.
   * @param {string[]} response ids of the options chosen
   * @param {string[]} key ids of the options that are right
   * @returns {"right" | "partly" | "wrong"}
   */
  const outcomeOf = (response, key) => {
    const hits = response.filter((id) => key.includes(id)).length;
    if (hits === key.length && response.length === key.length) return "right";
    return hits > 0 && key.length > 1 ? "partly" : "wrong";
  };

  class OutreachQuestion extends HTMLElement {
    connectedCallback() {
      if (this.undo) return;
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.attempt = this.attempt || 0;
      this.inputs = [...this.querySelectorAll("input")];
      this.answers = find(".o-answers");
      this.result = find(".o-result");
      this.buttons = find(".o-buttons");
      if (!this.answers || !this.result || !this.buttons || !this.inputs.length) return;
      this.check = this.buttons.querySelector('[data-do="check"]');
      this.again = this.buttons.querySelector('[data-do="again"]');
      this.reasons = new Map(
        [...this.answers.querySelectorAll("li[data-option]")].map((reason) => [reason.dataset.option, reason]),
      );
      const onCheck = () => this.mark();
      const onAgain = () => this.restart();
      const onChange = () => { this.result.textContent = ""; };
      this.check.addEventListener("click", onCheck);
      this.again.addEventListener("click", onAgain);
      this.addEventListener("change", onChange);
      this.buttons.hidden = false;
      this.answers.hidden = true;
      this.undo = () => {
        this.check.removeEventListener("click", onCheck);
        this.again.removeEventListener("click", onAgain);
        this.removeEventListener("change", onChange);
        this.undo = null;
      };
    }

    disconnectedCallback() {
      if (this.undo) this.undo();
    }

    /** Marks what is chosen: reasons into the rows, one polite announcement, one event. */
    mark() {
      const response = this.inputs.filter((input) => input.checked).map((input) => input.value);
      if (!response.length) {
        this.result.textContent = this.dataset.choose;
        this.inputs[0].focus();
        return;
      }
      const key = [...this.reasons].filter(([, reason]) => reason.dataset.key === "yes").map(([id]) => id);
      const outcome = outcomeOf(response, key);
      this.attempt += 1;
      for (const input of this.inputs) {
        if (input.checked || key.includes(input.value)) this.explain(input);
        input.disabled = true;
      }
      const ending = this.answers.querySelector(`[data-say="${outcome}"]`);
      const mark = { right: "✓ ", partly: "", wrong: "✕ " }[outcome];
      this.result.textContent = "";
      const verdict = document.createElement("strong");
      verdict.textContent = mark + this.dataset[outcome];
      this.result.append(verdict, " ", ending ? ending.textContent : "");
      this.result.dataset.outcome = outcome;
      this.dataset.outcome = outcome;
      this.check.hidden = true;
      this.again.hidden = false;
      this.answers.hidden = false;
      // The button that had the focus is gone; the next thing to press takes it.
      this.again.focus({ preventScroll: true });
      this.dispatchEvent(new CustomEvent("outreach-answer", {
        bubbles: true,
        detail: {
          item: this.dataset.item,
          revision: Number(this.dataset.revision),
          response,
          outcome,
          attempt: this.attempt,
        },
      }));
    }

    /** Puts an option's verdict and reason into its own row. */
    explain(/** @type {HTMLInputElement} */ input) {
      const reason = this.reasons.get(input.value);
      const row = input.closest("li");
      const right = reason.dataset.key === "yes";
      row.dataset.mark = right ? "right" : "wrong";
      const told = document.createElement("div");
      told.className = "o-told";
      told.id = `${this.id || this.dataset.item}-${input.value}-told`;
      told.append(...[...reason.querySelectorAll(".o-verdict, .o-reason")].map((part) => part.cloneNode(true)));
      row.append(told);
      input.setAttribute("aria-describedby", told.id);
    }

    /** Clears the marks for another try. */
    restart() {
      for (const input of this.inputs) {
        input.disabled = false;
        input.checked = false;
        input.removeAttribute("aria-describedby");
        delete input.closest("li").dataset.mark;
      }
      this.querySelectorAll(".o-told").forEach((told) => told.remove());
      this.result.textContent = "";
      delete this.result.dataset.outcome;
      delete this.dataset.outcome;
      this.answers.hidden = true;
      this.answers.open = false;
      this.again.hidden = true;
      this.check.hidden = false;
      this.inputs[0].focus();
    }
  }

  customElements.define("outreach-question", OutreachQuestion);
})();
