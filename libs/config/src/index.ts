/**
 * Environment variables to a typed, validated configuration: `loadConfig({ PORT: port(8080) })`.
 *
 * Use it once, at the start of a process. Not for policies that change while a process runs. A bad value is a
 * `ConfigError` that names the variable and the value; nothing starts half-configured. Secrets come from files: `X_FILE`.
 */
export { loadConfig } from './load-config';
export type { ConfigOf, ConfigShape } from './load-config';
export { ConfigError } from './config-error';
export { parseDuration } from './duration';
export {
  flag,
  integer,
  milliseconds,
  oneOf,
  optionalText,
  optionalUrl,
  port,
  postgresUrl,
  ratio,
  text,
} from './variables';
export { registryShape } from './registry-config';
export { serviceShape } from './service-config';
