// <outreach-match>: marks pieces that are matched or sorted into groups, and says piece by piece where each belongs.
// Knows the HTML that outputs/questions.py writes for matching and sorting, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-match")) return;
  const { OutreachMarked } = globalThis;

  class OutreachMatch extends OutreachMarked {
    prepare() {
      this.missing = "choose-all-first";
      this.querySelector(".o-goals").hidden = true;
      this.rows = [...this.querySelectorAll(".o-pieces > li")];
      this.reasons = new Map(
        [...this.answers.querySelectorAll("li[data-piece]")].map((reason) => [reason.dataset.piece, reason]),
      );
      this.key = Object.fromEntries([...this.reasons].map(([piece, reason]) => [piece, reason.dataset.to]));
    }

    /** The field in a row: a list to choose from, or the group that is checked. */
    chosen(/** @type {HTMLElement} */ row) {
      const field = row.querySelector("select, input:checked");
      return field ? field.value : "";
    }

    first() {
      const open = this.rows.find((row) => !this.chosen(row)) || this.rows[0];
      return open.querySelector("select, input");
    }

    response() {
      if (this.rows.some((row) => !this.chosen(row))) return null;
      return Object.fromEntries(this.rows.map((row) => [row.dataset.piece, this.chosen(row)]));
    }

    mark(/** @type {Record<string, string>} */ response) {
      return OutreachMarked.rules.sort(this.key, response, this.byPart);
    }

    /** Before the end: only that a piece is not where it belongs, and why. At the end: where each belongs. */
    explain(/** @type {Record<string, string>} */ response, /** @type {boolean} */ final) {
      this.unexplain();
      for (const row of this.rows) {
        const piece = row.dataset.piece;
        const right = response[piece] === this.key[piece];
        if (!final && right) continue;
        row.dataset.mark = right ? "right" : "wrong";
        const told = document.createElement("div");
        told.className = "o-told";
        told.id = `${this.id || this.dataset.item}-${piece}-told`;
        const verdict = document.createElement("span");
        verdict.className = `o-verdict ${right ? "o-now" : "o-danger"}`;
        verdict.textContent = right ? `✓ ${this.words.right}` : `✕ ${this.words.wrong}`;
        told.append(verdict);
        if (final) {
          const reason = this.reasons.get(piece);
          const goal = reason.querySelector(".o-goal").textContent;
          const belongs = document.createElement("span");
          belongs.className = "o-belongs";
          belongs.textContent = right ? "" : this.words["sort-belongs"].replace("{goal}", goal);
          told.append(" ", belongs, " ", reason.querySelector(".o-reason").cloneNode(true));
        }
        row.append(told);
        for (const field of row.querySelectorAll("select, input")) field.setAttribute("aria-describedby", told.id);
      }
    }

    unexplain() {
      this.querySelectorAll(".o-told").forEach((told) => told.remove());
      for (const row of this.rows) {
        delete row.dataset.mark;
        for (const field of row.querySelectorAll("select, input")) field.removeAttribute("aria-describedby");
      }
    }

    lock(/** @type {boolean} */ on) {
      for (const row of this.rows) for (const field of row.querySelectorAll("select, input")) field.disabled = on;
    }

    clear() {
      this.unexplain();
      for (const row of this.rows) {
        for (const field of row.querySelectorAll("select")) field.value = "";
        for (const field of row.querySelectorAll("input")) field.checked = false;
      }
    }
  }

  customElements.define("outreach-match", OutreachMatch);
})();
