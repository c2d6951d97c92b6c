import { parseDuration } from '@flotilla/config';
import { suggest } from '../../arguments/suggest';

/** The fields of an object from a file; each refusal names the file, the field and the value. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;

  /**
   * @param where the file, and the path to the object in it
   * @throws RangeError when it is not an object, or has fields other than these
   */
  constructor(
    value: unknown,
    readonly where: string,
    known: readonly string[],
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new RangeError(`${where} must be an object, got ${shown(value)}`);
    this.#values = value as Record<string, unknown>;
    for (const name of Object.keys(value))
      if (!known.includes(name))
        throw new RangeError(
          `${this.path(name)} is unknown${suggest(name, known) || `: use ${known.join(', ')}`}`,
        );
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#values, name);
  }

  path(name: string): string {
    return `${this.where}${this.where.endsWith(':') ? ' ' : '.'}${name}`;
  }

  raw(name: string): unknown {
    return this.has(name) ? this.#values[name] : undefined;
  }

  number(name: string, { min, max, whole = false }: { min: number; max: number; whole?: boolean }): number {
    const value = this.raw(name);
    const fits =
      typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
    return fits ? value : this.refuse(name, `${whole ? 'a whole number' : 'a number'}, ${min} to ${max}`);
  }

  text(name: string, maxLength: number): string {
    const value = this.raw(name);
    const fits = typeof value === 'string' && value.length > 0 && value.length <= maxLength;
    return fits ? value : this.refuse(name, `a text of 1 to ${maxLength} characters`);
  }

  durationMs(name: string, { min, max }: { min: number; max: number }): number {
    const value = this.raw(name);
    const ms = typeof value === 'string' ? parseDuration(value) : undefined;
    const fits = ms !== undefined && ms >= min && ms <= max;
    return fits
      ? ms
      : this.refuse(name, `a time from ${min / 1_000} s to ${max / 3_600_000} h, as "30s" or "5m"`);
  }

  oneOf<const T extends string>(name: string, known: readonly T[]): T {
    return known.find((each) => each === this.raw(name)) ?? this.refuse(name, `one of ${known.join(', ')}`);
  }

  refuse(name: string, wanted: string): never {
    throw new RangeError(`${this.path(name)} must be ${wanted}, got ${shown(this.raw(name))}`);
  }
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
