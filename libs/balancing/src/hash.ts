/** 32 bits of a text, each bit of them depending on all of it. Source: FNV-1a over the code units, then `mix`. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(state);
}

/** Another 32 bits for each 32 bits, in which every bit depends on all. Source: MurmurHash3's finaliser. */
export function mix(bits: number): number {
  let mixed = bits;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
