/// <reference types="jest" />

/** A `describe` of what only root can see. Skipped for everybody else, and its name says why. */
export function describeAsRoot(name: string, suite: () => void): void {
  if (process.getuid?.() === 0) describe(name, suite);
  else describe.skip(`${name} (skipped: this user is not root)`, suite);
}
