// <outreach-handing>: a text to hand over. Shows it, copies it by whatever way the browser has, saves it as a file.
// Knows the HTML that outputs/sitting.py writes for it, and nothing of what the text holds.
(() => {
  "use strict";
  if (customElements.get("outreach-handing")) return;
  const TYPES = { json: "application/json", csv: "text/csv", yaml: "application/yaml", txt: "text/plain" };

  class OutreachHanding extends HTMLElement {
    connectedCallback() {
      this.field = this.querySelector("textarea");
      if (this.ready || !this.field) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.result = this.querySelector(".o-result");
      this.file = "outreach.txt";
      this.querySelector('[data-do="copy"]').addEventListener("click", () => this.copy());
      this.querySelector('[data-do="save"]').addEventListener("click", () => this.save());
      this.field.addEventListener("focus", () => this.field.select());
    }

    give(/** @type {string} */ text, /** @type {string} */ file) {
      this.field.value = text;
      this.file = file;
      this.result.textContent = "";
    }

    /** The clipboard, the older command, or the text selected for the reader's own hand. */
    async copy() {
      let done = false;
      try {
        await navigator.clipboard.writeText(this.field.value);
        done = true;
      } catch (refused) {
        this.field.focus();
        this.field.select();
        try { done = document.execCommand("copy"); } catch (missing) { done = false; }
      }
      this.result.textContent = this.words[done ? "handing-copied" : "handing-select"];
    }

    save() {
      const type = TYPES[this.file.split(".").pop()] || TYPES.txt;
      // A table begins with the mark by which Excel knows that it is UTF-8.
      const address = URL.createObjectURL(new Blob([type === TYPES.csv ? "\ufeff" : "", this.field.value], { type: `${type};charset=utf-8` }));
      const link = document.createElement("a");
      link.href = address;
      link.download = this.file;
      this.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    }
  }

  customElements.define("outreach-handing", OutreachHanding);
})();
