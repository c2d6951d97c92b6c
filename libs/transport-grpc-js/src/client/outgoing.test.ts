import { call, cleanUp, connectTo, contextFor, echo, failureOf, repeat, stream } from '../testing/fixtures';

afterEach(cleanUp);

const circular: Record<string, unknown> = {};
circular['self'] = circular;

describe.each(['unary', 'serverStream'] as const)('a %s call that cannot be sent', (kind) => {
  const method = kind === 'unary' ? echo : repeat;

  it.each([
    ['a request of a wrong type', circular, {}, 'circular structure'],
    ['a request of more than 1 MiB', { text: 'x'.repeat(2 ** 20) }, {}, 'larger than 1048576 bytes'],
    ['a name with a space', { text: 'hi' }, { 'bad name': 'x' }, 'got "bad name"'],
    ['a header of HTTP/1', { text: 'hi' }, { connection: 'close' }, 'got "connection"'],
    ['a binary value', { text: 'hi' }, { 'trace-bin': 'AAE=' }, 'got "trace-bin"'],
    ['metadata of 17 KiB', { text: 'hi' }, { big: 'x'.repeat(17 * 1024) }, 'larger than 16384 bytes'],
  ])('for %s rejects, and leaves nothing behind', async (_what, request, metadata, reason) => {
    const connection = await connectTo({
      echo: async (message) => message,
      async *repeat() {},
    });
    const context = contextFor(method, { metadata });
    const error = await failureOf(connection[kind](request, context));
    expect(error).toMatchObject({ name: 'CallError', code: 'INVALID_ARGUMENT' });
    expect(error.message).toContain(`${method.fullName} cannot be called like this: `);
    expect(error.message).toContain(reason);
    expect(connection.state).toBe('ready');
    await expect(call(connection, contextFor())).resolves.toEqual({ text: 'hi' });
    await (
      await stream(connection, contextFor(repeat))
    ).ended;
    await connection.close(60_000);
  });
});
