import { bar, createProgress } from './progress';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function stream(isTTY: boolean): { isTTY: boolean; written: string[]; write(text: string): boolean } {
  const written: string[] = [];
  return { isTTY, written, write: (text) => written.push(text) > 0 };
}

it.each([
  [0, `${'░'.repeat(30)}   0 %`],
  [0.5, `${'█'.repeat(15)}${'░'.repeat(15)}  50 %`],
  [1, `${'█'.repeat(30)} 100 %`],
])('draws %d', (share, drawn) => {
  expect(bar(share)).toBe(drawn);
});

it('moves with the load on a terminal, and leaves nothing behind', () => {
  const terminal = stream(true);
  const tracked = createProgress(terminal).track('kill-instance · default', 10_000);
  expect(terminal.written.at(-1)).toContain('(starting)');
  tracked.begin();
  jest.advanceTimersByTime(5_000);
  expect(terminal.written.at(-1)).toContain(' 50 %  kill-instance · default');
  tracked.end();
  const drawn = terminal.written.length;
  expect(terminal.written.at(-1)).toBe('\r\u001b[K');
  jest.advanceTimersByTime(5_000);
  expect(terminal.written).toHaveLength(drawn);
});

it('is one line elsewhere', () => {
  const file = stream(false);
  const tracked = createProgress(file).track('kill-instance · default', 10_000);
  tracked.begin();
  jest.advanceTimersByTime(10_000);
  tracked.end();
  expect(file.written).toEqual(['kill-instance · default …\n']);
});
