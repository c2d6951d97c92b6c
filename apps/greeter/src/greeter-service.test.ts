import { setTimeout as delay } from 'node:timers/promises';
import { toMethod } from '@flotilla/call';
import type { CallContext, Implementation } from '@flotilla/call';
import { GreeterServiceDefinition, Language } from '@flotilla/contracts';
import type { SayHelloResponse, StreamGreetingsRequest, StreamGreetingsResponse } from '@flotilla/contracts';
import { greeterService } from './greeter-service';

jest.mock('node:timers/promises', () => ({ setTimeout: jest.fn() }));
const pauses = jest.mocked(delay);

const servedBy = { instance: 'greeter-2', zone: 'b' };
const { sayHello, streamGreetings } = GreeterServiceDefinition.methods;
let leaving: AbortController;

function call(definition: typeof sayHello | typeof streamGreetings, request: unknown): unknown {
  const service: Implementation = greeterService(servedBy);
  const method = toMethod(GreeterServiceDefinition, definition);
  const { handler } = service.methods.find((each) => each.method.name === method.name) ?? {};
  const context: CallContext = {
    method,
    deadline: Infinity,
    signal: leaving.signal,
    metadata: {},
    attempts: [],
  };
  return handler?.(request, context);
}

function hello(name: string, language: Language = Language.UNSPECIFIED): Promise<SayHelloResponse> {
  return call(sayHello, { name, language }) as Promise<SayHelloResponse>;
}

function greetings(request: Partial<StreamGreetingsRequest>): AsyncGenerator<StreamGreetingsResponse> {
  const defaults = { name: 'Ada', language: Language.UNSPECIFIED, count: 0, intervalMs: 0 };
  return call(streamGreetings, { ...defaults, ...request }) as AsyncGenerator<StreamGreetingsResponse>;
}

beforeEach(() => {
  leaving = new AbortController();
});

describe('SayHello', () => {
  it.each([
    [Language.UNSPECIFIED, Language.EN, 'Hello, Ada!'],
    [Language.EN, Language.EN, 'Hello, Ada!'],
    [Language.ZH, Language.ZH, '你好，Ada！'],
    [Language.ES, Language.ES, '¡Hola, Ada!'],
    [Language.FR, Language.FR, 'Bonjour, Ada !'],
    [Language.DE, Language.DE, 'Hallo, Ada!'],
    [Language.JA, Language.JA, 'こんにちは、Adaさん！'],
  ])('asked in language %i answers in %i: %s', async (asked, language, message) => {
    await expect(hello('Ada', asked)).resolves.toEqual({ message, language, servedBy });
  });

  it.each([7, 99, Language.UNRECOGNIZED])('refuses the language %i', async (language) => {
    await expect(hello('Ada', language)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: `language must be one of the languages of the contract, got ${language}`,
    });
  });

  it.each([
    ['of one character', 'x'],
    ['of 100 characters', 'x'.repeat(100)],
    ['of 100 characters outside the basic plane', '😀'.repeat(100)],
  ])('greets a name %s', async (_what, name) => {
    await expect(hello(name)).resolves.toMatchObject({ message: `Hello, ${name}!` });
  });

  it.each([
    ['no characters', '', 'name must have 1 to 100 characters, got 0'],
    ['101 characters', 'x'.repeat(101), 'name must have 1 to 100 characters, got 101'],
    ['101 emoji', '😀'.repeat(101), 'name must have 1 to 100 characters, got 101'],
    ['a NUL', 'a\0b', 'name must not contain control characters, got "a\\u0000b"'],
    ['a line end', 'a\nb', 'name must not contain control characters, got "a\\nb"'],
    ['a C1 control', 'a\u0085b', 'name must not contain control characters, got "a\u0085b"'],
  ])('refuses a name of %s', async (_what, name, message) => {
    await expect(hello(name)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message });
  });
});

describe('StreamGreetings', () => {
  beforeEach(() => {
    pauses.mockReset();
  });

  /** How many greetings came, and the pauses between them in milliseconds. */
  async function collect(request: Partial<StreamGreetingsRequest>) {
    const numbers: number[] = [];
    for await (const { number } of greetings(request)) numbers.push(number);
    return { numbers, pausesMs: pauses.mock.calls.map(([ms]) => ms) };
  }

  it('sends greetings with their number', async () => {
    const stream = greetings({ language: Language.DE });
    const { value } = await stream.next();
    expect(value).toEqual({ message: 'Hallo, Ada!', language: Language.DE, servedBy, number: 1 });
  });

  it('sends five, one each second, unless told otherwise', async () => {
    expect(await collect({})).toEqual({ numbers: [1, 2, 3, 4, 5], pausesMs: [1_000, 1_000, 1_000, 1_000] });
  });

  it.each([
    { count: 1, intervalMs: 10 },
    { count: 100, intervalMs: 10 },
    { count: 3, intervalMs: 10_000 },
  ])('sends $count, one every $intervalMs ms', async ({ count, intervalMs }) => {
    const { numbers, pausesMs } = await collect({ count, intervalMs });
    expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(pausesMs).toEqual(Array<number>(count - 1).fill(intervalMs));
  });

  it.each([
    [{ count: 101 }, 'count must be 1 to 100, got 101'],
    [{ intervalMs: 9 }, 'intervalMs must be 10 to 10000, got 9'],
    [{ intervalMs: 10_001 }, 'intervalMs must be 10 to 10000, got 10001'],
    [{ name: '' }, 'name must have 1 to 100 characters, got 0'],
    [{ language: 7 as Language }, 'language must be one of the languages of the contract, got 7'],
  ])('refuses %j', async (request, message) => {
    await expect(greetings(request).next()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message });
  });

  it('stops at once when the client leaves', async () => {
    const { setTimeout } = jest.requireActual<{ setTimeout: typeof delay }>('node:timers/promises');
    pauses.mockImplementation(setTimeout);
    const stream = greetings({ intervalMs: 10_000 });
    await stream.next();
    const next = stream.next();
    leaving.abort();
    await expect(next).rejects.toMatchObject({ name: 'AbortError' });
    await expect(stream.next()).resolves.toEqual({ done: true, value: undefined });
  });
});
