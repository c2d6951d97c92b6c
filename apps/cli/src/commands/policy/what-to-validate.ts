interface Target {
  readonly service?: string;
  readonly file?: string;
}

const serviceName = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

/** A word alone is a service, unless no service can have such a name: `-` and `policies/greeter.json` are files. */
export function whatToValidate([first, second]: readonly (string | undefined)[]): Target {
  if (first === undefined) return {};
  if (second !== undefined) return { service: first, file: second };
  return serviceName.test(first) ? { service: first } : { file: first };
}
