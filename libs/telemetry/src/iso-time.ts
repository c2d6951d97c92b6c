let second = NaN;
let upToSecond = '';

/** The time as pino writes it into a line, `,"time":"2027-01-31T12:00:00.000Z"`; all but its milliseconds are made once a second. */
export function isoTime(): string {
  const now = Date.now();
  const current = Math.floor(now / 1_000);
  if (current !== second) {
    second = current;
    upToSecond = `,"time":"${new Date(now).toISOString().slice(0, -4)}`;
  }
  return `${upToSecond}${String(now - current * 1_000).padStart(3, '0')}Z"`;
}
