// <outreach-reflection>: a question without a mark. What is written is kept on this device if the learner says so, and
// is never dispatched, exported or handed in. Knows the HTML that outputs/practice.py writes for it.
(() => {
  "use strict";
  if (customElements.get("outreach-reflection")) return;

  class OutreachReflection extends HTMLElement {
    connectedCallback() {
      this.field = this.querySelector("textarea");
      // Where nothing remembers (a notebook), it is a place to write, and no more.
      this.memory = globalThis.OutreachMemory;
      if (this.ready || !this.field || !this.memory) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.result = this.querySelector(".o-result");
      this.clear = this.querySelector('[data-do="clear"]');
      this.querySelector('[data-do="keep"]').addEventListener("click", () => this.keep(this.field.value.trim()));
      this.clear.addEventListener("click", () => this.keep(""));
      this.querySelector(".o-buttons").hidden = false;
      const kept = this.memory.recall(this.id);
      if (typeof kept === "string") this.field.value = kept;
      this.clear.hidden = !kept;
    }

    keep(/** @type {string} */ text) {
      const done = this.memory.put(this.id, text || null);
      if (!text) this.field.value = "";
      this.clear.hidden = !text;
      this.result.textContent = this.words[!done ? "kept-not" : text ? "reflection-kept" : "reflection-cleared"];
      if (!text) this.field.focus();
    }
  }

  customElements.define("outreach-reflection", OutreachReflection);
})();
