// <outreach-own>: a checklist made an organisation's own: name, logo, items; seen as it prints, printed by the browser.
// Knows the HTML that outputs/rounds.py writes, <outreach-handing>, `OutreachQR` and, where there is one,
// `OutreachMemory`. What is typed is text, never markup; nothing is sent. `adaptations.py` reads the YAML.
(() => {
  "use strict";
  if (customElements.get("outreach-own")) return;
  const KEPT = "own";
  const VERSION = 1;
  const LIMITS = { organisation: 60, contact: 80, text: 80 };
  const LOGO_BYTES = 5 * 1024 * 1024;
  const LOGO_SIDE = 600;
  const LOGO_TEXT = 400000;
  const LOGO = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=]+$/;
  const ID = /^[a-z][a-z0-9-]{0,63}$/;
  /** What cannot be seen, or would turn a line round. */
  const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
  const VARIANTS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
  const COMPATIBLE = /[\u2e80-\u2fdf\uf900-\ufaff]/g;
  const SIGNS = { png: [0x89, 0x50, 0x4e, 0x47], jpeg: [0xff, 0xd8, 0xff] };

  /** Words as `naming.spoken` takes them: NFC, single spaces, the usual forms of Han characters. */
  const spoken = (/** @type {string} */ raw) => raw.normalize("NFC").replace(VARIANTS, "").split(/\s+/).filter(Boolean).join(" ")
    .replace(COMPATIBLE, (found) => found.normalize("NFKC"));
  const code = (/** @type {string} */ text) => `U+${UNSEEN.exec(text)[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const fit = (text, /** @type {number} */ limit) => typeof text === "string" && !UNSEEN.test(text) && [...text].length <= limit && spoken(text) === text;
  const make = (/** @type {string} */ tag, /** @type {string} */ look, /** @type {(string|Node)[]} */ ...inside) => {
    const made = document.createElement(tag);
    if (look) made.className = look;
    made.append(...inside);
    return made;
  };
  const rich = (spans) => spans.map((span) => (span.strong ? make("strong", "", span.text) : span.text));
  const plain = (spans) => spans.map((span) => span.text).join("");
  const empty = () => ({ organisation: "", contact: "", logo: "", sheets: {} });

  /** Settings out of a text that somebody pasted: sound in every part, or none of them. */
  const parsed = (/** @type {string} */ text) => {
    let found;
    try { found = JSON.parse(text); } catch (broken) { return { fault: "own-take-wrong" }; }
    if (!found || found.format !== "outreach-own" || !Number.isInteger(found.version)) return { fault: "own-take-wrong" };
    if (found.version > VERSION) return { fault: "own-newer" };
    const { organisation = "", contact = "", logo = "", sheets = {} } = found;
    const soundItem = (own) => own && ID.test(own.id) && own.words && Object.entries(own.words).length > 0
      && Object.entries(own.words).every(([language, words]) => /^[a-z]{2}$/.test(language) && words && fit(words, LIMITS.text))
      && (own.after === null || ID.test(own.after));
    const soundSheet = ([id, sheet]) => ID.test(id) && sheet && Array.isArray(sheet.hide) && sheet.hide.every((name) => ID.test(name))
      && Array.isArray(sheet.add) && sheet.add.every(soundItem);
    const sound = fit(organisation, LIMITS.organisation) && fit(contact, LIMITS.contact) && sheets && typeof sheets === "object"
      && (logo === "" || (typeof logo === "string" && logo.length <= LOGO_TEXT && LOGO.test(logo))) && Object.entries(sheets).every(soundSheet);
    return sound ? { data: { organisation, contact, logo, sheets } } : { fault: "own-take-wrong" };
  };

  class OutreachOwn extends HTMLElement {
    connectedCallback() {
      if (!this.ready) this.begin();
      this.paper = make("div", "o-own-paper");
      this.heard = (event) => { if (event.key === null || event.key === `outreach-notes-${KEPT}`) this.recall(); };
      this.folded = () => this.onPaper();
      addEventListener("storage", this.heard);
      this.fold.addEventListener("toggle", this.folded);
      document.body.append(this.paper);
      this.recall();
      this.onPaper();
    }

    disconnectedCallback() {
      removeEventListener("storage", this.heard);
      this.fold.removeEventListener("toggle", this.folded);
      this.paper.remove();
      document.body.classList.remove("o-own-printing");
    }

    begin() {
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.sheet = JSON.parse(this.dataset.sheet);
      this.memory = globalThis.OutreachMemory || null;
      this.fold = this.closest("details");
      this.items = this.sheet.pauses.flatMap((pause) => pause.items);
      this.data = empty();
      const find = (/** @type {string} */ what) => this.querySelector(what);
      this.field = Object.fromEntries([...this.querySelectorAll("[data-field]")].map((field) => [field.dataset.field, field]));
      [this.result, this.told] = this.querySelectorAll(":scope > .o-result");
      this.list = find(".o-own-items ul");
      this.preview = find(".o-own-preview");
      for (const name of ["organisation", "contact"]) this.field[name].addEventListener("change", () => this.named(name));
      this.field.logo.addEventListener("change", () => this.logo(this.field.logo.files[0]));
      this.field.file.addEventListener("change", () => this.file(this.field.file.files[0]));
      this.field.text.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) this.add(); });
      const doing = { logo: () => this.unlogo(), add: () => this.add(), print: () => window.print(), import: () => this.takeIn(), reset: () => this.reset() };
      for (const [name, what] of Object.entries(doing)) find(`[data-do="${name}"]`).addEventListener("click", what);
      if (typeof window.print !== "function" || /MicroMessenger/i.test(navigator.userAgent)) {
        find('[data-do="print"]').hidden = true;
        find(".o-elsewhere").textContent = this.words["own-print-elsewhere"];
      }
    }

    // --- what is kept

    recall() {
      const kept = this.memory && this.memory.recall(KEPT);
      const { data } = parsed(JSON.stringify(kept));
      if (data) this.data = data;
      else if (!kept && !this.unkept) this.data = empty();
      this.show();
    }

    keep() {
      const done = this.memory && this.memory.put(KEPT, { format: "outreach-own", version: VERSION, ...this.data });
      this.unkept = !done;
      this.show();
      if (!done) this.say("own-not-kept");
    }

    mine() {
      const kept = this.data.sheets[this.sheet.id] || { hide: [], add: [] };
      const known = this.items.map((item) => item.id);
      return { hide: kept.hide.filter((name) => known.includes(name)), add: kept.add.map((own) => (known.includes(own.after) ? own : { ...own, after: null })) };
    }

    change(/** @type {{ hide?: string[], add?: any[] }} */ changes) {
      const now = { ...this.mine(), ...changes };
      if (now.hide.length || now.add.length) this.data.sheets[this.sheet.id] = now;
      else delete this.data.sheets[this.sheet.id];
      this.result.textContent = "";
      this.keep();
    }

    // --- what is chosen

    /** What a field holds, or null where it cannot be taken; then it is said why. */
    said(/** @type {string} */ name, /** @type {string} */ label) {
      const text = spoken(this.field[name].value);
      if (!UNSEEN.test(text)) return [...text].slice(0, LIMITS[name]).join("");
      this.result.textContent = this.words["own-invisible"].replace("{field}", label).replace("{code}", code(text));
      return null;
    }

    named(/** @type {string} */ name) {
      const text = this.said(name, this.words[`desk-${name}`]);
      if (text === null) return;
      this.data[name] = text;
      this.result.textContent = "";
      this.keep();
    }

    /** A logo's file: read here, drawn anew as a picture of pixels, so that nothing but its looks comes along. */
    async logo(/** @type {File} */ file) {
      if (!file) return;
      this.result.textContent = "";
      const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
      const starts = (/** @type {number[]} */ sign) => sign.every((byte, place) => head[place] === byte);
      const kind = starts(SIGNS.png) ? "png" : starts(SIGNS.jpeg) ? "jpeg" : /<svg[\s>]/i.test(new TextDecoder().decode(head)) ? "svg+xml" : "";
      const fault = file.size > LOGO_BYTES ? "own-logo-large" : kind ? "" : "own-logo-kind";
      if (!fault) {
        try {
          this.data.logo = await this.drawn(file, kind);
        } catch (broken) { this.say("own-logo-broken"); }
      } else this.say(fault);
      this.field.logo.value = "";
      if (this.result.textContent) return;
      this.keep();
      if (!this.result.textContent) this.say("own-logo-kept");
    }

    async drawn(/** @type {File} */ file, /** @type {string} */ kind) {
      const address = await new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.addEventListener("load", () => resolve(String(reader.result)));
        reader.addEventListener("error", reject);
        reader.readAsDataURL(new Blob([file], { type: `image/${kind}` }));
      });
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      const wide = picture.naturalWidth || 300;
      const high = picture.naturalHeight || 150;
      const scale = kind === "svg+xml" ? LOGO_SIDE / Math.max(wide, high) : Math.min(1, LOGO_SIDE / Math.max(wide, high));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(wide * scale));
      canvas.height = Math.max(1, Math.round(high * scale));
      const pen = canvas.getContext("2d");
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const png = canvas.toDataURL("image/png");
      if (png.length <= LOGO_TEXT / 2) return png;
      pen.globalCompositeOperation = "destination-over";
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/jpeg", 0.85);
    }

    unlogo() {
      this.data.logo = "";
      this.keep();
      this.field.logo.focus();
    }

    toggle(/** @type {string} */ id, /** @type {boolean} */ used) {
      const { hide } = this.mine();
      const now = used ? hide.filter((name) => name !== id) : [...hide, id];
      if (now.length === this.items.length) {
        this.show();
        this.say("own-all-out");
      } else this.change({ hide: now });
      this.list.querySelector(`[value="${id}"]`).focus();
    }

    add() {
      const text = this.said("text", this.words["own-text-of-item"]);
      if (text === null) return;
      if (!text) {
        this.say("own-empty");
        this.field.text.focus();
        return;
      }
      const { add } = this.mine();
      let number = add.length + 1;
      while (add.some((own) => own.id === `own-${number}`)) number += 1;
      this.field.text.value = "";
      this.change({ add: [...add, { id: `own-${number}`, after: this.field.after.value || null, words: { [this.sheet.lang]: text } }] });
      this.field.text.focus();
    }

    reset() {
      if (this.agreed !== "reset") {
        this.agreed = "reset";
        this.told.textContent = this.words["learning-delete-sure"];
        return;
      }
      this.agreed = "";
      this.data = empty();
      this.unkept = false;
      if (this.memory) this.memory.put(KEPT, null);
      this.show();
      this.told.textContent = this.words["own-reset-done"];
    }

    async file(/** @type {File} */ file) {
      if (!file) return;
      this.field.import.value = await file.text();
      this.field.file.value = "";
      this.takeIn();
    }

    takeIn() {
      const { data, fault } = parsed(this.field.import.value.trim());
      if (!data) {
        this.told.textContent = this.words[fault];
        return;
      }
      // A text comes without the logo; then the one that is here stays.
      this.data = { ...data, logo: data.logo || this.data.logo };
      this.field.import.value = "";
      this.keep();
      this.told.textContent = this.words["own-taken"];
    }

    // --- how it is shown

    say(/** @type {string} */ phrase) { this.result.textContent = this.words[phrase]; }

    wordsOf(own) { return own.words[this.sheet.lang] || Object.values(own.words)[0]; }

    show() {
      for (const name of ["organisation", "contact"]) if (document.activeElement !== this.field[name] || !this.field[name].value) this.field[name].value = this.data[name];
      const shown = this.querySelector(".o-own-logo");
      shown.hidden = !this.data.logo;
      if (this.data.logo) shown.querySelector("img").src = this.data.logo; else shown.querySelector("img").removeAttribute("src");
      this.choices();
      this.preview.replaceChildren(this.drawnSheet());
      this.onPaper();
      this.exports();
    }

    choices() {
      const { hide, add } = this.mine();
      const tag = (item) => (item.stop ? [" ", make("span", "o-badge o-stop", this.words["stop-item"])] : []);
      const rows = this.items.flatMap((item) => {
        const box = make("input", "");
        box.type = "checkbox";
        box.value = item.id;
        box.checked = !hide.includes(item.id);
        box.addEventListener("change", () => this.toggle(item.id, box.checked));
        const row = make("li", "", make("label", "", box, make("span", "", ...rich(item.text), ...tag(item))));
        return [row, ...add.filter((own) => own.after === item.id).map((own) => this.added(own))];
      });
      this.list.replaceChildren(...rows, ...add.filter((own) => own.after === null).map((own) => this.added(own)));
      const chosen = this.field.after.value;
      const option = (/** @type {string} */ value, /** @type {string} */ text) => Object.assign(make("option", "", text), { value });
      this.field.after.replaceChildren(option("", this.words["own-last"]), ...this.items.map((item) => option(item.id, this.words["own-after"].replace("{item}", () => plain(item.text)))));
      this.field.after.value = chosen;
    }

    added(own) {
      const drop = make("button", "", this.words["own-remove"]);
      drop.type = "button";
      drop.setAttribute("aria-label", `${this.words["own-remove"]} ${this.wordsOf(own)}`);
      drop.addEventListener("click", () => {
        this.change({ add: this.mine().add.filter((one) => one.id !== own.id) });
        this.field.text.focus();
      });
      return make("li", "o-own-added", make("span", "", this.wordsOf(own), " ", make("span", "o-badge", this.words["own-item"])), drop);
    }

    exports() {
      const [text, file, yaml] = this.querySelectorAll("outreach-handing");
      const { logo, ...rest } = this.data;
      const head = { format: "outreach-own", version: VERSION };
      text.give(JSON.stringify({ ...head, ...rest }), "outreach-own.txt");
      file.give(JSON.stringify({ ...head, ...rest, logo }), "outreach-own.json");
      yaml.give(this.yaml(), "outreach-own.yaml");
    }

    /** Every sheet's changes as `outreach print --own` reads them. Strings as in JSON are strings in YAML too. */
    yaml() {
      const item = (own) => {
        const words = Object.entries(own.words).map(([language, said]) => `${language}: ${JSON.stringify(said)}`);
        return [`    - id: ${own.id}`, ...(own.after === null ? [] : [`      after: ${own.after}`]), `      words: {${words.join(", ")}}`].join("\n");
      };
      const sheets = Object.entries(this.data.sheets).map(([id, { hide, add }]) => [
        `- id: ${id}`, ...(hide.length ? [`  hide: [${hide.join(", ")}]`] : []), ...(add.length ? ["  add:", ...add.map(item)] : []),
      ].join("\n"));
      return sheets.length ? `${sheets.join("\n")}\n` : "[]\n";
    }

    // --- the sheet, as it prints

    drawnSheet() {
      const { sheet, data, words } = this;
      const { hide, add } = this.mine();
      const gone = this.items.filter((item) => hide.includes(item.id));
      const stops = gone.filter((item) => item.stop);
      const others = gone.filter((item) => !item.stop);
      const made = make("div", "o-sheet");
      const owner = [data.organisation, data.contact].filter(Boolean);
      const said = make("div", "", ...(owner.length ? [make("p", "o-sheet-facts", ...owner.map((part) => make("span", "", part)))] : []),
        make("p", "o-sheet-facts", ...sheet.facts.map((part) => make("span", "", part)), make("span", "o-sheet-tag", sheet.badge)),
        make("p", "o-sheet-title", sheet.title), make("p", "", ...rich(sheet.when)));
      made.append(make("div", "o-sheet-head", ...(data.logo ? [this.picture(data.logo, data.organisation, "o-sheet-logo")] : []), said, this.current()));
      const box = (/** @type {string} */ label, lines) => make("div", "o-sheet-box", make("p", "", make("strong", "", label)), ...lines.map((line) => make("p", "", ...rich(line))));
      if (stops.length) made.append(box(words["without-stop"], stops.map((item) => item.text)));
      for (const warning of sheet.warnings) made.append(box(warning.label, warning.lines));
      const anytime = sheet.anytime.length ? [box(sheet["anytime-label"], sheet.anytime.map((line) => line.text))] : [];
      if (sheet["anytime-first"]) made.append(...anytime);
      let number = 0;
      sheet.pauses.forEach((pause, place) => {
        const rows = pause.items.flatMap((item) => [
          ...(hide.includes(item.id) ? [] : [{ text: item.text, stop: item.stop, drawing: this.drawing(item.id) }]),
          ...add.filter((own) => own.after === item.id).map((own) => ({ text: [{ text: this.wordsOf(own) }], own: true })),
        ]);
        if (place === sheet.pauses.length - 1) rows.push(...add.filter((own) => own.after === null).map((own) => ({ text: [{ text: this.wordsOf(own) }], own: true })));
        if (!rows.length) return;
        if (sheet.pauses.length > 1) made.append(make("p", "o-sheet-pause", pause.title));
        made.append(make("ol", "", ...rows.map((row) => {
          number += 1;
          return make("li", row.stop ? "o-sheet-stop" : "", make("span", "o-sheet-number", String(number)), make("span", "o-sheet-tick"),
            make("span", "o-sheet-words", ...rich(row.text), ...(row.stop ? [" ", make("span", "o-sheet-tag o-sheet-inverse", words["stop-item"])] : []),
              ...(row.own ? [" ", make("span", "o-sheet-tag", words["own-item"])] : [])), ...(row.drawing ? [row.drawing] : []));
        })));
      });
      if (!sheet["anytime-first"]) made.append(...anytime);
      made.append(make("div", "o-sheet-signs", ...sheet["sign-off"].map((field) => make("span", "", field))));
      const changed = [
        ...(add.length ? [words["own-added"].replace("{count}", String(add.length))] : []),
        ...(others.length ? [words["own-left-out"].replace("{items}", () => others.map((item) => plain(item.text)).join(words["list-comma"]))] : []),
      ];
      made.append(make("p", "o-sheet-small", ...changed.map((one) => `${one} `), ...rich(sheet.remark)), make("p", "o-sheet-small", sheet.sources));
      return made;
    }

    picture(/** @type {string} */ address, /** @type {string} */ alt, /** @type {string} */ look) {
      return Object.assign(make("img", look), { src: address, alt });
    }

    /** The drawing of an item, from the page's own list. */
    drawing(/** @type {string} */ id) {
      const pause = this.sheet.pauses.find((one) => one.items.some((item) => item.id === id));
      const box = document.getElementById(`tick-${pause.id}-${id}`);
      const found = box && box.closest("li").querySelector(".o-picture");
      return found ? found.cloneNode(true) : null;
    }

    /** Whether this edition is still the current one: the page's own address, or what the sheet is, where it has none. */
    current() {
      const address = /^https?:$/.test(location.protocol) ? location.href.replace(/[?#].*/, "") : "";
      if (!this.code) this.code = globalThis.OutreachQR.png(address || this.sheet.code, 8);
      const words = this.words["current-code"];
      return make("div", "o-sheet-code", this.picture(this.code, `${words} ${address}`.trim(), ""), make("p", "", words));
    }

    /** While the fold is open it is the sheet that is printed, not the page. */
    onPaper() {
      const open = this.fold.open;
      document.body.classList.toggle("o-own-printing", open);
      this.paper.replaceChildren(...(open && this.preview.firstChild ? [this.preview.firstChild.cloneNode(true)] : []));
      this.paper.setAttribute("aria-hidden", "true");
    }
  }

  customElements.define("outreach-own", OutreachOwn);
})();
