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
  /** Words that say little beside others: of two characters, of one, of letters. */
  const WEAK = new Set("现在 已经 一直 可能 觉得 知道 时候 那个 这个 最近 突然 大家 自己 有人 别人 里面 事情 东西 今天 帮忙 一个 一次 这样 那样 如果 因为 所以 但是 可是 还是 或者 就是 不是 不会 不要 不能 没有 出来 起来 时间".split(" "));
  const SMALL = "不没还再就都也很太最在是有和跟到过着上下一个得才对从被人些种把给去来要会想说讲看做用让这那又只很比更它们里吃";
  const WEAK_WORDS = new Set(("after again all already also always another anyone anything back because before being both but come day down each even ever every "
    + "feel find first give go going gone got happen hear he help her here him his just keep kept know last let like long look made make man many may me might "
    + "more most much must need never next no nobody not nothing now off old one only other out over own people person please put really right said same say says "
    + "see she shall since some somebody someone something still such sure take tell thing think time too two under until use used very want way well went while "
    + "whole without work yes yet").split(" "));
  const LITTLE = 0.35;
  /** How much of a query has to stand in an entry, for its page to answer it: where one thing is there, two, and more. */
  const ENOUGH_1 = 0.57;
  const ENOUGH_2 = 0.35;
  const ENOUGH_3 = 0.3;
  /** What a word that stands nowhere counts for in that, beside the rarest that does stand somewhere; in letters it is a whole word. */
  const UNKNOWN = 1.5;
  const UNKNOWN_WORD = 1.8;
  /** What words on different parts of a page count for in that. */
  const SCATTERED = 0.7;
  /** What counts beside the word itself: the first word of its group, another of them, one of its family, one of like sound or spelling. */
  const HEAD = 0.85;
  const SAME = 0.65;
  const KIN = 0.7;
  const NEAR = 0.8;
  /** What counts beside a pair: the words of a phrase that stands nowhere, a pair that is no word, a single Han character. */
  const LOOSE = 0.4;
  const ACROSS = 0.5;
  const ALONE = 0.6;
  /** How long a term's list is, when its synonyms are left out. */
  const PLENTY = 6000;
  /** How much it matters that all of the query is there, and that a page speaks of a thing in many of its entries. */
  const FULL = 0.9;
  const OFTEN = 1.3;
  /** What an entry's own score counts for beside that of its page. */
  const OWN = 0.7;
  /** How much it matters that what was typed stands close together: letters that make as much as a Han character, and of how many. */
  const LETTERS = 1.5;
  const CLOSE = 22;
  /** How much better it is to be called what was typed: the whole title, its beginning or a heading, a part of them, the text. */
  const CALLED = [6, 2, 1.4, 1.2];

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

  // --- what a query is made of ---

  /** @typedef {{ terms: string[], weight: number, whole?: boolean, bound?: boolean }} Saying one way of saying a thing; `whole`: only all of it counts, `bound`: a part counts for less */
  /** @typedef {{ sayings: Saying[], chars: number, weight: number, odd?: boolean, lone?: boolean, strange?: boolean }} Unit a thing that is asked for; `odd`: a part of a word that stands nowhere, `lone`: a character alone, `strange`: known by its synonyms only */
  const pairs = (/** @type {string} */ run) => (run.length < 2 ? [run] : Array.from({ length: run.length - 1 }, (_, place) => run.slice(place, place + 2)));
  /** The terms by which a word or phrase is known to be there. */
  const termsOf = (/** @type {string} */ text) => (text.match(RUN) || []).flatMap((run) => (HAN.test(run[0]) ? pairs(run) : [stem(run)]));
  const tellingOf = (/** @type {string} */ text) => termsOf((text.match(RUN) || []).filter((run, _, all) => all.length < 2 || !PLAIN.has(run)).join(" "));

  /** Where the words of synonym groups stand in a query, the longest first and none within another. */
  const grouped = (/** @type {string} */ text, /** @type {[string[], string[]][]} */ groups) => {
    const spots = [];
    const latin = [];
    const seek = /[a-z0-9]+/g;
    for (let found = seek.exec(text); found; found = seek.exec(text)) latin.push({ at: found.index, end: found.index + found[0].length, stem: stem(found[0]) });
    for (const [group, there] of groups) {
      const others = (word) => [group[0], ...there].filter((other, place, all) => other !== word && there.includes(other) && all.indexOf(other) === place && (tellingOf(other).length > 1 || termsOf(other).length < 2)).slice(0, 5)
        .map((other) => ({ text: other, weight: other === group[0] ? HEAD : SAME }));
      for (const word of group) {
        if (/[\u3400-\u9fff]/.test(word)) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) spots.push({ at, end: at + word.length, others: others(word), there: there.includes(word) });
          continue;
        }
        // An English word or phrase in any of its forms.
        const stems = termsOf(word);
        latin.forEach((first, place) => {
          if (stems.some((one, far) => !latin[place + far] || latin[place + far].stem !== one)) return;
          spots.push({ at: first.at, end: latin[place + stems.length - 1].end, others: others(word), there: there.includes(word) });
        });
      }
    }
    spots.sort((one, other) => other.end - other.at - one.end + one.at || one.at - other.at);
    const kept = [];
    for (const spot of spots) {
      const same = kept.find((one) => one.at === spot.at && one.end === spot.end);
      if (same) same.others.push(...spot.others);
      else if (!kept.some((one) => spot.at < one.end && one.at < spot.end)) kept.push(spot);
    }
    return kept.sort((one, other) => one.at - other.at);
  };

  /** A query's parts: the words of synonym groups, and the runs between them that say something. */
  const partsOf = (/** @type {string} */ text, /** @type {[string[], string[]][]} */ groups) => {
    const spots = grouped(text, groups);
    let rest = text;
    for (const { at, end } of spots) rest = rest.slice(0, at) + " ".repeat(end - at) + rest.slice(end);
    rest = rest.replace(ASKING, (found) => " ".repeat(found.length));
    const runs = [];
    const seek = new RegExp(RUN.source, "g");
    for (let found = seek.exec(rest); found; found = seek.exec(rest)) if (!PLAIN.has(found[0])) runs.push({ at: found.index, run: found[0] });
    if (!runs.length && !spots.length) for (const run of text.match(RUN) || []) runs.push({ at: 0, run });
    return { spots, runs };
  };

  /**
   * A query → the things that it asks for. A synonym stands beside the word that was typed, not in a query of its own.
   * @param {string} text @param {[string[], string[]][]} groups @param {(terms: string[]) => Promise<Map<string, number[] | null>>} look
   * @param {(word: string) => string[]} kin other words of a Latin word's family
   * @param {(word: string) => boolean} isWord whether this is a word here; two characters may be the end of one and the beginning of another
   */
  const unitsOf = async (text, groups, look, kin, isWord) => {
    const { spots, runs } = partsOf(text, groups);
    // Words that are written as one here and as two there: burn out, burnout.
    const joined = runs.map(({ at, run }, place) => {
      const next = runs[place + 1];
      return next && !HAN.test(run[0]) && !HAN.test(next.run[0]) && next.at === at + run.length + 1 && isWord(run + next.run) ? stem(run + next.run) : "";
    });
    const halves = ({ run }) => (/^[a-z]{6,}$/.test(run) && !isWord(run) ? Array.from({ length: run.length - 5 }, (_, place) => [run.slice(0, place + 3), run.slice(place + 3)]) : [])
      .filter((both) => both.every(isWord)).map((both) => both.map(stem));
    const found = await look([
      ...spots.flatMap((spot) => tellingOf(text.slice(spot.at, spot.end))), ...joined.filter(Boolean), ...runs.flatMap((one) => halves(one).flat()),
      ...runs.flatMap(({ run }) => termsOf(run)),
    ]);
    const known = (term) => Boolean(found.get(term));
    /** @type {Unit[]} */
    const units = [];
    const family = (/** @type {string} */ word) => kin(word).map((one) => ({ terms: [one], weight: KIN }));
    for (const { at, end, others, there } of spots) {
      const word = text.slice(at, end);
      const terms = tellingOf(word);
      const sayings = [{ terms, weight: there || !others.length || terms.length < 2 ? 1 : LOOSE, bound: terms.length > 1 }, ...family(word)];
      // What stands on thousands of pages is found without its synonyms, which would be long to bring.
      const plenty = there && terms.every((term) => known(term) && found.get(term).length > PLENTY);
      for (const other of plenty ? [] : others) sayings.push({ terms: tellingOf(other.text), weight: other.weight, whole: true });
      units.push({ sayings, chars: HAN.test(word[0]) ? word.length : 2, weight: 1, strange: !there && others.length > 0 });
    }
    let skip = false;
    runs.forEach(({ run }, which) => {
      if (skip) { skip = false; return; }
      if (!HAN.test(run[0])) {
        const weight = WEAK_WORDS.has(run) ? LITTLE : 1;
        if (joined[which] && known(joined[which])) {
          units.push({ sayings: [{ terms: [joined[which]], weight: 1 }, { terms: [stem(run), stem(runs[which + 1].run)], weight: 1, bound: true }], chars: 3, weight: 1 });
          skip = true;
          return;
        }
        const split = known(stem(run)) ? null : halves({ run }).find(([one, other]) => known(one) && known(other));
        const others = split ? [{ terms: split, weight: NEAR, whole: true }] : weight < 1 ? [] : family(run);
        units.push({ sayings: [{ terms: [stem(run)], weight: 1 }, ...others], chars: 2, weight });
        return;
      }
      const inside = [...run].map(() => false);
      for (let place = 0; place + 1 < run.length; place += 1) {
        const pair = run.slice(place, place + 2);
        if (!known(pair)) continue;
        units.push({ sayings: [{ terms: [pair], weight: 1 }], chars: Number(!inside[place]) + Number(!inside[place + 1]), weight: WEAK.has(pair) ? LITTLE : isWord(pair) ? 1 : ACROSS });
        inside[place] = true;
        inside[place + 1] = true;
      }
      // A character alone may be a word; several on end that form no known pair are a word that stands nowhere.
      [...run].forEach((character, place) => {
        if (inside[place]) return;
        const odd = (place > 0 && !inside[place - 1]) || (place + 1 < run.length && !inside[place + 1]);
        const weight = SMALL.includes(character) ? LITTLE : 1;
        units.push({ sayings: [{ terms: [character], weight: ALONE }], chars: 1, odd, weight, lone: weight === 1 });
      });
    });
    return units;
  };

  // --- scoring ---

  /** One way of putting the query → the score of each entry and page, and how much of the query stands there. */
  const scored = async (/** @type {Unit[]} */ units, language = "") => {
    const found = await postings(units.flatMap((unit) => unit.sayings.flatMap((saying) => saying.terms)), language);
    const count = start.kinds.length;
    const rarity = (standing) => Math.log(1 + (count - standing + 0.5) / (standing + 0.5));
    const rare = (term) => rarity((found.get(term) || []).length / 2);
    const scores = new Float64Array(count);
    const covered = new Float64Array(count);
    const pageScores = new Float64Array(start.first.length);
    const pageCovered = new Float64Array(start.first.length);
    const best = new Float64Array(count);
    const part = new Float64Array(count);
    const sum = new Float64Array(count);
    const share = new Float64Array(count);
    const hits = new Uint8Array(count);
    const pageHits = new Uint8Array(start.first.length);
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
        const page = start.pageOf[touched[from]];
        let most = 0;
        let all = 0;
        let full = 0;
        let counts = 0;
        for (; from < touched.length && start.pageOf[touched[from]] === page; from += 1) {
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

  // --- what a query may have meant ---

  /** What words of one family share: insure, insured, insurance. */
  const rootOf = (/** @type {string} */ word) => {
    const cutOff = word.replace(/^([a-z]{4,}?)(?:entiality|ential|ications?|icates?|ations?|ating|at(?:e[ds]?|ors?)|[ae]nces?|[ae]nts?|iously|ious|ous|ions?|ings?|ments?|ness|[eo]rs?|ally|als?|ives?|ety|ity|ities|ful|less|[ai]bles?|ically|ics?|ary|ly|ed|es|i[sz](?:e[ds]?|ing)|y|e|s)$/, "$1");
    return cutOff === word ? word : rootOf(cutOff);
  };

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
    const byRoot = new Map();
    for (const word of Object.keys(found.words)) if (!HAN.test(word[0])) put(byRoot, rootOf(word), stem(word));
    const made = { ...found, syllable, bySound, byInitials, byRoot, weightiest };
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
    const within = run.length > 4 ? latin.filter((word) => word.includes(run)) : [];
    if (within.length) return words.weightiest(within).slice(0, 3);
    // In a short word every letter counts: only two that changed places are a slip there.
    const most = run.length > 7 ? 2 : run.length > 3 ? 1 : 0;
    const near = latin.map((word) => [Math.min(apart(run, word, most), apart(stem(run), stem(word), most)), word]).filter(([far, word]) => far > 0 && far <= most
      && (run.length > 5 || (word.length >= run.length && word[0] === run[0] && (run.length > 4 || [...word].sort().join() === [...run].sort().join()))));
    near.sort(([one, a], [other, b]) => one - other || Number(b[0] === run[0]) - Number(a[0] === run[0]) || words.words[b] - words.words[a]);
    return near.slice(0, 2).map(([, word]) => word);
  };

  /** Chinese words that Latin letters may sound like: in full, begun, or by their first letters. */
  const sounding = (words, /** @type {string} */ letters, freely = true) => {
    if (words.bySound.has(letters)) return words.weightiest([...words.bySound.get(letters)]).slice(0, 3);
    const begun = freely && letters.length > 3 ? [...words.bySound.keys()].filter((sound) => sound.startsWith(letters)) : [];
    if (begun.length) return words.weightiest(begun.flatMap((sound) => words.bySound.get(sound))).slice(0, 3);
    // Several words on end: the longest that fits, then the rest.
    for (let place = letters.length - 2; place > 2; place -= 1) {
      const head = words.bySound.get(letters.slice(0, place));
      if (!head) continue;
      const tail = letters.slice(place);
      const rest = words.bySound.has(tail) ? [words.weightiest([...words.bySound.get(tail)])[0]] : [];
      if (rest.length) return [words.weightiest([...head])[0] + rest[0]];
    }
    return freely && words.byInitials.has(letters) ? words.weightiest([...words.byInitials.get(letters)]).slice(0, 3) : [];
  };

  /** A syllable as those say and type it who make no difference between zh and z, n and l, ing and in. */
  const blurred = (/** @type {string} */ sound) => sound.replace(/^([zcs])h/, "$1").replace(/^n(?=[aeiouv])/, "l").replace(/([aei]n)g$/, "$1");

  /** Other ways of writing a run of Han characters in which a pair stands nowhere: by sound, or with one character off. */
  const misheard = (words, /** @type {string} */ run, /** @type {string[]} */ missing) => {
    const found = new Map();
    const cost = (one, other) => {
      if (one === other) return 0;
      const sounds = [words.syllable.get(one) || "?", words.syllable.get(other) || "!"];
      return sounds[0] === sounds[1] ? 0.1 : blurred(sounds[0]) === blurred(sounds[1]) ? 0.3 : 1;
    };
    for (const pair of missing) {
      const at = run.indexOf(pair);
      if (at < 0) continue;
      for (const [word, weight] of Object.entries(words.words)) {
        const size = word.length;
        if (!HAN.test(word[0]) || size > run.length) continue;
        for (let from = Math.max(0, at + 2 - size); from <= at && from + size <= run.length; from += 1) {
          const part = run.slice(from, from + size);
          if (part === word) continue;
          const off = [...word].map((character, place) => cost(part[place], character));
          const far = off.reduce((sum, one) => sum + one, 0);
          const kept = off.filter((one) => one === 0).length;
          // Of two characters none may be wholly another one: that would find anything.
          if (off.filter((one) => one === 1).length ? size < 3 || kept < size - 1 : far > 0.5 || (!kept && words.bySound.get([...part].map((one) => words.syllable.get(one)).join("")) === undefined)) continue;
          const written = run.slice(0, from) + word + run.slice(from + size);
          const worth = Math.log(1 + weight) * size - far * 8;
          if (worth > (found.get(written) || -Infinity)) found.set(written, worth);
        }
      }
    }
    return [...found].sort(([, one], [, other]) => other - one).slice(0, 3).map(([written]) => written);
  };

  // --- a query from beginning to end ---

  /** Each page's best entry, over all ways of putting the query; `fits` says which entries are asked for. */
  const best = (ways, /** @type {(number: number) => boolean} */ fits) => {
    const pages = new Map();
    const enough = (covered, hits) => covered >= (hits > 2 ? ENOUGH_3 : hits > 1 ? ENOUGH_2 : ENOUGH_1);
    for (const { way, weight } of ways) {
      for (let number = 0; number < way.scores.length; number += 1) {
        const page = start.pageOf[number];
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

  /** @returns {Promise<{ ways: any[], meant: string[] }>} each way of putting the query with its weight, and what was read into it */
  const waysOf = async (/** @type {string} */ query) => {
    // Tones over letters are left out; what is written in traditional characters is looked for in simplified ones.
    const words = await lexiconOf();
    const simple = words && !start.latin ? words.simplified : {};
    const text = [...plain(query.normalize("NFD").replace(/[\u0300-\u036f]/g, ""))].map((character) => simple[character] || character).join("");
    const runs = runsOf(text);
    const latin = runs.filter((run) => !HAN.test(run[0]));
    const there = await postings(latin.map(stem));
    const lost = latin.filter((run) => !there.get(stem(run)));
    const ways = [];
    const meant = [];
    const put = async (/** @type {string} */ said, weight, language = "", lexis = words) => {
      const kin = (word) => (lexis && /^[a-z]{4,}$/.test(word) ? [...new Set(lexis.byRoot.get(rootOf(word)) || [])].filter((one) => one !== stem(word)) : []);
      const units = await unitsOf(said, language ? lexis.groups || [] : start.synonyms, (terms) => postings(terms, language), kin, (pair) => !lexis || pair in lexis.words);
      const way = await scored(units, language);
      if (way.known) ways.push({ way, weight, runs: runsOf(said), units });
      return way.known;
    };
    /** The same with a word that is not known written as one that is, and spelled much like it. */
    const respelled = async (/** @type {string} */ said, lexis, language = "") => {
      const standing = await postings((said.match(/[a-z]+/g) || []).map(stem), language);
      const found = [];
      const odd = partsOf(said, language ? lexis.groups || [] : start.synonyms).runs.map(({ run }) => run)
        .filter((run) => /^[a-z]{3,}$/.test(run) && !standing.get(stem(run)) && !lexis.byRoot.has(rootOf(run)));
      // One word mistyped is a slip; several unknown ones are about something else.
      for (const run of odd.length > 1 ? odd.filter((one) => one.length > 6) : odd) {
        for (const other of spelled(lexis, run).slice(0, found.length ? 1 : 2)) found.push(said.replace(run, other));
      }
      return found.slice(0, 3);
    };
    await put(text, 1);
    const written = start.latin && words ? await respelled(text, words) : [];
    const letters = latin.filter((run) => /^[a-z]+$/.test(run)).join("");
    const strange = start.latin ? runs.some((run) => HAN.test(run[0])) : latin.some((run) => /^[a-z]{3,}$/.test(run));
    for (const language of strange || (start.latin && lost.length) ? Object.keys(start.others) : []) {
      const theirs = await lexiconOf(language);
      if (!theirs) continue;
      // Words in the letters of another language are looked for in that language too.
      const before = ways.length;
      if (strange) await put(text, 0.95, language, theirs);
      if (start.latin && lost.length && letters) for (const word of sounding(theirs, letters, !written.length)) await put(word, NEAR, language, theirs);
      if (!start.latin && ways.length === before) for (const other of await respelled(text, theirs, language)) await put(other, NEAR * NEAR, language, theirs);
    }
    if (words && !start.latin) {
      const han = partsOf(text, start.synonyms).runs.map(({ run }) => run).filter((run) => HAN.test(run[0]));
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
    if (!(await begin()) || !(plain(query).match(RUN) || []).length) return { results: [], meant: [], total: 0 };
    const { ways, meant } = await waysOf(query);
    const kind = only.kind ? KINDS.indexOf(only.kind) : -1;
    const module = only.module ? start.modules.indexOf(only.module) + 1 : 0;
    const ranked = best(ways, (number) => (kind < 0 || Number(start.kinds[number]) === kind) && (!module || start.module[number] === module));
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
