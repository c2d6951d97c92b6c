const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

type Level = (typeof levels)[number];

/** Writes one line. */
export type Log = (level: Level, message: string, fields?: object) => void;

/** JSON lines as all processes of a fleet write them; without the logger's library, which takes more memory than this process. */
export function createLog(
  { LOG_LEVEL: lowest, INSTANCE_ID: instance = 'postgres-1' }: Readonly<Record<string, string | undefined>>,
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Log {
  const threshold = levels.findIndex((level) => level === (lowest ?? 'info'));
  return (level, msg, fields = {}) => {
    if (levels.indexOf(level) < threshold) return;
    const time = new Date().toISOString();
    write(`${JSON.stringify({ level, time, service: 'postgres', instance, ...fields, msg })}\n`);
  };
}
