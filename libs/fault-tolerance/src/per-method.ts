/** So that names made up by a caller cannot fill the memory. */
const maxMethods = 1_000;

/** One `T` per method, made when first asked for; when there are 999, all further methods share one, `other`. */
export class PerMethod<T> implements Iterable<[string, T]> {
  readonly #create: (method: string) => T;
  readonly #entries = new Map<string, T>();

  constructor(create: (method: string) => T) {
    this.#create = create;
  }

  of(method: string): T {
    return this.#entries.get(method) ?? this.#add(method);
  }

  [Symbol.iterator](): Iterator<[string, T]> {
    return this.#entries.entries();
  }

  #add(method: string): T {
    const name = this.#entries.size < maxMethods - 1 ? method : 'other';
    const entry = this.#entries.get(name) ?? this.#create(name);
    this.#entries.set(name, entry);
    return entry;
  }
}
