// The search, fourth part: how much of what is asked for stands in an entry and on a page.
(() => {
  "use strict";
  const search = globalThis.OutreachSearch;
  if (search.scored) return;
  const { ACROSS, HAN, postings } = search;
  /** How much of a query has to stand in an entry, for its page to answer it: where one thing is there, two, and more. */
  const ENOUGH = [0.57, 0.35, 0.3];
  const ENOUGH_IN_LETTERS = [0.57, 0.48, 0.42];
  /** What a word that stands nowhere counts for in that, beside the rarest that does stand somewhere; in letters it is a whole word. */
  const UNKNOWN = 1.5;
  const UNKNOWN_WORD = 2.2;
  /** What words on different parts of a page count for in that. */
  const SCATTERED = 0.7;
  /** How much it matters that all of the query is there, and that a page speaks of a thing in many of its entries. */
  const FULL = 0.9;
  const OFTEN = 1.3;
  /** What an entry's own score counts for beside that of its page. */
  const OWN = 0.7;

  /** One way of putting the query → the score of each entry and page, and how much of the query stands there. */
  const scored = async (/** @type {Unit[]} */ units, language = "") => {
    const found = await postings(units.flatMap((unit) => unit.sayings.flatMap((saying) => saying.terms)), language);
    const count = search.start.kinds.length;
    const rarity = (standing) => Math.log(1 + (count - standing + 0.5) / (standing + 0.5));
    const rare = (term) => rarity((found.get(term) || []).length / 2);
    const scores = new Float64Array(count);
    const covered = new Float64Array(count);
    const pageScores = new Float64Array(search.start.first.length);
    const pageCovered = new Float64Array(search.start.first.length);
    const best = new Float64Array(count);
    const part = new Float64Array(count);
    const sum = new Float64Array(count);
    const share = new Float64Array(count);
    const hits = new Uint8Array(count);
    const pageHits = new Uint8Array(search.start.first.length);
    // A word that stands everywhere says little of what was asked; one that stands nowhere might have said most.
    const sizes = units.map((unit) => {
      if (!unit.chars) return 0;
      if (unit.lone) return UNKNOWN * rarity(0) + 0.5;
      const own = unit.strange ? [] : unit.sayings[0].terms.filter((term) => found.get(term));
      const terms = own.length ? own : unit.sayings.flatMap((saying) => saying.terms).filter((term) => found.get(term));
      const rarest = terms.length ? Math.min(...terms.map(rare)) : (HAN.test(unit.sayings[0].terms[0] || "") ? UNKNOWN : UNKNOWN_WORD) * rarity(0);
      return (rarest + 0.5) * unit.chars * unit.weight;
    });
    const whole = sizes.reduce((total, size) => total + size, 0) || 1;
    let known = 0;
    units.forEach((unit, place) => {
      const touched = [];
      for (const { terms, weight, whole: all, bound } of unit.sayings) {
        const lists = terms.map((term) => found.get(term));
        if (all ? lists.some((list) => !list) : !lists.some(Boolean)) continue;
        const total = terms.reduce((all, term) => all + rare(term), 0);
        const mine = [];
        terms.forEach((term, which) => {
          const list = lists[which] || [];
          let number = 0;
          for (let at = 0; at < list.length; at += 2) {
            number += list[at];
            if (!share[number]) mine.push(number);
            sum[number] += list[at + 1];
            share[number] += rare(term) / total;
          }
        });
        if (unit.chars) known += 1;
        for (const number of mine) {
          if (!all || share[number] > 0.99) {
            if (!best[number]) touched.push(number);
            best[number] = Math.max(best[number], sum[number] * weight * unit.weight * (bound ? share[number] : 1) / (all ? Math.sqrt(terms.length) : 1));
            part[number] = Math.max(part[number], share[number] * (unit.odd ? 0.4 : all ? 0.9 : bound ? share[number] : 1));
          }
          sum[number] = 0;
          share[number] = 0;
        }
      }
      touched.sort((one, other) => one - other);
      let from = 0;
      while (from < touched.length) {
        // A page has of each thing the best that one of its entries has; where it is spoken of often, the page is about it.
        const page = search.start.pageOf[touched[from]];
        let most = 0;
        let all = 0;
        let full = 0;
        let counts = 0;
        for (; from < touched.length && search.start.pageOf[touched[from]] === page; from += 1) {
          const number = touched[from];
          scores[number] += best[number];
          covered[number] += sizes[place] / whole * part[number];
          if (unit.chars && unit.weight >= ACROSS && !unit.odd && part[number] > 0.5) { hits[number] += 1; counts = 1; }
          most = Math.max(most, best[number]);
          full = Math.max(full, part[number]);
          all += best[number];
          best[number] = 0;
          part[number] = 0;
        }
        pageScores[page] += most * (1 + OFTEN * Math.log(all / most));
        // A character alone stands by chance on many a page.
        if (!unit.lone) pageCovered[page] += sizes[place] / whole * full;
        pageHits[page] += counts;
      }
    });
    return { scores, covered, hits, pageScores, pageCovered, pageHits, known };
  };

  /** Each page's best entry, over all ways of putting the query; `fits` says which entries are asked for. */
  const best = (ways, /** @type {(number: number) => boolean} */ fits) => {
    const pages = new Map();
    const least = search.start.latin ? ENOUGH_IN_LETTERS : ENOUGH;
    const enough = (covered, hits) => covered >= least[Math.min(Math.max(hits, 1), 3) - 1];
    for (const { way, weight } of ways) {
      for (let number = 0; number < way.scores.length; number += 1) {
        const page = search.start.pageOf[number];
        // Words scattered over a page are less of an answer than words that stand together.
        if (!way.scores[number] || !fits(number)) continue;
        if (!enough(way.covered[number], way.hits[number]) && !enough(way.pageCovered[page] * SCATTERED, way.pageHits[page])) continue;
        // What holds all of the query goes before what holds one word of it often; the rest of the page counts too.
        const own = way.scores[number] * (way.covered[number] || 0.02) ** FULL;
        const around = way.pageScores[page] * way.pageCovered[page] ** FULL;
        const score = weight * (OWN * own + (1 - OWN) * around);
        const known = pages.get(page);
        if (!known || score > known.score) pages.set(page, { number, score });
      }
    }
    return [...pages.values()].sort((one, other) => other.score - one.score);
  };

  Object.assign(search, { scored, best });
})();
