// What this device remembers of one learner: a log of answers and tests. Everything else is worked out from the log.
// Nothing is sent anywhere. Storage may be full, blocked or broken: then the page goes on, and one line says so.
(() => {
  "use strict";
  if (globalThis.OutreachMemory) return;
  const KEY = "outreach-learning";
  const NOTES = "outreach-notes";
  const VERSION = 2;
  const OUTCOMES = ["right", "partly", "wrong"];
  /** Days until what was missed comes back, again and again while it is right. */
  const INTERVALS = [1, 3, 7, 21];

  /** @typedef {{ item: string, revision: number, response: any, outcome: string, try: number, at: string, day: string, sure?: number, again?: boolean, where: string, sitting?: string }} Answer */
  /** @typedef {{ id: string, module: string, form: string, test: string, seed: string, day: string, items: string[], ended?: string }} Test */

  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  /** A day as people here count it, not as in Greenwich. */
  const dayOf = (/** @type {Date} */ date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const later = (/** @type {string} */ day, /** @type {number} */ days) => {
    const [year, month, date] = day.split("-").map(Number);
    return dayOf(new Date(year, month - 1, date + days));
  };

  const answerId = (/** @type {Answer} */ answer) => `${answer.at} ${answer.item} ${answer.try}`;
  const isAnswer = (found) => Boolean(found) && typeof found.item === "string" && OUTCOMES.includes(found.outcome)
    && typeof found.at === "string" && !Number.isNaN(Date.parse(found.at));
  const isTest = (found) => Boolean(found) && typeof found.id === "string" && typeof found.module === "string" && Array.isArray(found.items);

  /** Versions of what is stored, each made of the one before. Version 1 was the bare list of answers. */
  const UPGRADES = {
    1: (old) => ({
      version: 2,
      answers: old.answers.map((answer) => ({
        ...answer,
        try: answer.try || answer.attempt || 1,
        day: answer.day || dayOf(new Date(answer.at)),
        where: answer.where || "page",
      })),
      tests: [],
    }),
  };

  /** What a text holds: the data of this version, or the reason why not. */
  const parsed = (/** @type {string} */ text) => {
    let data;
    try { data = JSON.parse(text); } catch (broken) { return { fault: "kept-broken" }; }
    if (Array.isArray(data)) data = { version: 1, answers: data };
    if (!data || typeof data !== "object" || !Number.isInteger(data.version) || !Array.isArray(data.answers)) return { fault: "kept-broken" };
    if (data.version > VERSION) return { fault: "kept-newer" };
    const lost = data.answers.filter((answer) => !isAnswer(answer)).length;
    data = { ...data, answers: data.answers.filter(isAnswer) };
    while (data.version < VERSION) data = UPGRADES[data.version](data);
    return { data: { answers: data.answers, tests: (data.tests || []).filter(isTest) }, fault: lost ? "kept-broken" : "" };
  };

  let answers = new Map();
  let tests = new Map();
  /** The answers in order of time, and by item; made anew when one is added. */
  let log = null;
  /** Why nothing more is written: what is there must not be written over. */
  let closed = "";

  /** Takes in what another tab, an import or the storage has. Nothing that is here already is lost. */
  const merge = (data) => {
    let added = 0;
    for (const answer of data.answers) {
      if (!answers.has(answerId(answer))) added += 1;
      answers.set(answerId(answer), answer);
    }
    if (added) log = null;
    for (const test of data.tests) {
      const known = tests.get(test.id);
      if (!known) added += 1;
      tests.set(test.id, known && known.ended && !test.ended ? known : test);
    }
    return added;
  };

  const sorted = () => {
    if (log) return log;
    const all = [...answers.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
    log = { all, byItem: new Map() };
    for (const answer of all) log.byItem.set(answer.item, [...(log.byItem.get(answer.item) || []), answer]);
    return log;
  };
  const snapshot = () => ({ version: VERSION, answers: sorted().all, tests: [...tests.values()] });
  const of = (/** @type {string} */ item) => sorted().byItem.get(item) || [];

  /** One line, where the reader is looking. */
  const tell = (/** @type {string} */ fault, /** @type {Element | null} */ near = null) => {
    const line = document.querySelector(".o-kept");
    if (!line || !fault) return;
    (near || document.querySelector("main h1") || line.previousElementSibling).after(line);
    line.textContent = JSON.parse(line.dataset.words)[fault];
    line.hidden = false;
  };

  const take = () => {
    let text = null;
    try { text = localStorage.getItem(KEY); } catch (blocked) { return "kept-not"; }
    if (text === null) return "";
    const { data, fault } = parsed(text);
    if (data) merge(data);
    if (fault === "kept-newer") closed = fault;
    if (fault === "kept-broken") {
      // Put aside as it is before anything is written over it; where even that fails, nothing is written over it.
      try { localStorage.setItem(`${KEY}-broken-${Date.now()}`, text); } catch (full) { closed = "kept-not"; }
      if (closed) return closed;
      keep();
    }
    return fault;
  };

  /** Writes what is known together with what another tab may have written meanwhile. @returns the fault, or "" */
  const keep = () => {
    if (closed) return closed;
    try {
      const text = localStorage.getItem(KEY);
      const there = text === null ? {} : parsed(text);
      if (there.data) merge(there.data);
      localStorage.setItem(KEY, JSON.stringify(snapshot()));
      return "";
    } catch (fault) {
      return fault && /quota/i.test(`${fault.name} ${fault.message}`) ? "kept-full" : "kept-not";
    }
  };

  const opened = take();

  // Another tab wrote over what this one had: put both together again.
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    if (event.newValue === null) {
      answers = new Map();
      tests = new Map();
      log = null;
      return;
    }
    const { data } = parsed(event.newValue);
    if (!data) return;
    const there = new Set(data.answers.map(answerId));
    const missing = [...answers.keys()].some((id) => !there.has(id));
    merge(data);
    if (missing) keep();
  });

  /** The first try of each day that counts: not what came again after its reasons had been read. */
  const firsts = (/** @type {string} */ item, /** @type {number} */ revision) => {
    const days = new Map();
    for (const answer of of(item)) {
      if (answer.revision !== revision || answer.try !== 1 || answer.again) continue;
      if (!days.has(answer.day)) days.set(answer.day, answer);
    }
    return [...days.values()];
  };

  /** How an item stands: its last first try, the days on which that was right, and when it comes back. */
  const standing = (/** @type {string} */ item, /** @type {number} */ revision) => {
    const tries = firsts(item, revision);
    let box = -1;
    let due = "";
    let urgent = false;
    for (const answer of tries) {
      if (answer.outcome !== "right") {
        box = 0;
        due = later(answer.day, INTERVALS[0]);
        urgent = answer.sure === 3;
      } else if (box >= 0 && answer.day >= due) {
        box += 1;
        urgent = false;
        if (box === INTERVALS.length) { box = -1; due = ""; } else due = later(answer.day, INTERVALS[box]);
      }
    }
    const last = tries[tries.length - 1] || null;
    const earlier = !last && of(item).length > 0;
    const rightDays = tries.filter((answer) => answer.outcome === "right").length;
    return { last, due, urgent, rightDays, changed: earlier };
  };

  /**
   * How far one is in a module. An objective is reached when two thirds of its questions were right at the last first
   * try; the module is mastered when each objective is, and every safety-critical question was right on two days.
   */
  const mastery = (/** @type {{ id: string, revision: number, objective: string, critical: boolean }[]} */ questions) => {
    const objectives = new Map();
    let critical = 0;
    let twice = 0;
    let seen = 0;
    for (const question of questions) {
      const now = standing(question.id, question.revision);
      const objective = objectives.get(question.objective) || { of: 0, right: 0, seen: 0 };
      objective.of += 1;
      if (now.last) objective.seen += 1;
      if (now.last && now.last.outcome === "right") objective.right += 1;
      objectives.set(question.objective, objective);
      if (now.last) seen += 1;
      if (question.critical) critical += 1;
      if (question.critical && now.rightDays >= 2) twice += 1;
    }
    let reached = 0;
    for (const objective of objectives.values()) {
      objective.reached = objective.right * 3 >= objective.of * 2;
      if (objective.reached) reached += 1;
    }
    return { objectives, reached, of: objectives.size, critical, twice, seen, all: questions.length, mastered: reached === objectives.size && twice === critical };
  };

  document.addEventListener("outreach-answer", (event) => {
    const { detail } = event;
    if (!OUTCOMES.includes(detail.outcome)) return;
    const now = new Date();
    const place = event.target.closest("[data-running]");
    const { share, attempt, final, ...kept } = detail;
    const answer = {
      ...kept,
      try: detail.try || 1,
      at: now.toISOString(),
      day: dayOf(now),
      where: place ? place.dataset.running : "page",
      ...(place && place.dataset.sitting ? { sitting: place.dataset.sitting } : {}),
    };
    merge({ answers: [answer], tests: [] });
    tell(keep(), event.target);
  });

  globalThis.OutreachMemory = {
    today: () => dayOf(new Date()),
    snapshot,
    standing,
    mastery,
    tell,
    tests: () => [...tests.values()],
    answersOf: (/** @type {string} */ sitting) => snapshot().answers.filter((answer) => answer.sitting === sitting),
    note: (/** @type {Test} */ test) => {
      tests.set(test.id, test);
      return keep();
    },
    /** Takes in an exported text. @returns how many entries are new, or -1 where the text is none */
    takeIn: (/** @type {string} */ text) => {
      const { data } = parsed(text);
      if (!data) return -1;
      const added = merge(data);
      tell(keep());
      return added;
    },
    forget: () => {
      answers = new Map();
      tests = new Map();
      log = null;
      closed = "";
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(KEY) || key.startsWith(NOTES)) localStorage.removeItem(key);
      } catch (blocked) { /* then there was nothing */ }
    },
    /** Small things kept beside the log, by name: what was written, what was ticked. They are never exported. */
    recall: (/** @type {string} */ name) => {
      try { return JSON.parse(localStorage.getItem(`${NOTES}-${name}`)); } catch (blocked) { return null; }
    },
    put: (/** @type {string} */ name, value) => {
      try {
        if (value === null) localStorage.removeItem(`${NOTES}-${name}`);
        else localStorage.setItem(`${NOTES}-${name}`, JSON.stringify(value));
        return true;
      } catch (blocked) {
        return false;
      }
    },
  };
  tell(opened);
})();
