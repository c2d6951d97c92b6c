/** A value for each label. */
export type Labels<L extends string> = Readonly<Record<L, string>>;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

/** Labels as both exposition formats write them, without the braces: `method="Get",status="OK"`. */
export function labelText<L extends string>(
  names: readonly L[],
  labels: Readonly<Record<L, string | number>>,
): string {
  return names.map((name) => `${name}="${escapeValue(String(labels[name]))}"`).join(',');
}

function escapeValue(value: string): string {
  return value.replace(/[\\"\n]/g, (character) => escapes[character] ?? character);
}

/** A number as both formats write it. */
export function numberText(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
