// The search: finds entries in the index that `outreach/search` wrote, asking only for the pieces that a query needs.
// Classic scripts bring the pieces, so that it works over http, offline and from disk. Loaded when it is first wanted.
(() => {
  "use strict";
  if (globalThis.OutreachSearch) return;
  const HERE = document.currentScript.src.replace(/_static\/[^/]*$/, "search/");
  const KINDS = ["module", "checklist", "guideline", "question", "term", "page"];
  const SHOWN = 10;
  const RANKED = 14;
  const RUN = /[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+/g;
  const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;
  /** Words that ask, and say nothing of what is asked for. */
  const ASKING = /怎么办|怎么样|怎么|怎样|如何|为什么|什么时候|什么样|什么|哪些|哪里|哪个|哪种|多少|多久|多长时间|可不可以|可以|能不能|能|要不要|需要|应该|该|一下|请问|是不是|有没有|吗|呢|吧|啊|的|了|我们|我|你|他|她|谁/g;
  const PLAIN = new Set("a an and any are as at be been by can could did do does for from get had has have how i if in into is it its me my of on or dont doesnt im ive cant isnt our should so than that the their them then there they this to up us was we what when where which who whom why will with would you your".split(" "));
  /** How much of a query has to stand on a page, for the page to answer it: by characters, or by words. */
  const ENOUGH = { han: 0.36, words: 0.48 };
  /** What a single character counts for beside a pair. */
  const ALONE = 0.45;
  /** What words on different parts of a page count for. */
  const SCATTERED = 0.7;
  /** What a synonym counts for beside the word itself. */
  const SAME = 0.5;
  /** How much it matters that all of the query is there. */
  const FULL = 0.75;
  /** What an entry's own score counts for beside that of its page. */
  const OWN = 0.75;

  // --- pieces of the index ---

  const arrived = new Map();
  const waiting = new Map();
  const take = (/** @type {string} */ name, data) => {
    arrived.set(name, data);
    if (waiting.has(name)) waiting.get(name)(data);
  };
  const asked = new Map();
  /** A piece of the index by its name, or null where it cannot be had. */
  const piece = (/** @type {string} */ name, /** @type {string} */ path) => {
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
  let start = null;
  const begin = async () => {
    if (start) return start;
    const found = await piece("start", "start.js");
    if (!found) return null;
    found.first = unrolled(found.pages);
    found.cuts = unrolled(found.pieces);
    found.pageOf = new Uint32Array(found.kinds.length);
    found.first.forEach((from, page) => found.pageOf.fill(page, from, found.first[page + 1]));
    start = found;
    return start;
  };
  const pieceOf = (/** @type {string} */ term, /** @type {number} */ count) => {
    let found = 0;
    for (let place = 0; place < term.length; place += 1) found = (found * 31 + term.charCodeAt(place)) & 0xfffffff;
    return found % count;
  };
  /** Terms with their entries, of this language (`""`) or of another. */
  const postings = async (/** @type {string[]} */ terms, language = "") => {
    const count = language ? start.others[language] : start.terms;
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
      let high = start.cuts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (start.cuts[middle] <= number) low = middle; else high = middle - 1;
      }
      return low;
    };
    return Promise.all(numbers.map(async (number) => {
      const at = place(number);
      const found = await piece(`e${at}`, `e-${at}.js`);
      return found ? found[number - start.cuts[at]] : null;
    }));
  };

  // --- cutting: the rules of `search/terms.py` ---

  const plain = (/** @type {string} */ text) => text.normalize("NFKC").toLowerCase().replace(/([a-z])['’](?=[a-z])/g, "$1");
  const stem = (/** @type {string} */ word) => {
    if (word.length <= 3 || !/^[a-z]+$/.test(word)) return word;
    let found = word;
    if (found.endsWith("ies") && found.length > 4) found = `${found.slice(0, -3)}y`;
    else if (found.endsWith("s") && !found.endsWith("ss")) found = found.slice(0, -1);
    if (found.endsWith("ing") && found.length > 5) found = found.slice(0, -3);
    else if (found.endsWith("ed") && found.length > 4) found = found.slice(0, -2);
    if (found.length > 3 && found.endsWith("e")) found = found.slice(0, -1);
    if (found.length > 3 && found[found.length - 1] === found[found.length - 2] && !/[aeiou]$/.test(found)) found = found.slice(0, -1);
    return found;
  };
  const cut = (/** @type {string} */ text) => {
    const found = [];
    for (const run of plain(text).match(RUN) || []) {
      if (HAN.test(run[0])) {
        found.push(...run);
        for (let place = 0; place + 1 < run.length; place += 1) found.push(run.slice(place, place + 2));
      } else found.push(stem(run));
    }
    return found;
  };
  /** The runs of a query that say what is looked for; all of them, where nothing else is left. */
  const runsOf = (/** @type {string} */ text) => {
    const all = plain(text).match(RUN) || [];
    const told = plain(text).replace(ASKING, " ").match(RUN) || [];
    const kept = told.filter((run) => !PLAIN.has(run));
    return kept.length ? kept : all;
  };

  // --- scoring ---

  /** @typedef {{ term: string, weight: number, size: number }} Wanted a term, its weight, how many characters it covers */
  const wantedOf = (/** @type {string[]} */ runs) => {
    /** @type {Wanted[]} */
    const wanted = [];
    for (const run of runs) {
      if (!HAN.test(run[0])) wanted.push({ term: stem(run), weight: 1, size: 2 });
      else if (run.length === 1) wanted.push({ term: run, weight: 0.6, size: 1 });
      else {
        for (let place = 0; place + 1 < run.length; place += 1) wanted.push({ term: run.slice(place, place + 2), weight: 1, size: place ? 1 : 2 });
        for (const character of run) wanted.push({ term: character, weight: ALONE, size: 0 });
      }
    }
    return wanted;
  };

  /** One way of putting the query → the score of each entry, and how much of the query stands in it. */
  const scored = async (/** @type {string[]} */ runs, language = "") => {
    const wanted = wantedOf(runs);
    const found = await postings(wanted.map((one) => one.term), language);
    const scores = new Float64Array(start.kinds.length);
    const covered = new Float64Array(start.kinds.length);
    const pageScores = new Float64Array(start.first.length);
    const pageCovered = new Float64Array(start.first.length);
    // A word that stands everywhere says little of what was asked; one that stands nowhere might have said most.
    for (const one of wanted) {
      const standing = (found.get(one.term) || []).length / 2;
      if (one.size && !HAN.test(one.term[0])) one.size = Math.log(1 + (scores.length + 0.5) / (standing + 0.5));
    }
    const whole = wanted.reduce((sum, one) => sum + one.size, 0) || 1;
    for (const { term, weight, size } of wanted) {
      const list = found.get(term);
      if (!list) continue;
      let number = 0;
      let page = -1;
      let most = 0;
      for (let place = 0; place < list.length; place += 2) {
        number += list[place];
        const worth = list[place + 1] * weight;
        scores[number] += worth;
        covered[number] += size / whole;
        // A page has of each term the best that one of its entries has.
        if (start.pageOf[number] !== page) {
          page = start.pageOf[number];
          most = 0;
          pageCovered[page] += size / whole;
        }
        if (worth > most) {
          pageScores[page] += worth - most;
          most = worth;
        }
      }
    }
    const known = wanted.filter((one) => one.size && found.get(one.term)).length;
    const missing = wanted.filter((one) => one.size && !found.get(one.term)).map((one) => one.term);
    return { scores, covered, pageScores, pageCovered, known, missing };
  };

  // --- what a query may have meant ---

  let lexicon = null;
  const lexiconOf = async (language = "") => {
    if (!language && lexicon) return lexicon;
    const found = await piece(language ? `${language}-words` : "words", `${language ? `${language}/` : ""}words.js`);
    if (!found) return null;
    const syllable = new Map();
    for (const [sound, characters] of Object.entries(found.sounds)) for (const character of characters) syllable.set(character, sound);
    const bySound = new Map();
    const byInitials = new Map();
    const put = (map, key, word) => { if (!map.has(key)) map.set(key, []); map.get(key).push(word); };
    for (const word of Object.keys(found.words)) {
      if (!HAN.test(word[0])) continue;
      const sounds = found.readings[word] ? found.readings[word].split(" ") : [...word].map((character) => syllable.get(character) || "");
      put(bySound, sounds.join(""), word);
      put(byInitials, sounds.map((sound) => sound[0]).join(""), word);
    }
    const weightiest = (/** @type {string[]} */ words) => words.sort((one, other) => found.words[other] - found.words[one]);
    const made = { ...found, syllable, bySound, byInitials, weightiest };
    if (!language) lexicon = made;
    return made;
  };

  /** How many letters apart two words are: one left out, added, exchanged, or two swapped, each counts one. */
  const apart = (/** @type {string} */ one, /** @type {string} */ other, /** @type {number} */ most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let row = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1] ? 0 : 1;
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      before = row;
      row = next;
    }
    return row[other.length];
  };

  /** Words of this language that a Latin run may have been meant for: begun, a part of it, or mistyped. */
  const spelled = (words, /** @type {string} */ run) => {
    const latin = Object.keys(words.words).filter((word) => !HAN.test(word[0]));
    const begun = run.length > 2 ? latin.filter((word) => word.startsWith(run)) : [];
    if (begun.length) return words.weightiest(begun).slice(0, 4);
    const within = run.length > 3 ? latin.filter((word) => word.includes(run)) : [];
    if (within.length) return words.weightiest(within).slice(0, 3);
    const most = run.length > 7 ? 2 : run.length > 3 ? 1 : 0;
    const near = latin.map((word) => [apart(run, word, most), word]).filter(([far]) => far <= most && far > 0);
    near.sort(([one, a], [other, b]) => one - other || words.words[b] - words.words[a]);
    return near.slice(0, 2).map(([, word]) => word);
  };

  /** Chinese words that Latin letters may sound like: in full, begun, or by their first letters. */
  const sounding = (words, /** @type {string} */ letters) => {
    if (words.bySound.has(letters)) return words.weightiest([...words.bySound.get(letters)]).slice(0, 3);
    const begun = letters.length > 3 ? [...words.bySound.keys()].filter((sound) => sound.startsWith(letters)) : [];
    if (begun.length) return words.weightiest(begun.flatMap((sound) => words.bySound.get(sound))).slice(0, 3);
    // Several words on end: the longest that fits, then the rest.
    for (let place = letters.length - 2; place > 2; place -= 1) {
      const head = words.bySound.get(letters.slice(0, place));
      if (!head) continue;
      const tail = letters.slice(place);
      const rest = words.bySound.has(tail) ? [words.weightiest([...words.bySound.get(tail)])[0]] : [];
      if (rest.length) return [words.weightiest([...head])[0] + rest[0]];
    }
    return words.byInitials.has(letters) ? words.weightiest([...words.byInitials.get(letters)]).slice(0, 3) : [];
  };

  /** Other ways of writing a run of Han characters in which a pair stands nowhere: the same sound, or one character off. */
  const misheard = (words, /** @type {string} */ run, /** @type {string[]} */ missing) => {
    const found = [];
    for (const pair of missing) {
      const at = run.indexOf(pair);
      if (at < 0) continue;
      for (let size = 4; size > 1; size -= 1) {
        for (let from = Math.max(0, at + 2 - size); from <= at && from + size <= run.length; from += 1) {
          const part = run.slice(from, from + size);
          const sound = [...part].map((character) => words.syllable.get(character) || "?").join("");
          for (const word of words.bySound.get(sound) || []) {
            if (word !== part) found.push([run.slice(0, from) + word + run.slice(from + size), words.words[word] * size]);
          }
        }
      }
      // One character off is a guess only for a word or so; in more than that it would find anything.
      if (found.length || run.length > 3) continue;
      for (const [word, weight] of Object.entries(words.words)) {
        const alike = word.length === 2 ? Number(word[0] === pair[0]) + Number(word[1] === pair[1]) : 0;
        if (alike === 1 && HAN.test(word[0])) found.push([run.slice(0, at) + word + run.slice(at + 2), weight]);
      }
    }
    return found.sort(([, one], [, other]) => other - one).slice(0, 3).map(([written]) => written);
  };

  /** The same query in the words of a synonym group. */
  const reworded = (/** @type {string} */ text) => {
    const found = [];
    for (const [group, there] of start.synonyms) {
      for (const word of group) {
        const place = text.indexOf(word);
        if (place < 0) continue;
        if (!HAN.test(word[0]) && /[a-z0-9]/.test(`${text[place - 1] || ""}${text[place + word.length] || ""}`)) continue;
        // Where a longer word of the group stands there, it is that one that is meant.
        if (group.some((other) => other.length > word.length && other.includes(word) && text.includes(other))) continue;
        found.push(...there.filter((other) => other !== word).slice(0, 3).map((other) => text.replace(word, other)));
      }
    }
    return [...new Set(found)].slice(0, 12);
  };

  // --- a query from beginning to end ---

  /** Each page's best entry, over all ways of putting the query; `fits` says which entries are asked for. */
  const best = (ways, /** @type {(number: number) => boolean} */ fits) => {
    const pages = new Map();
    for (const { way, weight, runs } of ways) {
      const enough = runs.some((run) => HAN.test(run[0])) ? ENOUGH.han : ENOUGH.words;
      for (let number = 0; number < way.scores.length; number += 1) {
        const page = start.pageOf[number];
        // Words scattered over a page are less of an answer than words that stand together.
        const there = enough === ENOUGH.words ? Math.max(way.covered[number], way.pageCovered[page] * SCATTERED) : way.pageCovered[page];
        if (!way.scores[number] || there < enough || !fits(number)) continue;
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

  /** @returns {Promise<{ ways: any[], meant: string[] }>} each way of putting the query with its weight, and what was read into it */
  const waysOf = async (/** @type {string} */ query) => {
    const text = plain(query);
    const runs = runsOf(text);
    const first = await scored(runs);
    const ways = [{ way: first, weight: 1, runs }];
    for (const other of reworded(text)) {
      const written = runsOf(other);
      ways.push({ way: await scored(written), weight: SAME, runs: written });
    }
    const meant = [];
    const words = first.missing.length || runs.some((run) => !HAN.test(run[0]) !== Boolean(start.latin)) ? await lexiconOf() : null;
    const languages = Object.keys(start.others);
    const foreign = async (/** @type {string[]} */ said, weight) => {
      for (const language of languages) {
        const way = await scored(said, language);
        if (way.known) ways.push({ way, weight, runs: said });
      }
    };
    // Words in the letters of another language are looked for in that language too.
    if (runs.some((run) => (start.latin ? HAN.test(run[0]) : /^[a-z]{3,}$/.test(run)))) await foreign(runs, 0.95);
    const written = [];
    const lost = runs.filter((run) => !HAN.test(run[0]) && first.missing.includes(stem(run)));
    if (words && lost.length) {
      const latin = runs.filter((run) => /^[a-z]+$/.test(run));
      const letters = latin.join("");
      const heard = letters && !start.latin ? sounding(words, letters) : [];
      for (const word of heard) written.push([...runs.filter((run) => !latin.includes(run)), word]);
      if (start.latin) {
        for (const run of lost) for (const other of spelled(words, run)) written.push(runs.map((one) => (one === run ? other : one)));
        if (!written.length) {
          for (const language of languages) {
            const theirs = await lexiconOf(language);
            if (theirs && letters) for (const word of sounding(theirs, letters)) await foreign([word], 0.8);
          }
        }
      } else if (!heard.length && ways.length === 1) {
        for (const language of languages) {
          const theirs = await lexiconOf(language);
          for (const run of theirs ? lost : []) for (const other of spelled(theirs, run)) await foreign(runs.map((one) => (one === run ? other : one)), 0.8);
        }
      }
    }
    const han = runs.filter((run) => HAN.test(run[0]));
    if (words && han.length && !start.latin) {
      const simple = runs.map((run) => [...run].map((character) => words.simplified[character] || character).join(""));
      if (simple.join() !== runs.join()) written.push(simple);
      // In a sentence many pairs stand nowhere; only where most do, or in a word or two, is one likely mistyped.
      for (const run of han) {
        const lacking = first.missing.filter((pair) => run.includes(pair));
        if (!lacking.length || (run.length > 5 && lacking.length < (run.length - 1) * 0.6)) continue;
        for (const other of misheard(words, run, lacking)) written.push(runs.map((one) => (one === run ? other : one)));
      }
    }
    for (const other of written) {
      const way = await scored(other);
      if (!way.known) continue;
      ways.push({ way, weight: 0.8, runs: other });
      meant.push(other.join(" "));
    }
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
    if (!(await begin()) || !(plain(query).match(RUN) || []).length) return { results: [], meant: [], total: 0 };
    const { ways, meant } = await waysOf(query);
    const kind = only.kind ? KINDS.indexOf(only.kind) : -1;
    const module = only.module ? start.modules.indexOf(only.module) + 1 : 0;
    const ranked = best(ways, (number) => (kind < 0 || Number(start.kinds[number]) === kind) && (!module || start.module[number] === module));
    const top = ranked.slice(0, RANKED);
    const shown = await entries(top.map((one) => one.number));
    const said = ways.map((way) => way.runs);
    const wholes = [...new Set(said.map((runs) => runs.join("")))];
    const results = [];
    top.forEach((one, place) => {
      const entry = shown[place];
      if (!entry) return;
      const [url, title, heading, text] = entry;
      const width = HAN.test(text.slice(0, 40)) ? 80 : 180;
      const own = excerpt(text, ways.filter((way) => way.weight !== SAME).map((way) => way.runs), width);
      const told = own.marks.length ? own : excerpt(text, said, width);
      const named = plain(`${title} ${heading}`);
      const tight = plain(text).replace(/[\s、，。]/g, "");
      let score = one.score * (1 + Math.min(told.close, 12) / 40);
      const close = (/** @type {string} */ name) => plain(name).replace(/[\s、]/g, "");
      if (wholes.some((whole) => close(title) === whole || close(heading) === whole)) score *= 2;
      else if (wholes.some((whole) => close(named).includes(whole))) score *= 1.5;
      else if (wholes.some((whole) => tight.includes(whole))) score *= 1.2;
      results.push({ url, title, heading, kind: KINDS[Number(start.kinds[one.number])], module: start.modules[start.module[one.number] - 1] || "", excerpt: told, score });
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

  globalThis.OutreachSearch = { take, find, nearest, begin, cut, stem, pieceOf };
})();
