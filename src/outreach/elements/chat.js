// OutreachChat: text that survives a chat, in lines of words under a checksum; `chat.py` says how, and reads it.
// Knows nothing of what the words say.
(() => {
  "use strict";
  const ID = /^[a-z0-9][a-z0-9-]*$/;
  const coded = (/** @type {string} */ text) => `%${[...new TextEncoder().encode(text)]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase()}`;
  const word = (/** @type {string} */ text) => (ID.test(text) ? text.toUpperCase() : coded(text));
  const sealed = (/** @type {string[]} */ lines) => {
    const body = lines.join("+");
    let rest = 0xffffffff;
    for (const letter of body) {
      rest ^= letter.charCodeAt(0);
      for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
    }
    return `${body}+${((rest ^ 0xffffffff) >>> 0).toString(36).toUpperCase().padStart(7, "0")}`;
  };
  globalThis.OutreachChat = { coded, word, sealed };
})();
