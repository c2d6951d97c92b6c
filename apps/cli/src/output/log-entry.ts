const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

export type Level = (typeof levels)[number];

/** A line as the services of the fleet log it: JSON by pino. */
export interface LogEntry {
  readonly level: Level;
  readonly message: string;
  /** ISO 8601. */
  readonly time: string;
  /** What else the entry holds; who logged it aside. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The entry in a line; undefined for any other text. */
export function parseLogEntry(line: string): LogEntry | undefined {
  const object = parseObject(line);
  if (!object) return undefined;
  const { level, msg = '', time = '', service, instance, ...fields } = object;
  const known = levels.find((each) => each === level);
  const isEntry = known && typeof msg === 'string' && typeof time === 'string' && service && instance;
  return isEntry ? { level: known, message: msg, time, fields } : undefined;
}

/** Whether an entry is a warning, or worse. */
export function isAlarming({ level }: LogEntry): boolean {
  return levels.indexOf(level) >= levels.indexOf('warn');
}

function parseObject(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
