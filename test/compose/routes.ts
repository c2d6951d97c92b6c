import type { ComposeFleet } from './compose-fleet';
import { placeOrder } from './orders';

export function routes(fleet: ComposeFleet): void {
  it('answers each through the published port', async () => {
    const gatewayUrl = fleet.url('GATEWAY_PORT');
    const { status, id } = await placeOrder(gatewayUrl);
    expect(status).toBe(201);
    const paths = [
      '/api/greetings/Ada?language=fr',
      '/api/greetings/Ada/stream?count=2&intervalMs=10',
      `/api/orders/${id}`,
      '/api/orders?customerId=ada',
      '/api/products',
      '/openapi.json',
      '/docs',
    ];
    const answers = await Promise.all(paths.map((path) => fetch(gatewayUrl + path)));
    expect(answers.filter((answer) => answer.status !== 200).map((answer) => answer.url)).toEqual([]);
    const cancelled = await fetch(`${gatewayUrl}/api/orders/${id}/cancel`, { method: 'POST' });
    expect(cancelled.status).toBe(200);
    const events = await (await fetch(`${gatewayUrl}/api/orders/${id}/events`)).text();
    expect(events).toMatch(/event: placed[^]*event: cancelled/);
  });
}
