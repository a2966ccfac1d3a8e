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
  body.classList.add("o-script");
})();
