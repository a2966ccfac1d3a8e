// <outreach-dilution>: works out how much stock to take, refuses what makes no sense, and checks the exercises.
// Knows the HTML that outputs/practice.py writes for a dilution, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-dilution")) return;
  const MILLIGRAMS_PER_PERCENT = 10000;
  const LARGEST = 100000;
  const TOLERANCE = 0.02;

  /** A number as people type it: full-width digits, a comma between thousands or for the point, a unit behind it. */
  const numberIn = (/** @type {string} */ typed) => {
    const bare = typed.normalize("NFKC").trim().replace("。", ".").replace(/\s*(%|ml|毫升|mg\/l|毫克\/升)$/i, "");
    const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replace(/,/g, "") : bare.replace(",", ".");
    return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
  };
  const amount = (/** @type {number} */ value) => (value < 100 ? value.toFixed(1).replace(/\.0$/, "") : value.toFixed(0));

  class OutreachDilution extends HTMLElement {
    connectedCallback() {
      const form = this.querySelector(".o-mix");
      if (this.ready || !form) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.result = form.querySelector(".o-result");
      this.fields = Object.fromEntries([...form.querySelectorAll("input")].map((input) => [input.dataset.field, input]));
      form.hidden = false;
      form.querySelector('[data-do="mix"]').addEventListener("click", () => this.mix());
      form.addEventListener("keydown", (event) => { if (event.key === "Enter") this.mix(); });
      form.addEventListener("input", () => this.say("", ""));
      for (const task of this.querySelectorAll(".o-tasks > li")) this.prepare(task);
    }

    say(/** @type {string} */ words, /** @type {string} */ outcome) {
      this.result.textContent = words;
      this.result.dataset.outcome = outcome;
    }

    /** Refuses in the order in which a person would look: typed wrong, not this product, not for you, cannot be. */
    mix() {
      const strength = numberIn(this.fields.strength.value);
      const total = numberIn(this.fields["total-field"].value);
      const target = numberIn(this.fields.target.value);
      const wrong = [["strength", strength], ["total-field", total], ["target", target]].find(([, value]) => !(value > 0));
      const refuse = (/** @type {string} */ field, /** @type {string} */ words) => {
        this.say(`✕ ${words}`, "wrong");
        this.fields[field].focus();
      };
      if (wrong) return refuse(wrong[0], this.words["mix-not-a-number"]);
      if (strength > 2 * Number(this.dataset.strongest)) return refuse("strength", this.words["mix-not-this"]);
      if (target > Number(this.dataset.limit)) return refuse("target", this.querySelector(".o-over").textContent);
      if (total > LARGEST) return refuse("total-field", this.words["mix-too-much"]);
      const stock = (target * total) / (strength * MILLIGRAMS_PER_PERCENT);
      if (stock > total) return refuse("strength", this.words["mix-too-thin"]);
      return this.say(this.words["mix-answer"].replace("{stock}", amount(stock)).replace("{total}", amount(total)), "right");
    }

    prepare(/** @type {HTMLElement} */ task) {
      const input = task.querySelector("input");
      const result = task.querySelector(".o-result");
      const answer = Number(task.dataset.answer);
      task.querySelector(".o-try").hidden = false;
      task.querySelector(".o-buttons").hidden = false;
      const check = () => {
        const typed = numberIn(input.value);
        const right = Math.abs(typed - answer) <= answer * TOLERANCE;
        result.dataset.outcome = right ? "right" : "wrong";
        result.textContent = Number.isNaN(typed) ? `✕ ${this.words["mix-not-a-number"]}`
          : right ? `✓ ${this.words["mix-task-right"]}` : `✕ ${this.words["mix-task-wrong"]}`;
      };
      task.querySelector('[data-do="task"]').addEventListener("click", check);
      input.addEventListener("keydown", (event) => { if (event.key === "Enter") check(); });
    }
  }

  customElements.define("outreach-dilution", OutreachDilution);
})();
