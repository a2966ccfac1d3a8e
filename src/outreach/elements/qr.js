// OutreachQR: a text as a QR code (ISO/IEC 18004): level L, version 1 to 20, alphanumeric or byte mode.
// Knows no other level or mode.
(() => {
  "use strict";
  if (globalThis.OutreachQR) return;
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  // By version: blocks, check words in each
  const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];
  const CHECKS = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
  // 0 turns a module over.
  const MASKS = [
    (y, x) => (y + x) % 2,
    (y) => y % 2,
    (y, x) => x % 3,
    (y, x) => (y + x) % 3,
    (y, x) => ((y >> 1) + Math.floor(x / 3)) % 2,
    (y, x) => (y * x) % 6,
    (y, x) => (y * x + ((y * x) % 3)) % 2,
    (y, x) => (y + x + ((y * x) % 3)) % 2,
  ];
  const bits = (value, width) => value.toString(2).padStart(width, "0");

  // Product and rest in the field of 256
  const times = (a, b) => b && ((b % 2) * a) ^ times((a * 2) ^ (a > 127 && 285), b >> 1);
  const divide = (words, divisor) =>
    [...words].reduce((rest, word) => [...divisor].map((a, n) => rest[n + 1] ^ times(a, word ^ rest[0])), []);
  const coded = (value, divisor) => [...value, ...divide(value, divisor)];

  // The words of all blocks in turn
  const weave = (blocks) => blocks.flatMap((block) => [...block.entries()]).sort(([a], [b]) => a - b)
    .map(([, word]) => bits(word, 8)).join("");

  const penalty = (grid) => {
    let points = 0;
    let darks = 0;
    for (const row of [...grid, ...grid.map((_, x) => grid.map((row) => row[x]))]) {
      const line = row.join("");
      for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
      for (const _ of `0000${line}0000`.matchAll(/(?=00001011101|.{4}10111010000)/g)) points += 40;
    }
    grid.forEach((row, y) => row.forEach((dark, x) => {
      const below = grid[y + 1] || [];
      darks += dark;
      if ((dark + row[x + 1] + below[x] + below[x + 1]) % 4 === 0) points += 3;
    }));
    return points + 10 * Math.floor(Math.abs((darks * 20) / grid.length ** 2 - 10));
  };

  /** Rows, true where dark. @returns {boolean[][]} */
  const matrix = (/** @type {string} */ text, version = 1) => {
    if (version > 20) throw new RangeError("The text is too long for a QR code.");
    const size = version * 4 + 17;
    const line = [...Array(size).keys()];
    const step = Math.ceil((version * 2 + 2) / Math.floor(version / 7 + 1)) * 2;
    const centres = line.filter((n) => n === 6 || (n > 14 && (size - 7 - n) % step === 0));
    // The fixed patterns; null is room.
    const grid = line.map((y) => line.map((x) => (y === 6 || x === 6 ? 1 - ((y + x) % 2) : null)));
    const square = (top, left, ...rings) => grid.forEach((row, y) => row.forEach((_, x) => {
      const ring = Math.max(Math.abs(y - top), Math.abs(x - left));
      if (ring in rings) row[x] = rings[ring];
    }));
    square(3, 3, 1, 1, 0, 1, 0);
    square(3, size - 4, 1, 1, 0, 1, 0);
    square(size - 4, 3, 1, 1, 0, 1, 0);
    for (const y of centres) for (const x of centres) if (grid[y + 1][x + 1] === null) square(y, x, 1, 0, 1);
    const format = (mask) => coded(bits(8 + mask, 5), "0100110111").forEach((bit, n) => {
      const y = n < 7 ? size - 1 - n : 14 - n + (n < 9);
      const x = n < 7 ? n + (n > 5) : size - 15 + n;
      grid[y][8] = grid[8][x] = bit ^ "101010000010010"[n];
    });
    format(0);
    grid[size - 8][8] = 1;
    if (version > 6) {
      coded(bits(version, 6), "111100100101").forEach((bit, n) => {
        const y = 5 - Math.floor(n / 3);
        const x = size - 9 - (n % 3);
        grid[y][x] = grid[x][y] = bit ^ 0;
      });
    }
    const places = [];
    for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
      for (const y of line.reverse()) for (const x of [right, right - 1]) if (grid[y][x] === null) places.push([y, x]);
    }

    const checks = CHECKS[version - 1];
    let left = BLOCKS[version - 1];
    const room = (places.length & ~7) - left * checks * 8;
    const plain = [...text].every((letter) => LETTERS.includes(letter));
    const bytes = new TextEncoder().encode(text);
    const width = plain ? 9 + (version > 9) * 2 : 8 + (version > 9) * 8;
    const data = bits(plain ? 2 : 4, 4) + bits(bytes.length, width) + (plain
      ? text.replace(/..?/g, (pair) =>
        bits([...pair].reduce((sum, letter) => sum * 45 + LETTERS.indexOf(letter), 0), pair.length * 5 + 1))
      : weave([bytes]));
    if (data.length > room) return matrix(text, version + 1);
    const words = data.padEnd(Math.min(room, (data.length + 11) & ~7), "0").padEnd(room, "1110110000010001")
      .match(/.{8}/g).map((word) => parseInt(word, 2));
    const blocks = [];
    for (; left; left -= 1) blocks.push(words.splice(0, words.length / left));
    let divisor = [];
    for (let root = 1; divisor.length < checks; root = times(root, 2)) {
      divisor = [...divisor, 0].map((a, n) => a ^ times(root, n ? divisor[n - 1] : 1));
    }
    const all = weave(blocks) + weave(blocks.map((block) => divide(block, divisor)));
    return MASKS.map((mask, index) => {
      places.forEach(([y, x], n) => (grid[y][x] = all[n] ^ !mask(y, x)));
      format(index);
      return [penalty(grid), grid.map((row) => row.map(Boolean))];
    }).sort(([a], [b]) => a - b)[0][1];
  };

  /** The data: URL of a PNG. */
  const png = (/** @type {string} */ text, scale = 6, margin = 4) => {
    const grid = matrix(text);
    const size = grid.length + margin * 2;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size * scale;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, size, size);
    pen.fillStyle = "#000";
    grid.forEach((row, y) => row.forEach((dark, x) => dark && pen.fillRect(x + margin, y + margin, 1, 1)));
    return canvas.toDataURL();
  };

  globalThis.OutreachQR = { matrix, png };
})();
