// The search, last part: a query from beginning to end, and results as they are shown.
(() => {
  "use strict";
  const search = globalThis.OutreachSearch;
  if (search.find) return;
  const { NEAR, RUN, HAN, plain, stem, runsOf, begin, postings, entries, unitsOf, partsOf, pairs, scored, best, lexiconOf, rootOf, spelled, sounding, misheard, apart } = search;
  const SHOWN = 10;
  const RANKED = 14;
  const KINDS = ["module", "checklist", "guideline", "question", "term", "page"];
  /** How much it matters that what was typed stands close together: letters that make as much as a Han character, and of how many. */
  const LETTERS = 1.5;
  const CLOSE = 22;
  /** How much better it is to be called what was typed: the whole title, its beginning or a heading, a part of them, the text. */
  const CALLED = [6, 2, 1.4, 1.2];

  /** @returns {Promise<{ ways: any[], meant: string[] }>} each way of putting the query with its weight, and what was read into it */
  const waysOf = async (/** @type {string} */ query) => {
    // Tones over letters are left out; what is written in traditional characters is looked for in simplified ones.
    const words = await lexiconOf();
    const simple = words && !search.start.latin ? words.simplified : {};
    const text = [...plain(query.normalize("NFD").replace(/[\u0300-\u036f]/g, ""))].map((character) => simple[character] || character).join("");
    const runs = runsOf(text);
    const latin = runs.filter((run) => !HAN.test(run[0]));
    const there = await postings(latin.map(stem));
    const lost = latin.filter((run) => !there.get(stem(run)));
    const ways = [];
    const meant = [];
    const put = async (/** @type {string} */ said, weight, language = "", lexis = words) => {
      const kin = (word) => (lexis && /^[a-z]{4,}$/.test(word) ? [...new Set(lexis.byRoot.get(rootOf(word)) || [])].filter((one) => one !== stem(word)) : []);
      const units = await unitsOf(said, language ? lexis.groups || [] : search.start.synonyms, (terms) => postings(terms, language), kin, (pair) => !lexis || pair in lexis.words);
      const way = await scored(units, language);
      if (way.known) ways.push({ way, weight, runs: runsOf(said), units });
      return way.known;
    };
    /** The same with a word that is not known written as one that is, and spelled much like it. */
    const respelled = async (/** @type {string} */ said, lexis, language = "") => {
      const standing = await postings((said.match(/[a-z]+/g) || []).map(stem), language);
      const found = [];
      const odd = partsOf(said, language ? lexis.groups || [] : search.start.synonyms).runs.map(({ run }) => run)
        .filter((run) => /^[a-z]{3,}$/.test(run) && !standing.get(stem(run)) && !lexis.byRoot.has(rootOf(run)));
      // One word mistyped is a slip; several unknown ones are about something else.
      for (const run of odd.length > 1 ? odd.filter((one) => one.length > 6) : odd) {
        for (const other of spelled(lexis, run).slice(0, found.length ? 1 : 2)) found.push(said.replace(run, other));
      }
      return found.slice(0, 3);
    };
    await put(text, 1);
    const written = search.start.latin && words ? await respelled(text, words) : [];
    const letters = latin.filter((run) => /^[a-z]+$/.test(run)).join("");
    const strange = search.start.latin ? runs.some((run) => HAN.test(run[0])) : latin.some((run) => /^[a-z]{3,}$/.test(run));
    for (const language of strange || (search.start.latin && lost.length) ? Object.keys(search.start.others) : []) {
      const theirs = await lexiconOf(language);
      if (!theirs) continue;
      // Words in the letters of another language are looked for in that language too.
      const before = ways.length;
      if (strange) await put(text, 0.95, language, theirs);
      if (search.start.latin && lost.length && letters) for (const word of sounding(theirs, letters, !written.length)) await put(word, NEAR, language, theirs);
      if (!search.start.latin && ways.length === before) for (const other of await respelled(text, theirs, language)) await put(other, NEAR * NEAR, language, theirs);
    }
    if (words && !search.start.latin) {
      const han = partsOf(text, search.start.synonyms).runs.map(({ run }) => run).filter((run) => HAN.test(run[0]));
      if (lost.length && letters) for (const word of sounding(words, letters, true)) written.push([...runs.filter((run) => HAN.test(run[0])), word].join(" "));
      // In a sentence many pairs stand nowhere; only where most do, or in a word or two, is one likely mistyped.
      for (const run of han) {
        const standing = await postings(pairs(run));
        const lacking = run.length > 1 ? pairs(run).filter((pair) => !standing.get(pair)) : [];
        if (!lacking.length || (run.length > 5 && lacking.length < (run.length - 1) * 0.6)) continue;
        for (const other of misheard(words, run, lacking)) written.push(text.replace(run, other));
      }
    }
    for (const other of written) if (await put(other, NEAR)) meant.push(runsOf(other).join(" "));
    return { ways, meant };
  };

  /** Where most of the query stands close together: an excerpt, with the places to mark. */
  const excerpt = (/** @type {string} */ text, /** @type {string[][]} */ said, /** @type {number} */ width) => {
    // Places in the text as it is shown: nothing may be left out before they are counted.
    const low = text.toLowerCase();
    const needles = [...new Set(said.flat().flatMap((run) => (HAN.test(run[0]) && run.length > 2
      ? [run, ...Array.from({ length: run.length - 1 }, (_, place) => run.slice(place, place + 2))]
      : [HAN.test(run[0]) ? run : stem(run)])))].filter((needle) => needle.length > 1 || HAN.test(needle));
    const spots = [];
    for (const needle of needles) {
      for (let at = low.indexOf(needle); at >= 0 && spots.length < 300; at = low.indexOf(needle, at + 1)) {
        if (HAN.test(needle[0])) spots.push({ at, end: at + needle.length, needle });
        else if (!/[a-z0-9]/.test(low[at - 1] || " ")) spots.push({ at, end: at + /^[a-z0-9]*/.exec(low.slice(at))[0].length, needle });
      }
    }
    spots.sort((one, other) => one.at - other.at || other.end - one.end);
    let from = 0;
    let most = 0;
    for (const { at } of spots) {
      const worth = new Set(spots.filter((spot) => spot.at >= at && spot.end <= at + width).map((spot) => spot.needle));
      const sum = [...worth].reduce((total, needle) => total + needle.length, 0);
      if (sum > most) { most = sum; from = at; }
    }
    from = Math.max(0, from - Math.floor(width / 5));
    if (from > 0 && !HAN.test(text[from])) from = Math.max(from, text.indexOf(" ", from) + 1);
    const marks = [];
    for (const spot of spots) {
      const last = marks[marks.length - 1];
      if (last && spot.at <= last[1]) last[1] = Math.max(last[1], spot.end);
      else marks.push([spot.at, spot.end]);
    }
    const end = Math.min(text.length, from + width);
    return { text: text.slice(from, end), before: from > 0, after: end < text.length, marks: marks.filter(([at, to]) => at >= from && to <= end).map(([at, to]) => [at - from, to - from]), close: most };
  };

  /**
   * What answers a query, the best first, one result a page.
   * @param {string} query @param {{ kind?: string, module?: string }} [only]
   */
  const find = async (query, only = {}) => {
    search.lacking = false;
    if (!(await begin()) || !(plain(query).match(RUN) || []).length) return { results: [], meant: [], total: 0 };
    const { ways, meant } = await waysOf(query);
    const kind = only.kind ? KINDS.indexOf(only.kind) : -1;
    const module = only.module ? search.start.modules.indexOf(only.module) + 1 : 0;
    const ranked = best(ways, (number) => (kind < 0 || Number(search.start.kinds[number]) === kind) && (!module || search.start.module[number] === module));
    const top = ranked.slice(0, RANKED);
    const shown = await entries(top.map((one) => one.number));
    const said = ways.map((way) => [...way.runs, ...way.units.flatMap((unit) => unit.sayings.slice(1).flatMap((saying) => saying.terms))]);
    const key = (/** @type {string} */ name) => runsOf(name).map(stem).join("");
    const wholes = [...new Set(ways.map((way) => way.runs.map(stem).join("")))].filter(Boolean);
    const results = [];
    top.forEach((one, place) => {
      const entry = shown[place];
      if (!entry) return;
      const [url, title, heading, text] = entry;
      const width = HAN.test(text.slice(0, 40)) ? 80 : 180;
      const own = excerpt(text, ways.map((way) => way.runs), width);
      const told = own.marks.length ? own : excerpt(text, said, width);
      const named = key(`${title} ${heading}`);
      const tight = key(text);
      let score = one.score * (1 + Math.min(told.close / (HAN.test(text.slice(0, 40)) ? 1 : LETTERS), 12) / CLOSE);
      // A module's own page and its test lead on to what is looked for.
      const called = [
        [key(title)], [key(title.split(/[:：]/)[0]), key(heading)],
      ].findIndex((names) => names.some((name) => wholes.includes(name)));
      if (called >= 0 && !/\/(index|test)\.html/.test(url)) score *= CALLED[called];
      else if (called < 0 && wholes.some((whole) => named.includes(whole))) score *= CALLED[2];
      else if (called < 0 && wholes.some((whole) => tight.includes(whole))) score *= CALLED[3];
      results.push({ url, title, heading, kind: KINDS[Number(search.start.kinds[one.number])], module: search.start.modules[search.start.module[one.number] - 1] || "", excerpt: told, score });
    });
    results.sort((one, other) => other.score - one.score);
    return { results: results.slice(0, SHOWN), meant: results.length ? meant.slice(0, 1) : [], total: ranked.length };
  };

  /** Words of this site that a query which found nothing may have been near to. */
  const nearest = async (/** @type {string} */ query) => {
    const words = await lexiconOf();
    if (!words) return [];
    const text = plain(query);
    const scoredWords = Object.entries(words.words).map(([word, weight]) => {
      const shared = [...new Set(word)].filter((letter) => HAN.test(letter) && text.includes(letter)).length;
      const latin = !HAN.test(word[0]) && (text.match(RUN) || []).some((run) => apart(run, word, 2) <= 2);
      return [shared / word.length + Number(latin), weight, word];
    }).filter(([near]) => near >= 0.5);
    return scoredWords.sort(([one, a], [other, b]) => other - one || b - a).slice(0, 4).map(([, , word]) => word);
  };

  Object.assign(search, { find, nearest });
})();
