import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Secrets as files in one folder. Below it is a volume for each program: what the program may know is copied there, and is all
 * that it can see.
 */
export class SecretStore {
  #folder;

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * @param {string} name
   * @returns {string | undefined} undefined when there is none
   */
  read(name) {
    try {
      return readFileSync(join(this.#folder, name), 'utf8');
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /**
   * Writes it whole or not at all; changes nothing where it is the same.
   *
   * @param {string} name
   * @param {string} value
   */
  write(name, value) {
    if (this.read(name) === value) return;
    const path = join(this.#folder, name);
    mkdirSync(dirname(path), { recursive: true });
    // What an interrupted write left may not be written, not even by root without capabilities.
    rmSync(`${path}.new`, { force: true });
    // Whoever sees the volume may read it: programs run as users of their own, and only mounts keep them apart.
    const file = openSync(`${path}.new`, 'wx', 0o444);
    try {
      writeSync(file, value);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(`${path}.new`, path);
  }

  /**
   * The secret, made when there is none yet.
   *
   * @param {string} name
   * @param {() => string} [make] default: 192 random bits, in characters that need no escaping in a URL
   * @returns {string}
   */
  ensure(name, make = () => randomBytes(24).toString('base64url')) {
    const kept = this.read(name);
    if (kept) return kept;
    const made = make();
    this.write(name, made);
    return made;
  }
}
