import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { LineBuffer } from './line-buffer';
import { createLogger } from './logger';

function setUp() {
  const writes: string[] = [];
  const buffer = new LineBuffer({ write: (text) => void writes.push(text) });
  const logger = createLogger({ level: 'info', base: {}, destination: buffer });
  /** The messages of each write. */
  const written = () => writes.map((text) => [...text.matchAll(/"msg":"(\w+)/g)].map(([, msg]) => msg));
  return { logger, written };
}

describe('lines', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('go together, 50 ms after the first', () => {
    const { logger, written } = setUp();
    logger.info('one');
    jest.advanceTimersByTime(40);
    logger.info('two');
    jest.advanceTimersByTime(9);
    expect(written()).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(written()).toEqual([['one', 'two']]);
    jest.advanceTimersByTime(1_000);
    expect(written()).toHaveLength(1);
  });

  it.each(['warn', 'error', 'fatal'] as const)('go at once with one that is a %s', (level) => {
    const { logger, written } = setUp();
    logger.info('before');
    logger[level]('now');
    expect(written()).toEqual([['before', 'now']]);
    logger.info('after');
    expect(written()).toHaveLength(1);
    jest.advanceTimersByTime(50);
    expect(written()).toEqual([['before', 'now'], ['after']]);
  });

  it('go when they are 8 KiB', () => {
    const { logger, written } = setUp();
    logger.info('x'.repeat(5_000));
    expect(written()).toHaveLength(0);
    logger.info('x'.repeat(5_000));
    expect(written()).toHaveLength(1);
  });

  it('go when they are asked to', () => {
    const { logger, written } = setUp();
    logger.info('last');
    const done = jest.fn(() => expect(written()).toEqual([['last']]));
    logger.flush(done);
    expect(done).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

it.each(['by itself', 'process.exit', 'an exception', 'SIGTERM'])(
  'loses no line of a process that is ended: %s',
  async (how) => {
    const testing = join(__dirname, 'testing');
    const node = ['--conditions=@flotilla/source', '--require', join(testing, 'typescript.cjs')];
    const messages = await new Promise<string[]>((resolve) => {
      const script = [...node, join(testing, 'last-words.ts'), how];
      execFile(process.execPath, script, { timeout: 10_000 }, (_error, stdout) =>
        resolve([...stdout.matchAll(/"msg":"(.*)"/g)].map(([, msg = '']) => msg)),
      );
    });
    expect(messages).toEqual(['one', 'two', 'three']);
  },
);
