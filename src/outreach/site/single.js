// A module in one file: shows one leaf at a time, the one that the address names. Without it all stand in a row.
(() => {
  "use strict";
  const leaves = [...document.querySelectorAll(".o-leaf")];
  const menu = document.querySelector(".o-leaves");
  const show = (/** @type {boolean} */ moved) => {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const leaf = (wanted && wanted.closest(".o-leaf")) || leaves[0];
    for (const one of leaves) one.hidden = one !== leaf;
    for (const link of menu.querySelectorAll("a")) {
      if (link.hash === `#${leaf.id}`) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    if (!moved) return;
    menu.open = false;
    if (wanted && wanted !== leaf) {
      for (let around = wanted.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
      wanted.scrollIntoView();
    } else {
      scrollTo(0, 0);
      leaf.focus({ preventScroll: true });
    }
  };
  addEventListener("hashchange", () => show(true));
  document.body.classList.add("o-script");
  show(Boolean(location.hash));
})();
