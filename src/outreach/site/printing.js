// Makes a page that is printed a good handout: folded sources open, the answers at its end, the address and the day below.
// Without it, or where a browser does not say that it prints, each answer stays folded below its question.
(() => {
  "use strict";
  const line = document.querySelector(".o-printed");
  const article = document.querySelector(".o-article");
  const told = document.querySelector(".o-keeping");
  if (!line || !article || !told) return;
  const words = JSON.parse(told.dataset.words);
  const make = (/** @type {string} */ tag, /** @type {(string|Node)[]} */ ...inside) => {
    const made = document.createElement(tag);
    made.append(...inside);
    return made;
  };
  let keys = null;
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];

  /** A question's answers as they stand in its card, with what was asked above them. */
  const key = (/** @type {HTMLElement} */ card) => {
    const number = card.querySelector(".o-counter span");
    const asked = card.querySelector("legend");
    const parts = [...card.querySelector(".o-answers").children].filter((part) => part.localName !== "summary");
    const found = make("section", make("p", make("strong", `${number.textContent} `), asked.textContent), ...parts.map((part) => part.cloneNode(true)));
    for (const part of found.querySelectorAll("[hidden], .o-endings, [id]")) {
      if (part.id) part.removeAttribute("id");
      if (part.matches(".o-endings")) part.remove();
      part.hidden = false;
    }
    return found;
  };
  addEventListener("beforeprint", () => {
    const language = document.documentElement.lang;
    const day = new Date().toLocaleDateString(language === "en" ? "en-GB" : language, { dateStyle: "long" });
    const address = /^https?:$/.test(location.protocol) ? location.href.replace(/[?#].*/, "") : document.title;
    line.textContent = words["printed-from"].replace("{address}", address).replace("{date}", day);
    line.hidden = false;
    unfolded = [...article.querySelectorAll("details.o-fold:not([open])")];
    for (const fold of unfolded) fold.open = true;
    const cards = [...article.querySelectorAll(".o-question[data-item]")].filter((card) => card.querySelector(".o-answers") && card.offsetParent);
    if (!cards.length || keys) return;
    keys = make("section", make("h2", words["printed-answers"]), ...cards.map(key));
    keys.className = "o-keys";
    const sources = article.querySelector("#references");
    if (sources) sources.before(keys); else article.append(keys);
    document.body.classList.add("o-printing");
  });
  addEventListener("afterprint", () => {
    line.hidden = true;
    for (const fold of unfolded) fold.open = false;
    if (keys) keys.remove();
    keys = null;
    document.body.classList.remove("o-printing");
  });
})();
