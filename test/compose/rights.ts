import type { ComposeFleet } from './compose-fleet';

/** What Consul answers to whom. secrets/secrets.test.ts asks for more than these. */
export function rights(fleet: ComposeFleet): void {
  let tokens: Record<string, string>;

  const tokenOf = async (service: string): Promise<string> =>
    (await fleet.compose(['exec', '-T', service, 'cat', '/run/secrets/consul-token'])).trim();

  beforeAll(async () => {
    const [greeter, gateway] = await Promise.all([tokenOf('greeter'), tokenOf('gateway')]);
    tokens = { none: '', wrong: crypto.randomUUID(), greeter, gateway };
  });

  it.each([
    ['none', 'PUT', '/v1/kv/flotilla/policies/greeter', '{}', 403],
    ['wrong', 'PUT', '/v1/kv/flotilla/policies/greeter', '{}', 403],
    ['greeter', 'PUT', '/v1/kv/flotilla/policies/greeter', '{}', 403],
    ['greeter', 'PUT', '/v1/agent/service/register', '{"Name":"gateway","ID":"gateway-x","Port":1}', 403],
    ['gateway', 'PUT', '/v1/agent/service/register', '{"Name":"greeter","ID":"greeter-x","Port":1}', 403],
    ['wrong', 'GET', '/v1/health/service/greeter', undefined, 403],
    ['gateway', 'GET', '/v1/health/service/greeter', undefined, 200],
  ] as const)('%s: %s %s', async (who, method, path, body, status) => {
    const headers = { 'x-consul-token': tokens[who] ?? '' };
    const response = await fetch(fleet.url('CONSUL_PORT') + path, { method, headers, ...(body && { body }) });
    expect(response.status).toBe(status);
  });

  it('show nothing to who has no token', async () => {
    const response = await fetch(`${fleet.url('CONSUL_PORT')}/v1/health/service/greeter`);
    expect(response.status === 403 || ((await response.json()) as unknown[]).length === 0).toBe(true);
  });
}
