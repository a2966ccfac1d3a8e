// The search, first part: how text is cut into terms, by the rules of `search/terms.py`, and which words say little.
(() => {
  "use strict";
  if (globalThis.OutreachSearch) return;
  globalThis.OutreachSearch = {};
  const RUN = /[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+/g;
  const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;
  /** Words that ask, and say nothing of what is asked for. */
  const ASKING = /怎么办|怎么样|怎么|怎样|如何|为什么|什么时候|什么样|什么|哪些|哪里|哪个|哪种|多少|多久|多长时间|可不可以|可以|能不能|能|要不要|需要|应该|该|一下|请问|是不是|有没有|吗|呢|吧|啊|的|了|我们|我|你|他|她|谁/g;
  const PLAIN = new Set("a an and any are as at be been by can could did do does for from get had has have how i if in into is it its me my of on or dont doesnt im ive cant isnt our should so than that the their them then there they this to up us was we what when where which who whom why will with would you your".split(" "));

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

  Object.assign(globalThis.OutreachSearch, { RUN, HAN, PLAIN, ASKING, plain, stem, cut, runsOf });
})();
