// Asks questions one after the other, those that were missed and weigh once more at the end. Used by tests and reviews.
// Knows the cards of marked.js and the words that it is given, and nothing of what the answers are for.
(() => {
  "use strict";
  if (globalThis.OutreachRun) return;
  const { OutreachMarked } = globalThis;

  class OutreachRun {
    /** @param {HTMLElement} box @param {Record<string, string>} words */
    constructor(box, words) {
      this.box = box;
      this.words = words;
      this.place = document.createElement("p");
      this.place.className = "o-run-place";
      this.place.tabIndex = -1;
      this.slot = document.createElement("div");
      const buttons = document.createElement("p");
      buttons.className = "o-buttons";
      this.onward = this.button("", () => this.next());
      buttons.append(this.onward);
      const aside = document.createElement("p");
      aside.className = "o-buttons o-side";
      this.stop = this.button(words["run-stop"], () => this.end(true));
      aside.append(this.stop);
      box.replaceChildren(this.place, this.slot, buttons, aside);
      this.slot.addEventListener("outreach-answer", (event) => this.answered(event.detail));
    }

    button(/** @type {string} */ name, /** @type {() => void} */ press) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", press);
      return button;
    }

    /** @param {HTMLElement[]} cards @param {(stopped: boolean) => void} done @param {number} [asked] those answered before */
    start(cards, done, asked = 0) {
      this.queue = [...cards];
      this.again = [];
      this.repeating = false;
      this.done = done;
      this.number = asked;
      this.of = asked + cards.length;
      this.box.hidden = false;
      this.next();
    }

    next() {
      if (!this.queue.length && this.again.length && !this.repeating) {
        this.repeating = true;
        this.queue = this.again;
        this.number = 0;
        this.of = this.queue.length;
      }
      const card = this.queue.shift();
      if (!card) {
        this.end(false);
        return;
      }
      this.number += 1;
      this.place.textContent = this.words[this.repeating ? "run-again" : "run-place"]
        .replace("{place}", String(this.number)).replace("{of}", String(this.of));
      this.slot.replaceChildren(card);
      this.card = card;
      this.onward.hidden = true;
      this.place.focus({ preventScroll: true });
      this.place.scrollIntoView({ block: "start" });
    }

    /** When a question is done with, the next thing to press has the focus. */
    answered(detail) {
      if (!detail.final) return;
      if (this.card.missed && !this.repeating) this.again.push(OutreachMarked.copyOf(this.card));
      const more = this.queue.length || (this.again.length && !this.repeating);
      this.onward.textContent = this.words[more ? "run-next" : "run-end"];
      this.onward.hidden = false;
      this.onward.focus({ preventScroll: true });
    }

    end(/** @type {boolean} */ stopped) {
      this.box.hidden = true;
      this.slot.replaceChildren();
      this.done(stopped);
    }
  }

  globalThis.OutreachRun = OutreachRun;
})();
