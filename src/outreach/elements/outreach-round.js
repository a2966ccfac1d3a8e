// <outreach-round>: one round through a checklist: begun, ticked, signed, recorded; the records of earlier rounds.
// Knows the HTML that outputs/rounds.py writes, <outreach-ticks>, <outreach-handing>, `OutreachQR` and, where there is
// one, `OutreachMemory`. Nothing is sent: a record leaves the device by the hand of whoever copies it.
(() => {
  "use strict";
  if (customElements.get("outreach-round")) return;
  /** Ticks of an earlier round are worse than none: after this time a list begins anew, and they go to the records. */
  const KEPT_FOR = 2 * 60 * 60 * 1000;
  const RECORDS = "rounds";
  const MOST = 36;
  const NOTES = "outreach-notes-";
  /** What cannot be seen, or would turn a line round, is no part of a name. */
  const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const dayOf = (/** @type {Date} */ at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const clock = (/** @type {Date} */ at) => `${two(at.getHours())}:${two(at.getMinutes())}`;
  /** A moment as the clock here shows it, with how far that is from Greenwich. */
  const local = (/** @type {string} */ iso) => {
    const at = new Date(iso);
    const ahead = -at.getTimezoneOffset();
    const away = Math.abs(ahead);
    return `${dayOf(at)}T${clock(at)}:${two(at.getSeconds())}${ahead < 0 ? "-" : "+"}${two(Math.floor(away / 60))}:${two(away % 60)}`;
  };
  const moment = (/** @type {string} */ at) => `${at.slice(0, 10)} ${at.slice(11, 16)}`;
  /** A cell of a table; what a spreadsheet would take for a formula is made words. */
  const cell = (value) => {
    const text = String(value === null ? "" : value);
    const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return '"' + safe.replace(/"/g, '""') + '"';
  };
  const isRecord = (found) => Boolean(found) && typeof found.checklist === "string" && typeof found.started === "string"
    && Array.isArray(found.items) && Array.isArray(found.signed) && typeof found.title === "string";
  const nameOf = (record) => `${record.checklist} ${record.started}`;

  class OutreachRound extends HTMLElement {
    connectedCallback() {
      this.lists = [...this.querySelectorAll("outreach-ticks")];
      if (!this.ready) this.begin();
      const mine = [null, `${NOTES}round-${this.sheet.id}`, NOTES + RECORDS];
      this.heard = (event) => { if (mine.includes(event.key)) this.recall(); };
      this.seen = () => { if (document.visibilityState === "visible") this.recall(); };
      addEventListener("storage", this.heard);
      document.addEventListener("visibilitychange", this.seen);
      this.recall();
    }

    disconnectedCallback() {
      removeEventListener("storage", this.heard);
      document.removeEventListener("visibilitychange", this.seen);
    }

    begin() {
      this.ready = true;
      this.words = JSON.parse(this.dataset.words);
      this.sheet = JSON.parse(this.dataset.sheet);
      this.memory = globalThis.OutreachMemory || null;
      /** Where storage fails, the page itself remembers. */
      this.here = { round: null, records: [] };
      this.end = this.querySelector(".o-round-end");
      const find = (/** @type {string} */ what) => this.end.querySelector(what);
      this.state = find(".o-round-state");
      this.result = find(":scope > .o-result");
      this.made = find(".o-made");
      this.past = find(".o-past");
      this.names = [...this.end.querySelectorAll("[data-role]")];
      /** What a second click agrees to. */
      this.agreed = "";
      find('[data-do="finish"]').addEventListener("click", () => this.finish());
      find('[data-do="delete"]').addEventListener("click", () => this.sure("all", () => this.drop(() => true)));
      this.addEventListener("outreach-ticked", () => { this.agreed = ""; this.keep(); });
      for (const field of this.names) field.addEventListener("input", () => { this.agreed = ""; this.keep(); });
      this.end.hidden = false;
      this.code();
    }

    // --- what is kept

    recall() {
      const kept = this.here.round || (this.memory && this.memory.recall(`round-${this.sheet.id}`));
      const sound = kept && typeof kept.at === "number" && kept.times && typeof kept.times === "object";
      if (sound && !(Date.now() - kept.at < KEPT_FOR)) {
        if (Object.keys(kept.times).length) this.file(this.record(kept, "left"));
        this.write(null);
      }
      this.take(sound && Date.now() - kept.at < KEPT_FOR ? kept : null);
      this.list();
    }

    take(kept) {
      for (const list of this.lists) list.take(kept ? kept.times : {});
      for (const field of this.names) field.value = (kept && kept.names && kept.names[field.dataset.role]) || "";
      this.show();
    }

    keep() {
      const now = this.now();
      this.write(Object.keys(now.times).length || Object.values(now.names).some(Boolean) ? now : null);
      this.show();
    }

    now() {
      const times = Object.assign({}, ...this.lists.map((list) => list.times));
      return { at: Date.now(), times, names: Object.fromEntries(this.names.map((field) => [field.dataset.role, field.value])) };
    }

    write(round) {
      this.here.round = this.put(`round-${this.sheet.id}`, round) ? null : round;
    }

    /** Keeps something on the device, or says in a line that it can't. @returns whether it did */
    put(/** @type {string} */ name, value) {
      if (this.memory && this.memory.put(name, value)) return true;
      if (value !== null) this.say("round-not-kept");
      return false;
    }

    records() {
      const kept = this.memory && this.memory.recall(RECORDS);
      const all = new Map();
      for (const one of [...(Array.isArray(kept) ? kept : []), ...this.here.records]) if (isRecord(one)) all.set(nameOf(one), one);
      return [...all.values()].sort((one, other) => (one.started < other.started ? 1 : -1)).slice(0, MOST);
    }

    file(record) {
      this.here.records.unshift(record);
      if (this.put(RECORDS, this.records())) this.here.records = [];
    }

    /** Takes records of this checklist away. */
    drop(/** @type {(record: any) => boolean} */ which) {
      const left = this.records().filter((one) => one.checklist !== this.sheet.id || !which(one));
      this.here.records = this.here.records.filter((one) => left.includes(one));
      this.put(RECORDS, left.length ? left : null);
      this.made.hidden = true;
      this.result.textContent = this.words["round-deleted"];
      this.list();
    }

    // --- a round and its record

    items() {
      return [...this.querySelectorAll(".o-ticks li")].map((row) => {
        const label = row.querySelector("label").cloneNode(true);
        for (const extra of label.querySelectorAll(".o-badge, .o-cite")) extra.remove();
        const box = row.querySelector("input");
        return { box: box.id, number: row.querySelector(".o-number").textContent, text: label.textContent.replace(/\u2060/g, "").trim(), stop: row.matches(".o-stop-row") };
      });
    }

    record(round, /** @type {string} */ outcome = "") {
      const { id, number, title, revision, facts, language } = this.sheet;
      const times = Object.values(round.times).sort();
      const items = this.items().map(({ box, ...item }) => ({ ...item, at: round.times[box] ? local(round.times[box]) : null }));
      const open = items.filter((item) => !item.at);
      return {
        format: "outreach-round", version: 1, checklist: id, number, title, revision, facts, language,
        started: local(times[0]), ended: local(outcome === "left" ? times[times.length - 1] : new Date().toISOString()),
        outcome: outcome || (open.some((item) => item.stop) ? "stopped" : open.length ? "some" : "all"),
        signed: this.names.map((field) => ({
          role: field.dataset.role, label: field.parentElement.firstChild.textContent,
          name: ((round.names && round.names[field.dataset.role]) || "").replace(UNSEEN, "").trim(),
        })),
        items,
      };
    }

    finish() {
      const now = this.now();
      if (!Object.keys(now.times).length) {
        this.say("round-nothing");
        return;
      }
      const record = this.record(now);
      const open = record.items.filter((item) => !item.at);
      const stops = open.filter((item) => item.stop);
      const unsigned = record.signed.filter((one) => !one.name).map((one) => one.label);
      const doubts = [
        stops.length ? this.words["round-stop"].replace("{steps}", () => this.listed(stops)) : "",
        open.length > stops.length ? this.words["round-open"].replace("{steps}", () => this.listed(open.filter((item) => !item.stop))) : "",
        unsigned.length ? this.words["round-unsigned"].replace("{roles}", unsigned.join(this.words.comma)) : "",
      ].filter(Boolean).join("\n");
      if (doubts && this.agreed !== doubts) {
        this.agreed = doubts;
        this.result.textContent = `${doubts}\n${this.words["round-once-more"]}`;
        this.result.dataset.outcome = stops.length ? "wrong" : "";
        return;
      }
      this.agreed = "";
      this.result.textContent = "";
      this.result.dataset.outcome = "";
      this.file(record);
      this.write(null);
      this.take(null);
      this.list();
      this.hand(record);
      if (!this.result.textContent) this.say("round-made");
    }

    hand(record) {
      const [text, json, csv] = this.made.querySelectorAll("outreach-handing");
      const file = `outreach-${record.number}-${record.checklist}-${record.started.slice(0, 16).replace(/[T:]/g, "-")}`.replace(/[^\w-]/g, "");
      text.give(this.text(record), `${file}.txt`);
      json.give(JSON.stringify(record, null, 1), `${file}.json`);
      csv.give(this.table(record), `${file}.csv`);
      this.made.hidden = false;
      this.made.focus({ preventScroll: true });
      this.made.scrollIntoView({ block: "nearest" });
    }

    // --- how it is said

    say(/** @type {string} */ phrase) {
      this.result.textContent = this.words[phrase];
      this.result.dataset.outcome = "";
    }

    listed(items) { return items.map((item) => `${item.number} ${item.text}`).join(this.words.comma); }

    outcome(record) {
      const open = record.items.filter((item) => !item.at);
      return (this.words[`round-${record.outcome}`] || "").replace("{steps}", () => this.listed(open.filter((item) => item.stop)))
        .replace("{count}", String(open.length)).replace("{of}", String(record.items.length));
    }

    text(record) {
      const line = (item) => {
        const how = item.at ? `✓ ${item.at.slice(11, 16)}` : `— ${this.words["round-not-ticked"]}`;
        return [how, item.number, item.text, ...(item.stop ? [`[${this.words["stop-item"]}]`] : [])].join(" ");
      };
      const signs = record.signed.map((one) => `${one.label}${this.words.colon}${one.name || "—"}`);
      return [
        `${record.number} ${record.title}`, (record.facts || []).slice(1).join("　"), `${moment(record.started)} – ${moment(record.ended)}`,
        this.outcome(record), "", ...record.items.map(line), "", ...signs,
      ].join("\n");
    }

    table(record) {
      const head = ["checklist", "revision", "started", "ended", "outcome", "number", "item", "stop", "ticked", ...record.signed.map((one) => one.role)];
      const rows = record.items.map((item) => [
        record.number, record.revision, record.started, record.ended, record.outcome, item.number, item.text, item.stop ? 1 : 0, item.at, ...record.signed.map((one) => one.name),
      ]);
      return `${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
    }

    show() {
      const times = Object.values(this.now().times).sort();
      this.state.textContent = times.length
        ? this.words["round-begun"].replace("{time}", clock(new Date(times[0]))).replace("{count}", String(times.length))
          .replace("{of}", String(this.querySelectorAll(".o-ticks input").length))
        : this.words["round-not-begun"];
      // On paper the names stand on the lines to sign.
      const lines = [...this.querySelectorAll(".o-sign-off span")];
      this.names.forEach((field, place) => { if (lines[place]) lines[place].textContent = field.value.replace(UNSEEN, ""); });
      const last = lines[this.names.length];
      if (last) last.textContent = times.length ? `${dayOf(new Date(times[0]))} ${clock(new Date(times[0]))}` : "";
    }

    /** The records of earlier rounds of this checklist. */
    list() {
      const mine = this.records().filter((one) => one.checklist === this.sheet.id);
      this.past.hidden = !mine.length;
      this.past.querySelector("summary").textContent = this.words["round-past"].replace("{count}", String(mine.length));
      this.past.querySelector("ul").replaceChildren(...mine.map((record) => {
        const row = document.createElement("li");
        const name = (record.signed.find((one) => one.name) || { name: "" }).name;
        const told = [moment(record.started), this.outcome(record), name].filter(Boolean).join("　");
        const open = document.createElement("button");
        open.dataset.do = "show";
        open.textContent = told;
        open.addEventListener("click", () => { this.result.textContent = ""; this.hand(record); });
        const drop = document.createElement("button");
        drop.dataset.do = "drop";
        drop.textContent = this.words["round-delete"];
        drop.setAttribute("aria-label", this.words["round-item"].replace("{round}", () => told));
        drop.addEventListener("click", () => this.sure(nameOf(record), () => this.drop((one) => nameOf(one) === nameOf(record))));
        open.type = drop.type = "button";
        row.append(open, drop);
        return row;
      }));
    }

    /** Does what cannot be undone at the second click. */
    sure(/** @type {string} */ what, /** @type {() => void} */ then) {
      if (this.agreed === what) {
        this.agreed = "";
        then();
        return;
      }
      this.agreed = what;
      this.say("learning-delete-sure");
    }

    /** For paper: whether this edition is still the current one, asked of the page itself. */
    code() {
      const address = /^https?:$/.test(location.protocol) ? location.href.replace(/[?#].*/, "") : "";
      const picture = document.createElement("img");
      picture.src = globalThis.OutreachQR.png(address || this.sheet.code, 8);
      const words = document.createElement("figcaption");
      words.textContent = this.words["current-code"];
      picture.alt = `${this.words["current-code"]} ${address}`.trim();
      this.querySelector(".o-current").replaceChildren(picture, words);
    }
  }

  customElements.define("outreach-round", OutreachRound);
})();
