import { asPlaced, cancel, place } from './order';

const now = new Date('2026-11-22T10:00:00.123Z');
const later = new Date('2026-11-22T11:00:00.456Z');
const oolong = { sku: 'OOLONG', name: 'Oolong', price: 980, currency: 'EUR' };
const request = { customerId: 'ada', idempotencyKey: 'k', lines: [{ sku: 'OOLONG', quantity: 2 }] };
const placed = place(request, [oolong], { id: 'order-1', now });

describe('placing', () => {
  it('makes an order of version 1, and its first event', () => {
    expect(placed).toEqual({
      order: {
        id: 'order-1',
        customerId: 'ada',
        status: 'placed',
        version: 1,
        lines: [{ sku: 'OOLONG', quantity: 2, unitPrice: 980 }],
        total: 1_960,
        currency: 'EUR',
        placedAt: now,
        updatedAt: now,
      },
      event: { orderId: 'order-1', sequence: 1, type: 'placed', occurredAt: now },
    });
  });
});

describe('cancelling', () => {
  const cancelled = cancel(placed.order, later);

  it('makes the next version, and its event', () => {
    expect(cancelled).toEqual({
      order: { ...placed.order, status: 'cancelled', version: 2, updatedAt: later },
      event: { orderId: 'order-1', sequence: 2, type: 'cancelled', occurredAt: later },
    });
  });

  it('changes nothing the second time', () => {
    expect(cancelled && cancel(cancelled.order, later)).toBeUndefined();
  });

  it('never happens before the last event, whatever the clock says', () => {
    const early = new Date(now.getTime() - 60_000);
    expect(cancel(placed.order, early)).toMatchObject({
      event: { occurredAt: now },
      order: { updatedAt: now },
    });
  });

  it('can be looked past: the order as it was placed', () => {
    expect(cancelled && asPlaced(cancelled.order)).toEqual(placed.order);
  });
});
