/** An option of a command: how help shows it, and how its text becomes a value. */
export interface Option<T> {
  /** How help names the value, for example `N`; absent for a flag, which takes none. */
  readonly placeholder?: string;
  readonly help: string;
  /**
   * @param text what was given; undefined when the option was not.
   * @throws RangeError that names the option and the value.
   */
  read(name: string, text: string | undefined): T;
}

export type OptionShape = Readonly<Record<string, Option<unknown>>>;

export type ValuesOf<S extends OptionShape> = { readonly [K in keyof S]: ReturnType<S[K]['read']> };

/** True when given. */
export function flag(help: string): Option<boolean> {
  return { help, read: (_name, text) => text !== undefined };
}

/** Any text, or undefined. */
export function text(placeholder: string, help: string): Option<string | undefined> {
  return { placeholder, help, read: (_name, given) => given };
}

/** A whole number in a range. */
export function integer(range: { min: number; max: number; default: number }, help: string): Option<number> {
  const words = `${range.min} to ${range.max}`;
  return {
    placeholder: 'N',
    help: `${help} (${words}; default ${range.default})`,
    read(name, given) {
      if (given === undefined) return range.default;
      const value = Number(given);
      const fits = /^\d+$/.test(given) && value >= range.min && value <= range.max;
      if (!fits)
        throw new RangeError(
          `--${name} must be a whole number, ${words}, got ${JSON.stringify(given.slice(0, 80))}`,
        );
      return value;
    },
  };
}
