interface PlacedOrder {
  readonly status: number;
  readonly id: string;
}

const order = { customerId: 'ada', lines: [{ sku: 'TEA-OOLONG', quantity: 2 }] };

/** One order of Ada's. */
export async function placeOrder(gatewayUrl: string): Promise<PlacedOrder> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  const body = JSON.stringify(order);
  const answer = await fetch(`${gatewayUrl}/api/orders`, { method: 'POST', headers, body });
  return { status: answer.status, id: ((await answer.json()) as { id: string }).id };
}

/** Orders twice a second, so that there is something to see of them. @returns what ends it */
export function keepOrdering(gatewayUrl: string): () => void {
  const timer = setInterval(() => void placeOrder(gatewayUrl).catch(() => undefined), 500);
  return () => clearInterval(timer);
}
