const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** A time as people write it, `500ms`, `30s`, `1.5m`, `1h`: in milliseconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  return unit === undefined ? undefined : Math.round(Number(number) * units[unit as keyof typeof units]);
}

/** As people say it: `30 s`, `5 min`, `1 h 30 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor((seconds % 3_600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return told.join(' ') || '0 s';
}
