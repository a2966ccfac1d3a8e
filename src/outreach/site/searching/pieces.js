// The search, second part: brings the pieces of the index that `outreach/search` wrote, and only those that a query needs.
// Classic scripts bring them, so that it works over http, offline and from disk.
(() => {
  "use strict";
  const search = globalThis.OutreachSearch;
  if (search.begin) return;
  search.start = null;
  /** Whether a piece could not be had since this was last put to false: no network, or a newer version of the site. */
  search.lacking = false;
  const HERE = document.currentScript.src.replace(/_static\/[^/]*$/, "search/");

  const arrived = new Map();
  const waiting = new Map();
  /** A piece that a script brings; `of` names the numbering of entries that it was written for. */
  const take = (/** @type {string} */ name, data, of = "") => {
    const fits = !of || !search.start || of === search.start.of;
    arrived.set(name, fits ? data : null);
    if (waiting.has(name)) waiting.get(name)(arrived.get(name));
  };
  const asked = new Map();
  /** A piece of the index by its name, or null where it cannot be had. */
  const piece = async (/** @type {string} */ name, /** @type {string} */ path) => {
    const found = await fetched(name, path);
    if (!found) search.lacking = true;
    return found;
  };
  const fetched = (/** @type {string} */ name, /** @type {string} */ path) => {
    if (arrived.has(name)) return Promise.resolve(arrived.get(name));
    if (!asked.has(name)) {
      asked.set(name, new Promise((resolve) => {
        const script = document.createElement("script");
        waiting.set(name, resolve);
        script.src = HERE + path;
        script.addEventListener("error", () => { asked.delete(name); resolve(null); });
        script.addEventListener("load", () => script.remove());
        document.head.append(script);
      }));
    }
    return asked.get(name);
  };
  const unrolled = (/** @type {number[]} */ gaps) => {
    let at = 0;
    return gaps.map((gap) => { at += gap; return at; });
  };
  const begin = async () => {
    if (search.start) return search.start;
    const found = await piece("start", "start.js");
    if (!found) return null;
    found.first = unrolled(found.pages);
    found.cuts = unrolled(found.pieces);
    found.pageOf = new Uint32Array(found.kinds.length);
    found.first.forEach((from, page) => found.pageOf.fill(page, from, found.first[page + 1]));
    search.start = found;
    return found;
  };
  const pieceOf = (/** @type {string} */ term, /** @type {number} */ count) => {
    let found = 0;
    for (let place = 0; place < term.length; place += 1) found = (found * 31 + term.charCodeAt(place)) & 0xfffffff;
    return found % count;
  };
  /** Terms with their entries, of this language (`""`) or of another. */
  const postings = async (/** @type {string[]} */ terms, language = "") => {
    const count = language ? search.start.others[language] : search.start.terms;
    const name = language ? `${language}-t` : "t";
    const folder = language ? `${language}/` : "";
    const wanted = [...new Set(terms.map((term) => pieceOf(term, count)))];
    const pieces = new Map(await Promise.all(wanted.map(async (number) => [number, await piece(name + number, `${folder}t-${number}.js`)])));
    return new Map(terms.map((term) => [term, (pieces.get(pieceOf(term, count)) || {})[term] || null]));
  };
  /** Entries as they are shown, by their numbers. */
  const entries = async (/** @type {number[]} */ numbers) => {
    const place = (/** @type {number} */ number) => {
      let low = 0;
      let high = search.start.cuts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (search.start.cuts[middle] <= number) low = middle; else high = middle - 1;
      }
      return low;
    };
    return Promise.all(numbers.map(async (number) => {
      const at = place(number);
      const found = await piece(`e${at}`, `e-${at}.js`);
      return found ? found[number - search.start.cuts[at]] : null;
    }));
  };

  Object.assign(search, { begin, take, piece, pieceOf, postings, entries });
})();
