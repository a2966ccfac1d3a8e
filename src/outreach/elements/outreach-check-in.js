// <outreach-check-in>: an unscored look at oneself. Counts nothing, keeps nothing, sends nothing, dispatches nothing.
// Knows the HTML that outputs/practice.py writes for a check-in, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-check-in")) return;

  class OutreachCheckIn extends HTMLElement {
    connectedCallback() {
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.plans = find(".o-plans");
      if (this.ready || !this.plans) return;
      this.ready = true;
      this.close = find(".o-close");
      this.on = find('[data-do="on"]');
      this.on.addEventListener("click", () => this.show(true));
      find('[data-do="clear"]').addEventListener("click", () => this.clear());
      for (const part of this.querySelectorAll(".o-buttons")) part.hidden = false;
      this.clear(true);
    }

    show(/** @type {boolean} */ open) {
      this.plans.hidden = !open;
      this.close.hidden = !open;
      this.on.parentElement.hidden = open;
      if (!open) return;
      const legend = this.plans.querySelector("legend");
      legend.tabIndex = -1;
      legend.focus({ preventScroll: true });
      legend.scrollIntoView({ block: "nearest" });
    }

    /** Takes every tick away and begins again. */
    clear(quietly = false) {
      for (const input of this.querySelectorAll("input")) input.checked = false;
      this.show(false);
      if (!quietly) this.querySelector("input").focus();
    }
  }

  customElements.define("outreach-check-in", OutreachCheckIn);
})();
