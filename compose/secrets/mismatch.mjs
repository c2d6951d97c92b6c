/**
 * A registry that does not take the secret kept here: one of the two volumes was lost.
 *
 * @param {string} what for example `this Consul has another management token`
 * @param {unknown} cause
 * @returns {Error}
 */
export function mismatch(what, cause) {
  const advice = "start over with `docker compose --profile '*' down -v`, or bring the volume `secrets` back";
  return new Error(`${what} than the one kept here: ${advice}`, { cause });
}
