// The search, third part: what a query asks for. A query is a list of things, each with its ways of being said.
(() => {
  "use strict";
  const search = globalThis.OutreachSearch;
  if (search.unitsOf) return;
  const { RUN, HAN, PLAIN, ASKING, stem } = search;
  /** Words that say little beside others: of two characters, of one, of letters. */
  const WEAK = new Set("现在 已经 一直 可能 觉得 知道 时候 那个 这个 最近 突然 大家 自己 有人 别人 里面 事情 东西 今天 帮忙 一个 一次 这样 那样 如果 因为 所以 但是 可是 还是 或者 就是 不是 不会 不要 不能 没有 出来 起来 时间".split(" "));
  const SMALL = "不没还再就都也很太最在是有和跟到过着上下一个得才对从被人些种把给去来要会想说讲看做用让这那又只很比更它们里吃";
  const WEAK_WORDS = new Set(("after again all already also always another anyone anything back because before being both but come day down each even ever every "
    + "feel find first give go going gone got happen hear he help her here him his just keep kept know last let like long look made make man many may me might "
    + "more most much must need never next no nobody not nothing now off old one only other out over own people person please put really right said same say says "
    + "see she shall since some somebody someone something still such sure take tell thing think time too two under until use used very want way well went while "
    + "whole without work yes yet").split(" "));
  const LITTLE = 0.35;
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

  Object.assign(search, { ACROSS, NEAR, unitsOf, partsOf, pairs, termsOf });
})();
