// Keeps the site on the device, a language at a time, and answers from what is kept. Written beside it by `keeping.py`:
// what there is of each group of files (a language's, or "" for what all share), by the hash of its list.
"use strict";
const GROUPS = {};
const SCOPE = self.registration.scope;
const PREFIX = `outreach ${new URL(SCOPE).pathname} `;
const LIST = "files.json";
const AT_ONCE = 6;

const groupOf = (path) => Object.keys(GROUPS).find((group) => group && path.startsWith(`${group}/`)) || "";
const listOf = (group) => `${SCOPE}${group ? `${group}/` : ""}${LIST}`;
const nameOf = (group) => `${PREFIX}${group} ${GROUPS[group].hash}`;

/** The list of a cache, which is put there last: a cache without it is not whole, and not used. */
const listIn = async (cache, group) => {
  const found = await cache.match(listOf(group));
  return found ? found.json() : null;
};
/** The cache of a group if all of it is there. */
const whole = async (group) => {
  const name = nameOf(group);
  if (!(await caches.has(name))) return null;
  const cache = await caches.open(name);
  return (await cache.match(listOf(group))) ? cache : null;
};
/** A response as if it had been asked for directly: one that was redirected may not answer a navigation. */
const direct = async (response) => (response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response);
/** A file as the list knows it: from the network, past the browser's own cache, and refused if it is of another version. */
const fetched = async (path, hash) => {
  const response = await fetch(SCOPE + path, { cache: "reload", integrity: `sha256-${hash}` });
  if (!response.ok) throw new Error(`${response.status}: ${path}`);
  return direct(response);
};

const under = new Map();
/** Puts all of a group into its cache: what an older version has unchanged from there, the rest from the network. */
const fill = async (group) => {
  if (await whole(group)) return;
  const listed = await fetched(`${group ? `${group}/` : ""}${LIST}`, GROUPS[group].hash);
  const list = await listed.clone().json();
  const cache = await caches.open(nameOf(group));
  const older = [];
  for (const name of await caches.keys()) {
    if (name.startsWith(`${PREFIX}${group} `) && name !== nameOf(group)) {
      const other = await caches.open(name);
      const known = await listIn(other, group);
      if (known) older.push([other, known]);
    }
  }
  const take = async ([path, hash]) => {
    const url = SCOPE + path;
    if (await cache.match(url)) return;
    for (const [other, known] of older) {
      const found = known.now[path] === hash || known.later[path] === hash ? await other.match(url) : null;
      if (found) return cache.put(url, found);
    }
    if (path in list.now) await cache.put(url, await fetched(path, hash));
  };
  // What was fetched on demand before and has not changed is kept too.
  const wanted = [...Object.entries(list.now), ...(older.length ? Object.entries(list.later) : [])];
  const worker = async () => { while (wanted.length) await take(wanted.shift()); };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await cache.put(listOf(group), listed);
};
const keep = (group) => {
  if (!under.has(group)) under.set(group, fill(group).finally(() => under.delete(group)));
  return under.get(group);
};

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    const kept = Object.keys(GROUPS).filter((group) => !group || names.some((name) => name.startsWith(`${PREFIX}${group} `)));
    for (const group of kept) await keep(group);
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const now = Object.keys(GROUPS).map(nameOf);
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && !now.includes(name)) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  const { ask, group } = event.data || {};
  if (ask === "switch") {
    self.skipWaiting();
    return;
  }
  if (!GROUPS[group] || !event.source) return;
  const tell = (state) => event.source.postMessage({ group, state, bytes: GROUPS[group].bytes });
  event.waitUntil((async () => {
    if (await whole(group)) return tell("kept");
    if (ask !== "keep") return tell("not");
    tell("going");
    try {
      await keep(group);
      return tell((await whole(group)) ? "kept" : "failed");
    } catch (broken) {
      return tell("failed");
    }
  })());
});

const answer = async (request, path) => {
  const group = groupOf(path);
  const cache = await whole(group);
  if (!cache) return fetch(request);
  const found = await cache.match(SCOPE + path);
  if (found) return found;
  const list = await listIn(cache, group);
  const hash = list.later[path];
  if (hash) {
    try {
      const response = await fetched(path, hash);
      await cache.put(SCOPE + path, response.clone());
      return response;
    } catch (missing) { /* said below */ }
  } else if (!group) return fetch(request);
  // Never on to a network that may have another version of this site by now.
  if (request.mode !== "navigate") return new Response("", { status: hash ? 503 : 404 });
  return Response.redirect(`${SCOPE}${group ? `${group}/` : ""}404.html?from=${encodeURIComponent(path)}`);
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  url.search = "";
  url.hash = "";
  if (event.request.method !== "GET" || !url.href.startsWith(SCOPE)) return;
  const path = decodeURI(url.href.slice(SCOPE.length));
  event.respondWith(answer(event.request, path === "" || path.endsWith("/") ? `${path}index.html` : path));
});
