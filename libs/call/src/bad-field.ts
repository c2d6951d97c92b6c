import { CallError } from './call-error';

const metadataKey = 'flotilla-bad-field';

export interface BadField {
  /** By its names in JSON: `customerId`, `lines.3.sku`. */
  readonly path: string;
  /** What is wrong with it, and the value: `must be 1 to 1000, got 0`. */
  readonly reason: string;
}

/** INVALID_ARGUMENT for one field of a request; the error tells its caller, however far away, which one. */
export function badField({ path, reason }: BadField): CallError {
  return new CallError('INVALID_ARGUMENT', `${path} ${reason}`, { metadata: { [metadataKey]: path } });
}

/** The field that an error is about, when it was made by `badField`, here or in another process. */
export function badFieldOf({ message, metadata }: CallError): BadField | undefined {
  const path = metadata[metadataKey];
  if (path === undefined || !message.startsWith(`${path} `)) return undefined;
  return { path, reason: message.slice(path.length + 1) };
}
