import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export const folder = join(__dirname, '..', '..', 'prometheus');

/** The YAML files of a folder of `prometheus/`. */
export function filesIn(name: 'rules' | 'tests'): string[] {
  return readdirSync(join(folder, name)).map((file) => join(folder, name, file));
}

function rulesIn(file: string): readonly Rule[] {
  const { groups } = parse(readFileSync(file, 'utf8')) as { groups: readonly { rules: readonly Rule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

export const rules: readonly Rule[] = filesIn('rules').flatMap(rulesIn);
export const alerts = rules.filter(({ alert }) => alert !== undefined);
