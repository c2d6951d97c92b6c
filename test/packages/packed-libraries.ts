import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where `npm run pack:libs` puts the tarballs. */
export const packagesFolder = join(__dirname, '..', '..', 'dist', 'packages');

export const packageFiles = readdirSync(packagesFolder).sort();

/** The libraries that are packed, by their folder in libs/. */
export const packedLibraries = packageFiles.map((file) =>
  file.replace(/^flotilla-|-\d+\.\d+\.\d+\.tgz$/g, ''),
);

/** What a project's package.json says to have all of them. */
export function packedDependencies(): Record<string, string> {
  const entries = packageFiles.map((file, n) => [
    `@flotilla/${packedLibraries[n]}`,
    `file:${join(packagesFolder, file)}`,
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
