import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The first TypeScript block of a library's README. */
export function snippetOf(library: string): string {
  const readme = readFileSync(join(__dirname, '..', '..', 'libs', library, 'README.md'), 'utf8');
  const [, snippet] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
  if (!snippet) throw new Error(`libs/${library}/README.md has no TypeScript block`);
  return snippet;
}

/** A port as snippets write it, and the free one that takes its place. */
export type Ports = Readonly<Record<string, number>>;

/** The snippet as it is, but for its ports: those may be taken here. */
export function withPorts(snippet: string, ports: Ports): string {
  return Object.entries(ports).reduce((text, [port, free]) => text.replaceAll(port, String(free)), snippet);
}
