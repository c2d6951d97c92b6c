import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packedLibraries } from './packed-libraries';

describe.each(packedLibraries)('the README of %s', (library) => {
  const text = readFileSync(join(__dirname, '..', '..', 'libs', library, 'README.md'), 'utf8');

  it('is of 40 to 120 lines', () => {
    const lines = text.trimEnd().split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(40);
    expect(lines).toBeLessThanOrEqual(120);
  });

  it('says when to use it, when not, and what is not here', () => {
    expect(text).toMatch(/\bUse it\b/);
    expect(text).toMatch(/\b(Do not|Not)\b/);
    expect(text).toMatch(/^## Not here$/m);
  });
});
