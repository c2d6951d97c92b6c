/** A configuration that cannot be used: one line for each variable, naming it and the value received. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
