export type LogLevel = 'debug' | 'warn' | 'error';

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
}

/** All others, ERROR among them, are `debug`: what a statement did wrong is its sender's to tell. */
const levels: Readonly<Record<string, LogLevel>> = { WARNING: 'warn', FATAL: 'error', PANIC: 'error' };
/** Each client that comes while the server starts or stops gets one: that is no news. */
const starting = /^FATAL: {2}(the database system is |terminating connection )/;
const continuations: ReadonlySet<string | undefined> = new Set([
  'DETAIL',
  'HINT',
  'CONTEXT',
  'QUERY',
  'STATEMENT',
]);

/** Reads the lines of PostgreSQL's log, each with a level; what continues a message has that of the message. */
export function logReader(): (line: string) => LogLine {
  let level: LogLevel = 'debug';
  return (line) => {
    const [, severity] = /^([A-Z0-9]+): {2}/.exec(line) ?? [];
    if (severity !== undefined && !continuations.has(severity)) {
      level = starting.test(line) ? 'debug' : (levels[severity] ?? 'debug');
    }
    return { level, message: line.trim() };
  };
}
