// <outreach-presenter>: the host of what a trainer shows to a room: big, on the whole screen, driven by keys.
// Elements that pages have too stand in it as they are; their buttons are pressed for them.
(() => {
  "use strict";
  if (customElements.get("outreach-presenter")) return;
  const LETTERS = "abcdefghijklmnopqrstuvwxyz";
  /** What each key presses, by the key's place on the keyboard. */
  const BUTTONS = { KeyF: ["full"], KeyR: ["reveal"], KeyN: ["round"], Space: ["clock", "start", "stop"] };
  const FIELDS = "input, select, textarea";

  class OutreachPresenter extends HTMLElement {
    connectedCallback() {
      const hand = this.querySelector(".o-stage-hand");
      if (this.ready || !hand) return;
      this.ready = true;
      this.tabIndex = 0;
      this.full = hand.querySelector('[data-do="full"]');
      hand.hidden = !document.fullscreenEnabled;
      this.full.addEventListener("click", () => this.fill());
      this.addEventListener("keydown", (event) => this.press(event));
    }

    /** The whole screen, or the cell again; what had the focus keeps it. */
    fill() {
      const at = document.activeElement;
      const held = this.contains(at) && at !== this.full ? at : this;
      if (document.fullscreenElement) document.exitFullscreen();
      else this.requestFullscreen().then(() => held.focus({ preventScroll: true }), () => {});
    }

    press(/** @type {KeyboardEvent} */ event) {
      const at = /** @type {HTMLElement} */ (event.target);
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      // In a field a letter is a letter, unless it takes digits only.
      if (at.matches(FIELDS) && !(at.inputMode === "numeric" && event.code in BUTTONS)) return;
      const pressed = this.meant(event, at);
      if (!pressed) return;
      event.preventDefault();
      pressed.click();
    }

    /** The button or link that a key stands for. Under an input method only a key's place on the keyboard is known. */
    meant(/** @type {KeyboardEvent} */ event, /** @type {HTMLElement} */ at) {
      const scenes = this.querySelectorAll("outreach-scenario [data-scene]:not([hidden])");
      if (event.code === "KeyF") return this.full.parentElement.hidden ? null : this.full;
      if (scenes.length) return this.turn(event.key.toLowerCase(), scenes[scenes.length - 1], at);
      // What has the focus takes the space bar itself.
      if (event.code === "Space" && at.matches("button, summary, a")) return null;
      const names = BUTTONS[event.code] || [];
      return names.map((name) => this.querySelector(`[data-do="${name}"]:not([hidden])`)).find(Boolean) || null;
    }

    /** In a case a letter takes what it stands before, the space bar or Enter goes on. */
    turn(/** @type {string} */ key, /** @type {HTMLElement} */ scene, /** @type {HTMLElement} */ at) {
      const turns = [...scene.querySelectorAll(".o-turn:not(:disabled)")];
      const place = LETTERS.indexOf(key);
      if (key.length === 1 && place >= 0) return turns[place] || null;
      if ((key !== "enter" && key !== " ") || at.matches("button, summary, a")) return null;
      return [...this.querySelectorAll(".o-told:not([hidden]) .o-go-on")].find((link) => !link.hidden) || null;
    }
  }

  customElements.define("outreach-presenter", OutreachPresenter);
})();
