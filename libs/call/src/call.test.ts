import { compose } from './call';
import type { Call, Middleware } from './call';
import { neverAborted } from './context';
import type { CallContext } from './context';
import { toMethod } from './method';
import { service, unary } from './testing/definition';

const context: CallContext = {
  method: toMethod({ ...service, methods: {} }, unary),
  deadline: Infinity,
  signal: neverAborted,
  metadata: {},
  attempts: [],
};

function noting(name: string, log: string[]): Middleware {
  return (next) => async (request, inner) => {
    log.push(`${name} before`);
    const response = await next(request, inner);
    log.push(`${name} after`);
    return response;
  };
}

it('runs the first middleware outermost', async () => {
  const log: string[] = [];
  const call: Call<string, string> = async (request) => {
    log.push('call');
    return `${request}!`;
  };
  const wrapped = compose(noting('a', log), noting('b', log))(call);
  await expect(wrapped('hi', context)).resolves.toBe('hi!');
  expect(log).toEqual(['a before', 'b before', 'call', 'b after', 'a after']);
});

it('composes nothing to the call itself', () => {
  const call: Call = async () => undefined;
  expect(compose()(call)).toBe(call);
});
