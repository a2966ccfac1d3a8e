// Keeps the language that is read on the device, where the browser can: asks the worker (`sw.js`), and says in the
// page's last line how things stand. "Kept" is said only after the worker has looked into its cache.
(() => {
  "use strict";
  const line = document.querySelector("[data-worker]");
  if (!line || !("serviceWorker" in navigator) || !/^https?:$/.test(location.protocol)) return;
  const words = JSON.parse(line.dataset.words);
  const workers = navigator.serviceWorker;
  const root = new URL(line.dataset.worker.replace(/sw\.js$/, ""), document.baseURI);
  const group = location.pathname.slice(root.pathname.length).split("/")[0];
  const size = (/** @type {number} */ bytes) => `${(bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;
  const say = (/** @type {string} */ phrase, bytes = 0, /** @type {[string, () => void]|null} */ button = null) => {
    line.textContent = words[phrase].replace("{size}", size(bytes));
    if (button) {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = words[button[0]];
      made.addEventListener("click", button[1]);
      line.append(" ", made);
    }
    line.hidden = false;
  };
  const ask = (/** @type {ServiceWorker} */ worker, /** @type {string} */ what) => worker.postMessage({ ask: what, group });

  let fresh = false;
  const offer = (/** @type {ServiceWorker} */ worker) => {
    fresh = true;
    say("keeping-new", 0, ["keeping-switch", () => ask(worker, "switch")]);
  };
  const watch = (/** @type {ServiceWorkerRegistration} */ registration) => {
    if (registration.waiting && workers.controller) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming.addEventListener("statechange", () => {
        if (coming.state === "installed" && registration.active && registration.active !== coming) offer(coming);
      });
    });
  };
  // A page that was under an older version starts anew under the one that was agreed to; not one that had none.
  let under = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    if (under) location.reload();
    under = true;
  });

  const sparing = Boolean(navigator.connection && navigator.connection.saveData);
  workers.addEventListener("message", ({ data }) => {
    if (!data || data.group !== group || fresh) return;
    if (data.state === "kept") {
      say("keeping-done", data.bytes);
      // Where no language was chosen, the front door leads to the one that is there without a network.
      try { if (!localStorage.getItem("outreach-language")) localStorage.setItem("outreach-language", group); } catch (blocked) { /* it asks */ }
    }
    else if (data.state === "failed") say("keeping-failed");
    else if (data.state === "going") say("keeping-going");
    else if (sparing) say("keeping-offer", data.bytes, ["keeping-start", () => workers.ready.then(({ active }) => ask(active, "keep"))]);
    else workers.ready.then(({ active }) => ask(active, "keep"));
  });
  const begin = async () => {
    try {
      watch(await workers.register(line.dataset.worker, { updateViaCache: "none" }));
      ask((await workers.ready).active, "look");
    } catch (refused) { /* the site works as it did, with a network */ }
  };
  const calm = globalThis.requestIdleCallback || ((/** @type {() => void} */ then) => setTimeout(then, 1000));
  if (document.readyState === "complete") calm(begin);
  else addEventListener("load", () => calm(begin));
})();
