// <outreach-later>: a fold whose element comes when it is opened: most readers never fetch it.
// Knows the fold inside it, and where its own file lies, beside which the other one does.
(() => {
  "use strict";
  if (customElements.get("outreach-later")) return;
  const own = document.currentScript ? document.currentScript.src : "";

  class OutreachLater extends HTMLElement {
    connectedCallback() {
      this.fold = this.querySelector("details");
      if (this.ready || !this.fold || !own) return;
      this.ready = true;
      this.inner = this.fold.querySelector("[data-words]");
      this.inner.hidden = true;
      this.result = this.fold.querySelector(".o-result");
      this.fold.addEventListener("toggle", () => { if (this.fold.open) this.fetch(); });
      this.hidden = false;
    }

    fetch() {
      if (this.asked) return;
      this.asked = true;
      const script = document.createElement("script");
      script.src = own.replace(/[^/]*$/, this.dataset.script);
      script.addEventListener("load", () => this.put());
      script.addEventListener("error", () => {
        script.remove();
        this.asked = false;
        this.result.textContent = JSON.parse(this.dataset.words)["later-failed"];
      });
      document.head.append(script);
    }

    /** The element in place of what stood for it. */
    put() {
      const made = document.createElement(this.dataset.element);
      for (const { name, value } of [...this.inner.attributes]) if (name !== "hidden") made.setAttribute(name, value);
      made.append(...this.inner.childNodes);
      this.inner.replaceWith(made);
      this.result.textContent = "";
    }
  }

  customElements.define("outreach-later", OutreachLater);
})();
