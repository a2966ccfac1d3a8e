// <outreach-entry>: marks a number with its unit, or a few words, and knows the mistakes that people make.
// Knows the HTML that outputs/questions.py writes for such a question, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-entry")) return;
  const { OutreachMarked } = globalThis;
  const { rules } = OutreachMarked;

  class OutreachEntry extends OutreachMarked {
    prepare() {
      this.field = this.querySelector(".o-entry input");
      this.unit = this.querySelector(".o-entry select, .o-entry [data-unit]");
      this.rule = JSON.parse(this.dataset.rule);
      this.field.addEventListener("input", () => this.say("", ""));
      this.field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) this.check();
      });
    }

    first() {
      return this.field;
    }

    response() {
      this.missing = "entry-first";
      if (!rules.plain(this.field.value, {})) return null;
      if (!this.unit) return this.field.value.trim();
      const response = { value: this.field.value.trim(), unit: this.unit.dataset.unit || this.unit.value };
      if (rules.valueOf(this.rule.units, response) !== null) return response;
      this.missing = "entry-no-number";
      return null;
    }

    mark(response) {
      return this.unit
        ? rules.number(this.rule, rules.valueOf(this.rule.units, response))
        : rules.text(this.rule, response);
    }

    /** The mistake that this answer is known to be, if it is one. */
    mistake(response) {
      const known = Object.entries(this.rule.mistakes);
      let found = known.find(([, form]) => !this.unit && form === rules.plain(response, this.rule.fold));
      if (this.unit) {
        const value = rules.valueOf(this.rule.units, response);
        const far = ([, mistake]) => Math.abs(value - mistake);
        const near = known.filter(([, mistake]) => rules.number({ value: mistake, margin: this.rule.margin }, value).outcome === "right");
        [found] = near.sort((one, other) => far(one) - far(other));
      }
      return found ? this.answers.querySelector(`[data-mistake="${found[0]}"] .o-reason`) : null;
    }

    explain(response, /** @type {boolean} */ final) {
      this.unexplain();
      const told = document.createElement("div");
      told.className = "o-told";
      told.id = `${this.id || this.dataset.item}-told`;
      const reason = this.mistake(response);
      if (reason) {
        const line = document.createElement("p");
        line.append(reason.cloneNode(true));
        told.append(line);
      }
      if (final) told.append(...this.answers.querySelector(".o-key").cloneNode(true).childNodes);
      if (!told.childNodes.length) return;
      this.querySelector(".o-entry").after(told);
      this.field.setAttribute("aria-describedby", told.id);
    }

    /** A known mistake is named at the first try: its reason leads on, and is not the answer. */
    prompt(response, /** @type {string} */ outcome) {
      this.explain(response, false);
      super.prompt(response, outcome, false);
    }

    unexplain() {
      this.querySelectorAll(".o-told").forEach((told) => told.remove());
      this.field.removeAttribute("aria-describedby");
    }

    lock(/** @type {boolean} */ on) {
      this.field.disabled = on;
      if (this.unit && this.unit.matches("select")) this.unit.disabled = on;
    }

    clear() {
      this.unexplain();
      this.field.value = "";
    }
  }

  customElements.define("outreach-entry", OutreachEntry);
})();
