import { decideBackend } from './backend-requirement';

const missing = 'CONSUL_BIN is not set';

it.each([
  [{ CONSUL_BIN: '/bin/consul' }, { run: true, program: '/bin/consul' }],
  [
    { CONSUL_BIN: '/bin/consul', REQUIRE_BACKENDS: 'consul' },
    { run: true, program: '/bin/consul' },
  ],
  [{}, { run: false, reason: missing, required: false }],
  [{ CONSUL_BIN: '' }, { run: false, reason: missing, required: false }],
  [{ REQUIRE_BACKENDS: 'etcd, consul' }, { run: false, reason: missing, required: true }],
  [{ REQUIRE_BACKENDS: 'consul-enterprise' }, { run: false, reason: missing, required: false }],
])('with %j decides %j', (env, expected) => {
  expect(decideBackend('consul', 'CONSUL_BIN', env)).toEqual(expected);
});
