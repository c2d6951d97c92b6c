import { parseOrderId } from './order-id';

const id = '0198f2a4-7c1e-4b5d-9e3f-a1b2c3d4e5f6';

describe('the id of an order', () => {
  it.each([id, id.toUpperCase()])('%s has one spelling', (orderId) => {
    expect(parseOrderId(orderId)).toBe(id);
  });

  it.each(['', '1', `${id}0`, `{${id}}`, id.replaceAll('-', ''), `${id}\n`])('cannot be %j', (orderId) => {
    expect(() => parseOrderId(orderId)).toThrow(`orderId must be a UUID, got ${JSON.stringify(orderId)}`);
  });
});
