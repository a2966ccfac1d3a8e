// <outreach-ticks>: a checklist to tick. Counts, warns where a stop item was passed over, keeps the ticks for two hours.
// Knows the HTML that outputs/html.py writes for the items of a checklist, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-ticks")) return;
  /** Ticks of an earlier round are worse than none: after this time a list begins anew. */
  const KEPT_FOR = 2 * 60 * 60 * 1000;

  class OutreachTicks extends HTMLElement {
    connectedCallback() {
      this.boxes = [...this.querySelectorAll('input[type="checkbox"]')];
      if (this.ready || !this.boxes.length) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.memory = globalThis.OutreachMemory || null;
      this.count = this.querySelector(".o-count");
      this.warning = this.querySelector(".o-result");
      this.querySelector(".o-tick-tools").hidden = false;
      this.querySelector('[data-do="clear"]').addEventListener("click", () => this.clear());
      this.addEventListener("change", (event) => this.ticked(event.target));
      this.recall();
      this.show();
    }

    recall() {
      const kept = this.memory && this.memory.recall(`ticks-${this.id}`);
      if (!kept || !Array.isArray(kept.ticked) || !(Date.now() - kept.at < KEPT_FOR)) return;
      for (const box of this.boxes) box.checked = kept.ticked.includes(box.id);
    }

    ticked(/** @type {HTMLInputElement} */ box) {
      const before = this.boxes.slice(0, this.boxes.indexOf(box));
      for (const other of this.boxes) delete other.closest("li").dataset.mark;
      const passed = box.checked && before.find((other) => !other.checked && other.closest("li").matches(".o-stop-row"));
      this.warning.textContent = passed ? this.words["ticks-stop"].replace("{step}", passed.labels[0].firstChild.textContent.trim()) : "";
      if (passed) passed.closest("li").dataset.mark = "wrong";
      const ticked = this.boxes.filter((other) => other.checked).map((other) => other.id);
      if (this.memory) this.memory.put(`ticks-${this.id}`, { at: Date.now(), ticked });
      this.show();
    }

    show() {
      this.count.textContent = this.words["ticks-count"].replace("{count}", String(this.boxes.filter((box) => box.checked).length))
        .replace("{of}", String(this.boxes.length));
    }

    clear() {
      for (const box of this.boxes) {
        box.checked = false;
        delete box.closest("li").dataset.mark;
      }
      this.warning.textContent = "";
      if (this.memory) this.memory.put(`ticks-${this.id}`, null);
      this.show();
      this.boxes[0].focus();
    }
  }

  customElements.define("outreach-ticks", OutreachTicks);
})();
