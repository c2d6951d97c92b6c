import { TokenBucket } from './token-bucket';

describe('TokenBucket', () => {
  it.each([
    { arrivals: [0, 0, 0, 0], delays: [0, 0, 100, 200] },
    { arrivals: [0, 100, 200, 300], delays: [0, 0, 0, 0] },
    { arrivals: [0, 0, 50, 1_000, 1_000, 1_000], delays: [0, 0, 50, 0, 0, 100] },
    { arrivals: [0, 0, 150, 150], delays: [0, 0, 0, 50] },
  ])('delays arrivals at $arrivals by $delays', ({ arrivals, delays }) => {
    let now = 0;
    const bucket = new TokenBucket({ burst: 2, intervalMs: 100, clock: () => now });
    const measured = arrivals.map((at) => {
      now = at;
      return bucket.reserve();
    });
    expect(measured).toEqual(delays);
  });
});
