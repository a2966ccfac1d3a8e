// <outreach-scenario>: walks through a branching case, one scene at a time, and says what came of each choice.
// Knows the HTML that outputs/practice.py writes for a case, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-scenario")) return;

  class OutreachScenario extends HTMLElement {
    connectedCallback() {
      if (this.ready) return;
      this.scenes = new Map([...this.querySelectorAll("[data-scene]")].map((scene) => [scene.dataset.scene, scene]));
      this.debrief = this.querySelector(".o-debrief");
      if (!this.scenes.size || !this.debrief) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.attempt = 0;
      for (const turn of this.querySelectorAll("[data-turn]")) this.prepare(turn);
      this.footer = document.createElement("div");
      this.footer.className = "o-way";
      this.append(this.footer);
      this.restart();
    }

    /** Makes of a choice to unfold a button to press; what comes of it stays hidden until then. */
    prepare(/** @type {HTMLElement} */ turn) {
      const details = turn.querySelector("details");
      const told = turn.querySelector(".o-told");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "o-turn";
      button.append(...turn.querySelector("summary").childNodes);
      button.addEventListener("click", () => this.choose(turn));
      told.querySelector(".o-go-on").addEventListener("click", (event) => {
        event.preventDefault();
        this.enter(turn.dataset.to, true);
      });
      details.replaceWith(button, told);
    }

    restart() {
      this.way = [];
      this.removeAttribute("data-outcome");
      this.footer.textContent = "";
      for (const turn of this.querySelectorAll("[data-turn]")) {
        turn.removeAttribute("data-mark");
        turn.querySelector(".o-turn").disabled = false;
        turn.querySelector(".o-told").hidden = true;
      }
      for (const scene of this.scenes.values()) scene.hidden = true;
      this.debrief.hidden = true;
      this.enter(this.scenes.keys().next().value, false);
    }

    choose(/** @type {HTMLElement} */ turn) {
      const scene = turn.closest("[data-scene]");
      const told = turn.querySelector(".o-told");
      this.way.push(turn);
      for (const button of scene.querySelectorAll(".o-turn")) button.disabled = true;
      turn.dataset.mark = { 0: "wrong", 1: "fair", 2: "right" }[turn.dataset.points];
      told.hidden = false;
      told.tabIndex = -1;
      told.focus({ preventScroll: true });
      told.scrollIntoView({ block: "nearest" });
    }

    /** Shows a scene or an ending; `move` takes the focus along. */
    enter(/** @type {string} */ name, /** @type {boolean} */ move) {
      const last = this.way[this.way.length - 1];
      if (last) last.querySelector(".o-go-on").hidden = true;
      const scene = this.scenes.get(name);
      scene.hidden = false;
      if ("outcome" in scene.dataset) this.end(scene);
      for (const link of scene.querySelectorAll(".o-go-on")) link.hidden = false;
      if (!move) return;
      const start = scene.querySelector(".o-scene-text") || scene;
      start.tabIndex = -1;
      start.focus({ preventScroll: true });
      scene.scrollIntoView({ block: "start" });
    }

    /** The end: what mattered, the way taken, one event. */
    end(/** @type {HTMLElement} */ ending) {
      this.debrief.hidden = false;
      this.attempt += 1;
      const points = this.way.reduce((sum, turn) => sum + Number(turn.dataset.points), 0);
      const best = this.way.every((turn) => turn.dataset.points === "2");
      const outcome = best ? "right" : ending.dataset.outcome === "bad" ? "wrong" : "partly";
      this.dataset.outcome = outcome;
      const label = document.createElement("p");
      label.className = "o-label";
      label.textContent = best ? this.words["scenario-all-best"] : this.words["scenario-your-way"];
      const list = document.createElement("ol");
      for (const turn of this.way) {
        const item = document.createElement("li");
        item.append(turn.querySelector(".o-turn").textContent, " ", turn.querySelector(".o-verdict").cloneNode(true));
        list.append(item);
      }
      const again = document.createElement("button");
      again.type = "button";
      again.dataset.do = "again";
      again.textContent = this.words.again;
      again.addEventListener("click", () => {
        this.restart();
        const first = this.querySelector(".o-turn");
        first.focus({ preventScroll: true });
        this.scrollIntoView({ block: "start" });
      });
      const buttons = document.createElement("p");
      buttons.className = "o-buttons";
      buttons.append(again);
      this.footer.replaceChildren(label, list, buttons);
      this.dispatchEvent(new CustomEvent("outreach-answer", {
        bubbles: true,
        detail: {
          item: this.dataset.item,
          revision: Number(this.dataset.revision),
          response: this.way.map((turn) => turn.dataset.turn),
          points,
          outcome,
          ending: ending.dataset.scene,
          attempt: this.attempt,
        },
      }));
    }
  }

  customElements.define("outreach-scenario", OutreachScenario);
})();
