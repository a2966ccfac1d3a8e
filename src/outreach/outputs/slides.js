// A deck's own script: reveal.js begins, the speaker's notes come by a key, and what it says is in the deck's language.
(() => {
  const deck = document.querySelector(".o-deck");
  const words = JSON.parse(deck.dataset.words);
  const printed = /[?&]print-pdf/i.test(location.search);
  const receiver = /[?&]receiver/i.test(location.search);
  const name = (selector, text, parts) => {
    const found = deck.querySelector(selector);
    if (found && parts) found.textContent = text;
    else if (found) found.setAttribute("aria-label", text);
  };
  deck.classList.add("reveal");
  document.documentElement.classList.add("o-running");
  Reveal.initialize({
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 4, center: false, hash: true, history: false,
    transition: "none", backgroundTransition: "none", slideNumber: printed ? false : "c/t", controlsTutorial: false,
    help: false, pdfMaxPagesPerSlide: 1, pdfSeparateFragments: false, showNotes: printed ? "separate-page" : false,
    scrollActivationWidth: null, preloadIframes: false, autoPlayMedia: false, jumpToSlide: false,
    // Space and the arrows go on; N is the notes beside the slide.
    keyboard: { 78: () => Reveal.configure({ showNotes: !Reveal.getConfig().showNotes }) },
    plugins: receiver || printed ? [] : [RevealNotes],
  }).then(() => {
    // A screen reader reads a slide as a page; as an application it would fall silent.
    deck.removeAttribute("role");
    name(".navigate-right", words.next);
    name(".navigate-left", words.previous);
    name(".navigate-up", words.previous);
    name(".navigate-down", words.next);
    name(".resume-button", words.resume, true);
    const notes = deck.querySelector(".speaker-notes");
    if (notes) notes.setAttribute("aria-label", words.notes);
  });
})();
