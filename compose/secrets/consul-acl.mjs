import { randomUUID } from 'node:crypto';
import { ask, Refusal } from './ask.mjs';
import { mismatch } from './mismatch.mjs';

/** The part of Consul's ACL API that is needed, on behalf of the one who may do everything. Consul 1.8 or later. */
export class ConsulAcl {
  #address;
  #store;

  /**
   * @param {string} address
   * @param {import('./secret-store.mjs').SecretStore} store
   */
  constructor(address, store) {
    this.#address = address;
    this.#store = store;
  }

  /**
   * Makes sure that the management token is Consul's. A Consul bootstraps once: the token is kept before it is sent, so that
   * nothing is lost with an answer. Old ones make a token of their own instead.
   */
  async bootstrap() {
    const kept = this.#store.ensure('consul-token', randomUUID);
    if (await this.#isKnown(kept)) return;
    try {
      const { SecretID } = await this.#send('PUT', 'acl/bootstrap', { BootstrapSecret: kept });
      this.#store.write('consul-token', SecretID);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 403) throw error;
      if (await this.#isKnown(kept)) return; // done by a request whose answer got lost
      throw mismatch('this Consul has another management token', error);
    }
  }

  /**
   * Makes sure that the program's token exists and may do what the rules say, and nothing else.
   *
   * @param {string} program
   * @param {string} rules in HCL
   * @returns {Promise<string>} the token
   */
  async grant(program, rules) {
    const policy = await this.#ensurePolicy(`flotilla-${program}`, rules);
    const token = this.#store.ensure(`consul-token-${program}`, randomUUID);
    if (!(await this.#isKnown(token)))
      await this.#send('PUT', 'acl/token', {
        SecretID: token,
        Description: program,
        Policies: [{ ID: policy }],
      });
    return token;
  }

  /**
   * Hands the agent its own token, which it keeps.
   *
   * @param {string} token
   */
  async equipAgent(token) {
    await this.#send('PUT', 'agent/token/agent', { Token: token });
  }

  /**
   * @param {string} name
   * @param {string} rules
   * @returns {Promise<string>} its id
   */
  async #ensurePolicy(name, rules) {
    /** @type {{ ID: string, Name: string }[]} */
    const policies = await this.#send('GET', 'acl/policies');
    const known = policies.find(({ Name }) => Name === name);
    if (!known) return (await this.#send('PUT', 'acl/policy', { Name: name, Rules: rules })).ID;
    const { Rules } = await this.#send('GET', `acl/policy/${known.ID}`);
    if (Rules !== rules) await this.#send('PUT', `acl/policy/${known.ID}`, { Name: name, Rules: rules });
    return known.ID;
  }

  /** @param {string} token */
  async #isKnown(token) {
    try {
      await this.#send('GET', 'acl/token/self', undefined, token);
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.status < 500) return false;
      throw error;
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {string} [token]
   */
  #send(method, path, body, token = this.#store.read('consul-token')) {
    const headers = { ...(token && { 'x-consul-token': token }) };
    return ask(`${this.#address}/v1/${path}`, { method, headers, ...(body && { body }) });
  }
}
