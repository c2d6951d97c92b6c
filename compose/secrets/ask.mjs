import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

const answerTimeoutMs = 5_000;
const giveUpAfterMs = 60_000;
const pauseMs = 250;

/** An answer that is no success. */
export class Refusal extends Error {
  /**
   * @param {string} what
   * @param {number} status
   * @param {string} text
   */
  constructor(what, status, text) {
    super(`${what} answered HTTP ${status}: ${text.replace(/\s+/g, ' ').slice(0, 200)}`);
    this.status = status;
    this.text = text;
  }
}

/**
 * Asks once, for JSON.
 *
 * @param {string} url
 * @param {{ method?: string, headers?: Record<string, string>, body?: object }} [request]
 * @returns {Promise<any>} undefined for an empty answer
 * @throws {Refusal} for any status but 2xx
 */
async function askOnce(url, { method = 'GET', headers = {}, body } = {}) {
  const signal = AbortSignal.timeout(answerTimeoutMs);
  const content = body && { body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers, signal, ...content });
  const text = await response.text();
  if (!response.ok) throw new Refusal(`${method} ${url}`, response.status, text);
  return text ? JSON.parse(text) : undefined;
}

/** @param {unknown} error */
function mayPass(error) {
  return !(error instanceof Refusal) || error.status >= 500;
}

/**
 * Asks until there is an answer: of a registry that starts, 60 s at most. Only for what may be asked twice.
 *
 * @type {typeof askOnce}
 */
export async function ask(url, request) {
  const giveUpAt = performance.now() + giveUpAfterMs;
  for (;;) {
    try {
      return await askOnce(url, request);
    } catch (error) {
      if (!mayPass(error)) throw error;
      if (performance.now() > giveUpAt) {
        const { message, cause } = /** @type {Error} */ (error);
        const why = cause instanceof Error ? cause.message : message;
        throw new Error(`no answer for ${giveUpAfterMs / 1_000} s from ${url}: ${why}`, { cause: error });
      }
      await delay(pauseMs);
    }
  }
}
