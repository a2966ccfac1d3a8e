// What every page of the site does by script, all of it optional: the menu as a drawer, the colour scheme, the language.
// Knows the frame in templates/page.html. Storage may be missing or blocked: every use of it is guarded.
(() => {
  "use strict";
  const kept = (/** @type {string} */ name) => {
    try { return localStorage.getItem(name); } catch (blocked) { return null; }
  };
  const keep = (/** @type {string} */ name, /** @type {string} */ value) => {
    try { localStorage.setItem(name, value); } catch (blocked) { /* the choice holds for this page */ }
  };
  const body = document.body;
  if (["light", "dark"].includes(kept("outreach-theme"))) body.dataset.theme = kept("outreach-theme");

  const theme = document.querySelector("[data-do=theme]");
  if (theme) {
    theme.hidden = false;
    theme.addEventListener("click", () => {
      const dark = body.dataset.theme ? body.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      body.dataset.theme = dark ? "light" : "dark";
      keep("outreach-theme", body.dataset.theme);
    });
  }

  for (const link of document.querySelectorAll("a[data-language]")) {
    link.addEventListener("click", () => keep("outreach-language", link.dataset.language));
  }

  // Without a script the menu is a link down to the contents; with one it opens them where the reader is.
  const menu = document.querySelector("[data-do=menu]");
  const contents = document.getElementById("o-contents");
  if (menu && contents) {
    menu.setAttribute("role", "button");
    menu.setAttribute("aria-expanded", "false");
    menu.setAttribute("aria-controls", "o-contents");
    const turn = (/** @type {boolean} */ open) => {
      contents.classList.toggle("o-open", open);
      menu.setAttribute("aria-expanded", String(open));
      if (open) contents.querySelector("a").focus();
    };
    menu.addEventListener("click", (event) => {
      event.preventDefault();
      turn(menu.getAttribute("aria-expanded") !== "true");
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); menu.click(); }
    });
    contents.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { turn(false); menu.focus(); }
    });
  }
  // The search comes when it is first wanted: on its own page, by its sign, or by the key "/".
  const way = document.querySelector("[data-do=search]");
  const fetched = (/** @type {string} */ address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  const engine = async () => {
    if (!globalThis.OutreachSearch) await fetched(way.dataset.script);
    if (!globalThis.OutreachFinder) await fetched(way.dataset.script.replace("search.js", "finder.js"));
  };
  const panel = document.querySelector(".o-panel");
  const page = document.querySelector("[data-finder]");
  let finder = null;
  const shut = () => {
    panel.hidden = true;
    way.focus();
  };
  const open = async () => {
    try {
      await engine();
      finder = finder || await globalThis.OutreachFinder.build(panel, { close: shut });
    } catch (missing) { finder = null; }
    if (!finder) {
      location.href = way.href;
      return;
    }
    panel.hidden = false;
    finder.field.focus();
    panel.scrollIntoView({ block: "start" });
  };
  if (way && panel && !page) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      open();
    });
  }
  if (page) {
    const given = new URLSearchParams(location.search);
    // On the page for what is not there: the last words of the address that was asked for.
    const lost = (given.get("from") || "").replace(/\.\w+$/, "").split("/").pop().replace(/[-_]+/g, " ");
    const asked = given.get("q") || (lost === "index" ? "" : lost);
    engine().then(() => globalThis.OutreachFinder.build(page)).then((found) => {
      if (!found) return;
      found.field.value = asked;
      found.field.focus();
      found.search();
    });
  }
  body.classList.add("o-script");
})();
