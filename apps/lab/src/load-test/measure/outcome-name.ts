/** How an outcome is counted: an HTTP status, the system's name of an error, else the error's own words. */
export function outcomeName(outcome: number | string): string {
  if (typeof outcome === 'number') return String(outcome);
  const [code] = /\bE[A-Z]{3,}\b/.exec(outcome) ?? [];
  return code ?? outcome.replace(/^\w*Error: /, '').slice(0, 60);
}
