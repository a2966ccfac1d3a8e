// <outreach-breathing>: paces the breath in rounds of phases; can be seen, heard, and stopped at any moment.
// Knows the HTML that outputs/practice.py writes for a breathing exercise, and nothing of the page around it.
(() => {
  "use strict";
  if (customElements.get("outreach-breathing")) return;
  const SECOND = 1000;
  const TONES = [392, 294, 330, 262];

  class OutreachBreathing extends HTMLElement {
    connectedCallback() {
      const find = (/** @type {string} */ selector) => this.querySelector(selector);
      this.stage = find(".o-stage");
      if (this.ready || !this.stage) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.phases = [...this.querySelectorAll(".o-phases li")].map((item) => ({
        name: item.querySelector("strong").textContent,
        id: item.dataset.phase,
        seconds: Number(item.dataset.seconds),
      }));
      this.circle = find(".o-circle");
      this.phase = find(".o-phase");
      this.left = find(".o-left");
      this.announce = find(".o-announce");
      this.start = find('[data-do="start"]');
      this.stop = find('[data-do="stop"]');
      this.sound = find('[data-do="sound"]');
      this.minutes = find("select");
      this.start.addEventListener("click", () => this.begin());
      this.stop.addEventListener("click", () => this.end(""));
      this.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.timer) this.end("");
      });
      for (const part of this.querySelectorAll(".o-controls, .o-buttons")) part.hidden = false;
    }

    disconnectedCallback() {
      if (this.timer) this.end("");
    }

    begin() {
      this.ends = Date.now() + Number(this.minutes.value) * 60 * SECOND;
      this.place = 0;
      this.stage.hidden = false;
      this.start.hidden = true;
      this.stop.hidden = false;
      this.stop.focus({ preventScroll: true });
      // A sound may only begin with a press; where there is none to be had, the eye has to do.
      const Audio = window.AudioContext || window.webkitAudioContext;
      this.audio = this.sound.checked && Audio ? new Audio() : null;
      this.enter();
    }

    /** One phase: its word, its movement, its tone; a round is always finished before the time ends. */
    enter() {
      if (this.place % this.phases.length === 0 && Date.now() >= this.ends) {
        this.end(this.words["breathing-done"]);
        return;
      }
      const place = this.place % this.phases.length;
      const phase = this.phases[place];
      this.place += 1;
      this.circle.style.transitionDuration = `${phase.seconds}s`;
      this.circle.dataset.phase = phase.id;
      this.announce.textContent = phase.name;
      this.tone(TONES[place % TONES.length]);
      let count = phase.seconds;
      const tick = () => {
        if (count === 0) {
          this.enter();
          return;
        }
        this.phase.textContent = `${phase.name} ${count}`;
        const minutes = Math.max(0, Math.ceil((this.ends - Date.now()) / (60 * SECOND)));
        this.left.textContent = this.words["breathing-left"].replace("{count}", String(minutes));
        count -= 1;
        this.timer = setTimeout(tick, SECOND);
      };
      tick();
    }

    tone(/** @type {number} */ pitch) {
      if (!this.audio) return;
      const now = this.audio.currentTime;
      const volume = this.audio.createGain();
      const voice = this.audio.createOscillator();
      voice.frequency.value = pitch;
      volume.gain.setValueAtTime(0, now);
      volume.gain.linearRampToValueAtTime(0.15, now + 0.05);
      volume.gain.exponentialRampToValueAtTime(0.001, now + 1.2);
      voice.connect(volume).connect(this.audio.destination);
      voice.start(now);
      voice.stop(now + 1.3);
    }

    end(/** @type {string} */ said) {
      clearTimeout(this.timer);
      this.timer = null;
      if (this.audio) this.audio.close();
      this.audio = null;
      this.stage.hidden = true;
      delete this.circle.dataset.phase;
      this.announce.textContent = said;
      this.stop.hidden = true;
      this.start.hidden = false;
      if (this.isConnected) this.start.focus({ preventScroll: true });
    }
  }

  customElements.define("outreach-breathing", OutreachBreathing);
})();
