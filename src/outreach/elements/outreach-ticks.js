// <outreach-ticks>: the items of one pause point. Counts, shows when each was ticked, warns where a stop item was passed over.
// Knows the HTML that outputs/html.py writes for the items of a checklist; what is kept, <outreach-round> around it knows.
(() => {
  "use strict";
  if (customElements.get("outreach-ticks")) return;
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const clock = (/** @type {string} */ at) => `${two(new Date(at).getHours())}:${two(new Date(at).getMinutes())}`;
  const wordsOf = (/** @type {HTMLInputElement} */ box) => box.labels[0].firstChild.textContent.trim();

  class OutreachTicks extends HTMLElement {
    connectedCallback() {
      this.boxes = [...this.querySelectorAll('input[type="checkbox"]')];
      if (this.ready || !this.boxes.length) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      /** When each box was ticked (ISO), by its id. @type {Record<string, string>} */
      this.times = {};
      this.count = this.querySelector(".o-count");
      this.warning = this.querySelector(".o-result");
      this.querySelector(".o-tick-tools").hidden = false;
      this.querySelector('[data-do="clear"]').addEventListener("click", () => {
        this.take({});
        this.told();
        this.boxes[0].focus();
      });
      this.addEventListener("change", (event) => this.ticked(event.target));
      // A browser may have kept the ticks of a page that was opened before: what is not known is not ticked.
      this.take({});
    }

    /** Shows a state: the boxes that have a time are ticked. */
    take(/** @type {Record<string, string>} */ times) {
      this.times = Object.fromEntries(this.boxes.filter((box) => times[box.id]).map((box) => [box.id, times[box.id]]));
      for (const box of this.boxes) {
        box.checked = box.id in this.times;
        delete box.closest("li").dataset.mark;
      }
      this.warning.textContent = "";
      this.show();
    }

    ticked(/** @type {HTMLInputElement} */ box) {
      if (box.checked) this.times[box.id] = new Date().toISOString();
      else delete this.times[box.id];
      const all = [...(this.closest("outreach-round") || this).querySelectorAll(".o-ticks input")];
      for (const other of this.boxes) delete other.closest("li").dataset.mark;
      const passed = box.checked && all.slice(0, all.indexOf(box)).find((other) => !other.checked && other.closest(".o-stop-row"));
      this.warning.textContent = passed ? this.words["ticks-stop"].replace("{step}", () => wordsOf(passed)) : "";
      if (passed) passed.closest("li").dataset.mark = "wrong";
      this.show();
      this.told();
    }

    told() {
      this.dispatchEvent(new CustomEvent("outreach-ticked", { bubbles: true }));
    }

    show() {
      for (const box of this.boxes) {
        const row = box.closest("li");
        let time = row.querySelector("time");
        if (!time) {
          time = document.createElement("time");
          row.querySelector("label").after(time);
        }
        time.textContent = this.times[box.id] ? clock(this.times[box.id]) : "";
      }
      this.count.textContent = this.words["ticks-count"].replace("{count}", String(Object.keys(this.times).length))
        .replace("{of}", String(this.boxes.length));
    }
  }

  customElements.define("outreach-ticks", OutreachTicks);
})();
