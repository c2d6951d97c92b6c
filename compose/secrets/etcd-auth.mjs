import { Buffer } from 'node:buffer';
import { ask, Refusal } from './ask.mjs';
import { mismatch } from './mismatch.mjs';

/** What etcd says to what was done before. */
const done = /already exists/;

/** The part of etcd's auth API that is needed. Everything may be done again. */
export class EtcdAuth {
  #address;
  #store;
  /** Absent while authentication is off. @type {string | undefined} */
  #token;

  /**
   * @param {string} address
   * @param {import('./secret-store.mjs').SecretStore} store
   */
  constructor(address, store) {
    this.#address = address;
    this.#store = store;
  }

  /** Becomes root: at once where authentication is on; else everybody is, and root is made. */
  async bootstrap() {
    const password = this.#store.ensure('etcd-password');
    await this.#authenticate(password);
    if (this.#token) return;
    await this.#send('auth/user/add', { name: 'root', password });
    await this.#send('auth/role/add', { name: 'root' });
    await this.#send('auth/user/grant', { user: 'root', role: 'root' });
  }

  /** From here on nobody gets in without a password. */
  async enable() {
    if (!this.#token) await this.#send('auth/enable');
  }

  /**
   * Makes sure that the program's user exists and may do what its role says, and nothing else.
   *
   * @param {string} program
   * @param {{ read: string[], readwrite: string[] }} role keys; those that end in a slash stand for all below
   */
  async grant(program, { read, readwrite }) {
    await this.#ensureRole(program, [
      ...read.map((key) => permission('READ', key)),
      ...readwrite.map((key) => permission('READWRITE', key)),
    ]);
    const password = this.#store.ensure(`etcd-password-${program}`);
    await this.#send('auth/user/add', { name: program, password });
    await this.#send('auth/user/grant', { user: program, role: program });
    this.#store.write(`${program}/etcd-username`, program);
    this.#store.write(`${program}/etcd-password`, password);
  }

  /**
   * @param {string} role
   * @param {Permission[]} wanted
   */
  async #ensureRole(role, wanted) {
    await this.#send('auth/role/add', { name: role });
    /** @type {{ perm?: Permission[] }} */
    const { perm: granted = [] } = await this.#send('auth/role/get', { role });
    for (const perm of wanted)
      if (!granted.some((each) => isSame(each, perm)))
        await this.#send('auth/role/grant', { name: role, perm });
    // Of keys that stay, the grant has changed the kind.
    for (const { key, range_end } of granted)
      if (!wanted.some((each) => isSameRange(each, { key, range_end })))
        await this.#send('auth/role/revoke', { role, key, range_end });
  }

  /** @param {string} password */
  async #authenticate(password) {
    try {
      this.#token = (await this.#send('auth/authenticate', { name: 'root', password })).token;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (/authentication is not enabled/.test(error.text)) return;
      throw mismatch('this etcd has another root password', error);
    }
  }

  /**
   * @param {string} path
   * @param {object} [body]
   */
  async #send(path, body = {}) {
    const headers = { ...(this.#token && { authorization: this.#token }) };
    try {
      return await ask(`${this.#address}/v3/${path}`, { method: 'POST', headers, body });
    } catch (error) {
      if (error instanceof Refusal && done.test(error.text)) return {};
      throw error;
    }
  }
}

/** @typedef {{ permType?: string, key: string, range_end?: string }} Permission */

/**
 * @param {'READ' | 'READWRITE'} permType
 * @param {string} key
 * @returns {Permission}
 */
function permission(permType, key) {
  // All below a slash ends before what comes after the slash, which is 0.
  const end = key.endsWith('/') && { range_end: base64(`${key.slice(0, -1)}0`) };
  return { permType, key: base64(key), ...end };
}

/**
 * @param {Permission} granted etcd leaves READ out, for it is the first of its kinds
 * @param {Permission} wanted
 */
function isSame({ permType = 'READ', ...range }, wanted) {
  return permType === wanted.permType && isSameRange(range, wanted);
}

/**
 * @param {Permission} one
 * @param {Permission} other
 */
function isSameRange(one, other) {
  return one.key === other.key && one.range_end === other.range_end;
}

/** @param {string} text */
function base64(text) {
  return Buffer.from(text).toString('base64');
}
