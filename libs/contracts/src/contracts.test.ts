import {
  descriptors,
  GreeterServiceDefinition,
  Language,
  OrdersServiceDefinition,
  PlaceOrderResponse,
  SayHelloRequest,
} from './index';

interface Described {
  readonly name: string;
  readonly options: { readonly idempotencyLevel?: string };
}

describe.each([GreeterServiceDefinition, OrdersServiceDefinition])('$fullName', ({ fullName, methods }) => {
  it.each(Object.values<Described>(methods).map(({ name, options }) => [name, options] as const))(
    '%s says whether it may be retried',
    (_name, options) => {
      expect(options.idempotencyLevel).toMatch(/^(NO_SIDE_EFFECTS|IDEMPOTENT)$/);
    },
  );

  it('is among the descriptors', () => {
    const [packageName, serviceName] = [fullName.replace(/\.\w+$/, ''), fullName.replace(/^.*\./, '')];
    const text = Buffer.from(descriptors()).toString('latin1');
    expect(text).toContain(packageName);
    expect(text).toContain(serviceName);
  });
});

it('carries names in any script', () => {
  const request = { name: '王小明 😀', language: Language.ZH };
  expect(SayHelloRequest.decode(SayHelloRequest.encode(request).finish())).toEqual(request);
});

it('carries money beyond 32 bits, and instants to the millisecond', () => {
  const money = { minorUnits: 9_007_199_254_740_991n, currency: 'EUR' };
  const order = { placedAt: new Date('2026-11-22T20:00:00.123Z'), total: money };
  const { order: carried } = PlaceOrderResponse.decode(
    PlaceOrderResponse.encode({
      order: { id: '', customerId: '', status: 1, lines: [], updatedAt: undefined, ...order },
    }).finish(),
  );
  expect(carried).toMatchObject(order);
});
