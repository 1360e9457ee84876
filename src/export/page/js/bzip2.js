// Unpacks bzip2 (Seward 1996), which packs sentences a third smaller than gzip; one block at a time, so that
// the page stays awake. Stops with an error at the first block whose checksum is wrong.

const CRC = new Int32Array(256);
for (let i = 0; i < 256; i += 1) {
  let c = i << 24;
  for (let k = 0; k < 8; k += 1) c = c & 0x80000000 ? (c << 1) ^ 0x04c11db7 : c << 1;
  CRC[i] = c;
}

class Bits {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.hold = 0;
    this.held = 0;
  }

  /** At most 24. */
  read(n) {
    while (this.held < n) {
      this.hold = (this.hold << 8) | (this.bytes[this.at] ?? fail());
      this.at += 1;
      this.held += 8;
    }
    this.held -= n;
    return (this.hold >>> this.held) & ((1 << n) - 1);
  }

  long() {
    return ((this.read(16) << 16) | this.read(16)) >>> 0;
  }
}

function fail() {
  throw new Error('the words of this page are damaged');
}

/** The symbols that occur, from a map of maps. */
function symbols(bits) {
  const used = bits.read(16);
  const out = [];
  for (let i = 0; i < 16; i += 1) {
    if (!(used & (0x8000 >> i))) continue;
    const part = bits.read(16);
    for (let j = 0; j < 16; j += 1) if (part & (0x8000 >> j)) out.push(i * 16 + j);
  }
  return out;
}

/** Which code table each fifty symbols use: move-to-front of unary numbers. */
function selectors(bits, tables) {
  const count = bits.read(15);
  const front = Array.from({ length: tables }, (_, i) => i);
  const out = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    let at = 0;
    while (bits.read(1)) at += 1;
    if (at >= tables) fail();
    const [table] = front.splice(at, 1);
    front.unshift(table);
    out[i] = table;
  }
  return out;
}

/** A canonical Huffman table from its code lengths. */
function table(bits, size) {
  const lengths = new Uint8Array(size);
  let length = bits.read(5);
  for (let i = 0; i < size; i += 1) {
    while (bits.read(1)) length += bits.read(1) ? -1 : 1;
    if (length < 1 || length > 20) fail();
    lengths[i] = length;
  }
  const [limit, base, perm] = [new Int32Array(22), new Int32Array(22), []];
  for (let l = 1; l <= 20; l += 1) for (let i = 0; i < size; i += 1) if (lengths[i] === l) perm.push(i);
  const counts = new Int32Array(22);
  for (const l of lengths) counts[l] += 1;
  let [code, seen] = [0, 0];
  for (let l = 1; l <= 20; l += 1) {
    base[l] = seen - code;
    code += counts[l];
    seen += counts[l];
    limit[l] = code - 1;
    code <<= 1;
  }
  return { limit, base, perm, counts };
}

function decode(bits, { limit, base, perm, counts }) {
  let code = 0;
  for (let l = 1; l <= 20; l += 1) {
    code = (code << 1) | bits.read(1);
    if (counts[l] && code <= limit[l]) return perm[base[l] + code];
  }
  return fail();
}

/** One block before its last run-length step. */
function block(bits, most) {
  if (bits.read(1)) fail();
  const origin = bits.read(24);
  const front = symbols(bits);
  const tables = bits.read(3);
  const chosen = selectors(bits, tables);
  const codes = Array.from({ length: tables }, () => table(bits, front.length + 2));
  const end = front.length + 1;
  const out = new Uint32Array(most);
  let [n, group, left, run, power] = [0, -1, 0, 0, 1];
  for (;;) {
    if (!left) {
      group += 1;
      left = 50;
    }
    left -= 1;
    const symbol = decode(bits, codes[chosen[group]] || fail());
    if (symbol < 2) {
      run += power << symbol;
      power <<= 1;
      if (run > most) fail();
      continue;
    }
    if (run) {
      if (n + run > most) fail();
      out.fill(front[0], n, n + run);
      n += run;
      [run, power] = [0, 1];
    }
    if (symbol === end) break;
    if (n >= most) fail();
    const byte = front[symbol - 1];
    front.copyWithin(1, 0, symbol - 1);
    front[0] = byte;
    out[n] = byte;
    n += 1;
  }
  return unsort(out, n, origin);
}

/** The Burrows–Wheeler transform back: each place learns which comes after it. */
function unsort(out, n, origin) {
  if (n && origin >= n) fail();
  const starts = new Uint32Array(257);
  for (let i = 0; i < n; i += 1) starts[(out[i] & 255) + 1] += 1;
  for (let i = 1; i < 257; i += 1) starts[i] += starts[i - 1];
  for (let i = 0; i < n; i += 1) {
    const byte = out[i] & 255;
    out[starts[byte]] |= i << 8;
    starts[byte] += 1;
  }
  const bytes = new Uint8Array(n);
  let at = n ? out[origin] >>> 8 : 0;
  for (let i = 0; i < n; i += 1) {
    bytes[i] = out[at] & 255;
    at = out[at] >>> 8;
  }
  return bytes;
}

/** Four equal bytes are followed by how many more there are. */
function unrun(bytes) {
  let out = new Uint8Array(bytes.length * 2 + 1024);
  let [n, same, last, crc] = [0, 0, -1, -1];
  const put = (byte) => {
    if (n === out.length) {
      const wider = new Uint8Array(out.length * 2);
      wider.set(out);
      out = wider;
    }
    out[n] = byte;
    n += 1;
    crc = (crc << 8) ^ CRC[((crc >>> 24) ^ byte) & 255];
  };
  for (const byte of bytes) {
    if (same === 4) {
      for (let k = 0; k < byte; k += 1) put(last);
      [same, last] = [0, -1];
      continue;
    }
    same = byte === last ? same + 1 : 1;
    last = byte;
    put(byte);
  }
  return { bytes: out.subarray(0, n), crc: ~crc >>> 0 };
}

const pause = () => new Promise((done) => setTimeout(done, 0));

export async function unbzip2(packed) {
  const bits = new Bits(packed);
  if (bits.read(24) !== 0x425a68) fail();
  const most = (bits.read(8) - 48) * 100000;
  const parts = [];
  for (;;) {
    const [high, low] = [bits.read(24), bits.read(24)];
    if (high === 0x177245 && low === 0x385090) break;
    if (high !== 0x314159 || low !== 0x265359) fail();
    const sum = bits.long();
    const { bytes, crc } = unrun(block(bits, most));
    if (crc !== sum) fail();
    parts.push(bytes);
    await pause();
  }
  return new Blob(parts).text();
}
