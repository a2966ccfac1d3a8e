// The search, fifth part: what a query may have meant that is not known as it was typed.
(() => {
  "use strict";
  const search = globalThis.OutreachSearch;
  if (search.lexiconOf) return;
  const { HAN, stem, piece } = search;
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

  Object.assign(search, { lexiconOf, rootOf, spelled, sounding, misheard, apart });
})();
