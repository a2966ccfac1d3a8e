// <outreach-walk-through>: shows one prompt at a time, at the reader's own pace.
// Knows the HTML that outputs/practice.py writes for a walk-through, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-walk-through")) return;

  class OutreachWalkThrough extends HTMLElement {
    connectedCallback() {
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.steps = [...this.querySelectorAll(".o-walk-steps > li")];
      if (this.ready || !this.steps.length) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.left = find(".o-left");
      this.close = find(".o-close");
      this.start = find('[data-do="start"]');
      this.next = find('[data-do="next"]');
      this.stop = find('[data-do="stop"]');
      this.start.addEventListener("click", () => this.show(0));
      this.next.addEventListener("click", () => this.show(this.place + 1));
      this.stop.addEventListener("click", () => this.end(false));
      this.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.place >= 0) this.end(false);
      });
      find(".o-buttons").hidden = false;
      this.end(true);
    }

    show(/** @type {number} */ place) {
      if (place === this.steps.length) {
        this.end(false);
        return;
      }
      this.place = place;
      this.dataset.going = "";
      this.steps.forEach((step, index) => { step.hidden = index !== place; });
      const step = this.steps[place];
      const said = this.words["walk-place"].replace("{part}", String(place + 1)).replace("{of}", String(this.steps.length));
      this.left.hidden = false;
      this.left.textContent = said;
      this.close.hidden = true;
      this.start.hidden = true;
      this.next.hidden = false;
      this.stop.hidden = false;
      step.tabIndex = -1;
      step.focus({ preventScroll: true });
    }

    /** Back to the list of all prompts. */
    end(/** @type {boolean} */ quietly) {
      this.place = -1;
      delete this.dataset.going;
      for (const step of this.steps) step.hidden = false;
      this.left.hidden = true;
      this.left.textContent = "";
      this.close.hidden = false;
      this.start.hidden = false;
      this.next.hidden = true;
      this.stop.hidden = true;
      if (!quietly) this.start.focus({ preventScroll: true });
    }
  }

  customElements.define("outreach-walk-through", OutreachWalkThrough);
})();
