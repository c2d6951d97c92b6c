/**
 * Checks the value of an option.
 *
 * @param range what is expected, for the message: `above 0`
 * @throws RangeError that names the option and the value
 */
export function checkOption(option: string, value: number, valid: boolean, range: string): void {
  if (!valid) throw new RangeError(`${option} must be ${range}, got ${value}`);
}

/** Checks that a timer can wait that long: from 2^31 on, Node's fire at once. */
export function checkTimeout(option: string, value: number): void {
  checkOption(option, value, value > 0 && value <= 2 ** 30, 'above 0 and at most 2^30');
}
