// <outreach-order>: puts the steps of a procedure in order with buttons; every order that breaks no rule is right.
// Knows the HTML that outputs/practice.py writes for an ordering, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-order")) return;
  const { OutreachMarked } = globalThis;

  class OutreachOrder extends OutreachMarked {
    prepare() {
      this.list = this.querySelector(".o-order");
      this.moved = this.querySelector(".o-moved");
      this.kept = JSON.parse(this.dataset.rules);
      this.start = [...this.list.children];
      this.touched = false;
      for (const row of this.start) {
        row.querySelector(".o-moves").hidden = false;
        row.querySelector('[data-do="up"]').addEventListener("click", () => this.move(row, -1, "up"));
        row.querySelector('[data-do="down"]').addEventListener("click", () => this.move(row, 1, "down"));
        const place = row.querySelector("select");
        place.addEventListener("change", () => this.put(row, Number(place.value), place));
      }
      this.dragging();
      this.number();
    }

    /** A mouse may drag a step too; the buttons say and do the same. */
    dragging() {
      if (!matchMedia("(pointer: fine)").matches) return;
      for (const row of this.start) row.draggable = true;
      let held = null;
      this.list.addEventListener("dragstart", (event) => {
        held = this.locked ? null : event.target.closest("li");
        if (held) event.dataTransfer.effectAllowed = "move";
        else event.preventDefault();
      });
      this.list.addEventListener("dragover", (event) => { if (held) event.preventDefault(); });
      this.list.addEventListener("drop", (event) => {
        const there = event.target.closest("li");
        if (!held || !there) return;
        event.preventDefault();
        this.put(held, this.rows().indexOf(there), held.querySelector("select"));
        held = null;
      });
    }

    rows() {
      return [...this.list.children];
    }

    first() {
      return this.rows()[0].querySelector("button:not(:disabled)");
    }

    response() {
      return this.touched ? this.rows().map((row) => row.dataset.step) : null;
    }

    move(/** @type {HTMLElement} */ row, /** @type {number} */ by, /** @type {string} */ button) {
      this.put(row, this.rows().indexOf(row) + by, row.querySelector(`[data-do="${button}"]`));
    }

    /** Puts a step at a place; the focus stays on it, and one announcement says where it is now. */
    put(/** @type {HTMLElement} */ row, /** @type {number} */ place, /** @type {HTMLElement} */ from) {
      const rest = this.rows().filter((other) => other !== row);
      const next = rest[place] || null;
      this.touched = true;
      this.list.insertBefore(row, next);
      this.number();
      this.unexplain();
      this.say("", "");
      const there = from.disabled ? row.querySelector("button:not(:disabled)") : from;
      there.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
      this.moved.textContent = this.words["order-moved"]
        .replace("{step}", row.querySelector(".o-step-name").textContent)
        .replace("{place}", String(place + 1)).replace("{of}", String(this.start.length));
    }

    /** What follows from where a step stands: its number, its buttons at the ends, its place in the list to choose. */
    number() {
      const rows = this.rows();
      rows.forEach((row, index) => {
        row.querySelector(".o-number").textContent = String(index + 1);
        row.querySelector('[data-do="up"]').disabled = this.locked || index === 0;
        row.querySelector('[data-do="down"]').disabled = this.locked || index === rows.length - 1;
        const place = row.querySelector("select");
        place.value = String(index);
        place.disabled = Boolean(this.locked);
      });
    }

    mark(/** @type {string[]} */ response) {
      return OutreachMarked.rules.order(this.kept, response);
    }

    /** A first try that breaks a rule is told that one rule: it leads on, and is not the whole order. */
    prompt(response, outcome) {
      this.explain(response, false);
      super.prompt(response, outcome, false);
    }

    /** Names the rules that are broken, all of them at the end, and marks their steps. */
    explain(/** @type {string[]} */ response, /** @type {boolean} */ final) {
      this.unexplain();
      const all = OutreachMarked.rules.broken(this.kept, response);
      all.sort((one, other) => (one.severity === other.severity ? 0 : one.severity === "wrong" ? -1 : 1));
      const broken = final ? all : all.slice(0, 1);
      if (!broken.length) return;
      const list = document.createElement("ul");
      list.className = "o-broken";
      for (const rule of broken) {
        const item = document.createElement("li");
        item.dataset.rule = rule.id;
        item.textContent = this.querySelector(`[data-reason="${rule.id}"]`).textContent;
        list.append(item);
        for (const row of this.rows()) {
          if (rule.before.includes(row.dataset.step) || rule.after.includes(row.dataset.step)) {
            if (row.dataset.mark !== "wrong") row.dataset.mark = rule.severity === "wrong" ? "wrong" : "fair";
          }
        }
      }
      this.list.after(list);
    }

    unexplain() {
      this.querySelectorAll(".o-broken").forEach((list) => list.remove());
      for (const row of this.rows()) delete row.dataset.mark;
    }

    lock(/** @type {boolean} */ on) {
      this.locked = on;
      this.number();
    }

    clear() {
      this.unexplain();
      this.list.append(...this.start);
      this.touched = false;
      this.moved.textContent = "";
      this.number();
    }
  }

  customElements.define("outreach-order", OutreachOrder);
})();
