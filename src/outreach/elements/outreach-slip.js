// <outreach-slip>: a test's answers as a slip for the trainer: as a file, as a text that survives a chat, as a QR code.
// Knows the HTML that outputs/sitting.py writes for it, `OutreachQR` and `OutreachChat`. Nothing is sent; `slips.py` reads it.
(() => {
  "use strict";
  if (customElements.get("outreach-slip")) return;
  const HEAD = "OUTREACH1";
  /** Pixels a module: at least 400 across, so that a phone can read it from a screen or keep it as a picture. */
  const SCALE = 8;
  const { coded, word, sealed } = globalThis.OutreachChat;

  const parts = (response) => {
    if (typeof response === "string") return [coded(response)];
    if (Array.isArray(response)) return response.map(word);
    return Object.entries(response).map(([key, value]) => `${word(key)}$${word(value)}`);
  };
  const textOf = (slip) => {
    const head = [slip.module, slip.test, slip.form.toLowerCase(), slip.seed, slip.language, slip.day.replace(/-/g, ""), slip.name];
    const answers = slip.answers.map(({ item, revision, response, sure }) => [word(item), revision + (sure ? `-${sure}` : ""), ...parts(response)].join("."));
    return sealed([[HEAD, ...head.map(word)].join("."), ...answers]);
  };

  class OutreachSlip extends HTMLElement {
    connectedCallback() {
      this.made = this.querySelector(".o-made");
      if (this.ready || !this.made) return;
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.result = this.querySelector(":scope > .o-result");
      this.name = this.querySelector("input");
      this.code = this.querySelector(".o-qr");
      this.querySelector('[data-do="make"]').addEventListener("click", () => this.make());
      this.name.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) this.make(); });
    }

    /** A finished test; the slip is made when the learner asks for it. */
    take(data) {
      this.data = data;
      this.made.hidden = true;
      this.result.textContent = "";
    }

    make() {
      const slip = { ...this.data, name: this.name.value.trim() };
      const text = textOf(slip);
      const [short, file] = this.querySelectorAll("outreach-handing");
      const name = `outreach-${slip.module}-${slip.test}-${slip.day}`;
      short.give(text, `${name}.txt`);
      file.give(JSON.stringify(slip, null, 1), `${name}.json`);
      this.code.textContent = "";
      try {
        const picture = document.createElement("img");
        picture.src = globalThis.OutreachQR.png(text, SCALE);
        picture.alt = this.words["slip-qr-alt"];
        this.code.append(picture);
      } catch (tooLong) {
        this.code.textContent = this.words["slip-too-long"];
      }
      this.made.hidden = false;
      this.dispatchEvent(new CustomEvent("outreach-named", { detail: { name: slip.name } }));
      this.code.tabIndex = -1;
      this.code.focus({ preventScroll: true });
      this.code.scrollIntoView({ block: "nearest" });
    }
  }

  OutreachSlip.textOf = textOf;
  customElements.define("outreach-slip", OutreachSlip);
})();
