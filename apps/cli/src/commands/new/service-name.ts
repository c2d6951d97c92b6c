const rule = /^[a-z][a-z0-9]{1,19}$/;

/** A name as the different files of a service write it. */
export interface ServiceName {
  /** `weather` */
  readonly lower: string;
  /** `Weather` */
  readonly capital: string;
}

/** @throws RangeError that says what a name may be. */
export function toServiceName(name: string): ServiceName {
  if (!rule.test(name)) {
    const got = JSON.stringify(name.slice(0, 80));
    throw new RangeError(
      `<service> must be one word of 2 to 20 small letters and digits, for example weather, got ${got}`,
    );
  }
  return { lower: name, capital: `${name.charAt(0).toUpperCase()}${name.slice(1)}` };
}
