// What one sees of the search: a field, filters, results as they are typed. On the search page, and on any page as a panel.
// Knows `OutreachSearch` of search.js and the words that the index brings along.
(() => {
  "use strict";
  if (globalThis.OutreachFinder) return;
  const PAUSE = 40;
  const make = (/** @type {string} */ tag, attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  };
  const root = document.currentScript.src.replace(/_static\/[^/]*$/, "");

  /** Words with the places that were looked for marked. */
  const marked = (found) => {
    const parts = [];
    let from = 0;
    for (const [at, to] of found.marks) {
      parts.push(found.text.slice(from, at), make("mark", {}, found.text.slice(at, to)));
      from = to;
    }
    return [found.before ? "…" : "", ...parts, found.text.slice(from), found.after ? "…" : ""];
  };

  const build = async (/** @type {HTMLElement} */ box, /** @type {{ close?: () => void }} */ { close } = {}) => {
    const start = await globalThis.OutreachSearch.begin();
    if (!start) return null;
    const say = (/** @type {string} */ phrase, values = {}) =>
      Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), start.words[phrase]);
    const field = make("input", { type: "search", id: "o-query", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
    const choose = (/** @type {string} */ name, /** @type {[string, string][]} */ options) => {
      const select = make("select", { "aria-label": say(name), autocomplete: "off" });
      select.append(...options.map(([value, words]) => make("option", { value }, words)));
      select.addEventListener("change", () => search());
      return select;
    };
    const kind = choose("search-kind", [["", say("search-all-kinds")], ...start.kindNames]);
    const module = choose("search-module", [["", say("search-all-modules")], ...start.moduleNames]);
    // Who types that somebody wants to die may be that somebody: the numbers come before any result.
    const urgent = make("p", { class: "o-urgent", role: "note" });
    urgent.hidden = true;
    urgent.append(...say("search-urgent").split(/(\d{3,5})/).map((part, place) => (place % 2 ? make("a", { href: `tel:${part}` }, part) : part)));
    const status = make("p", { class: "o-found", role: "status" });
    const list = make("ol", { class: "o-hits" });
    const label = make("label", { for: "o-query" }, say("search-words"));
    const bar = make("p", { class: "o-query" }, label, field);
    if (close) {
      const button = make("button", { type: "button" }, say("search-close"));
      button.addEventListener("click", close);
      bar.append(button);
    }
    box.replaceChildren(bar, make("p", { class: "o-filters" }, kind, module), urgent, status, list);
    let asked = 0;
    let timer = 0;

    const hit = (found) => {
      const path = found.heading && found.heading !== found.title ? `${found.title} › ${found.heading}` : found.title;
      const link = make("a", { href: root + found.url }, path);
      const name = start.kindNames.find(([value]) => value === found.kind);
      return make("li", {}, make("p", {}, link, " ", make("span", { class: "o-badge" }, name ? name[1] : found.kind)), make("p", { class: "o-excerpt" }, ...marked(found.excerpt)));
    };

    const search = async () => {
      const query = field.value.trim();
      asked += 1;
      const mine = asked;
      const low = query.toLowerCase();
      urgent.hidden = !start.urgent.some((word) => low.includes(word.toLowerCase()));
      if (!query) {
        status.textContent = "";
        list.replaceChildren();
        return;
      }
      const found = await globalThis.OutreachSearch.find(query, { kind: kind.value, module: module.value });
      if (mine !== asked) return;
      list.replaceChildren(...found.results.map(hit));
      const parts = [];
      if (found.total) parts.push(say("search-found", { count: String(found.total) }));
      if (found.total && found.meant.length) parts.push(say("search-meant", { words: found.meant[0] }));
      if (globalThis.OutreachSearch.lacking) parts.push(say("search-lacking"));
      else if (!found.total) parts.push(say("search-nothing", { query }));
      status.textContent = parts.join(" ");
      if (!found.total && !globalThis.OutreachSearch.lacking) {
        const near = await globalThis.OutreachSearch.nearest(query);
        if (mine !== asked || !near.length) return;
        const buttons = near.map((word) => {
          const button = make("button", { type: "button" }, word);
          button.addEventListener("click", () => { field.value = word; field.focus(); search(); });
          return button;
        });
        list.replaceChildren(make("li", { class: "o-near" }, say("search-near"), " ", ...buttons));
      }
      box.dataset.shown = query;
    };
    field.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(search, PAUSE);
    });
    field.addEventListener("compositionend", search);
    box.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const here = links.indexOf(document.activeElement);
      if (event.key === "Escape" && close) close();
      else if (event.key === "ArrowDown" && (event.target === field || here >= 0) && links.length) links[Math.min(here + 1, links.length - 1)].focus();
      else if (event.key === "ArrowUp" && here >= 0) (links[here - 1] || field).focus();
      else if (event.key === "Enter" && event.target === field && links.length && !event.isComposing) links[0].click();
      else return;
      event.preventDefault();
    });
    return { field, search };
  };

  globalThis.OutreachFinder = { build };
})();
