import { bounded, maxLabelValues } from './bounded';

it('counts every value after the hundredth as other, and keeps the first hundred', () => {
  const family = bounded(['method', 'status'], (labels) => labels);
  const admitted = Array.from(
    { length: 10_000 },
    (_, n) => family.with({ method: `m${n}`, status: 'OK' }).method,
  );
  expect(new Set(admitted).size).toBe(maxLabelValues + 1);
  expect(admitted[maxLabelValues - 1]).toBe('m99');
  expect(admitted[maxLabelValues]).toBe('other');
  expect(family.with({ method: 'm5', status: 'OK' })).toEqual({ method: 'm5', status: 'OK' });
});

it('bounds each label on its own', () => {
  const family = bounded(['method', 'status'], (labels) => labels);
  for (let n = 0; n < 200; n++) family.with({ method: `m${n}`, status: 'OK' });
  expect(family.with({ method: 'late', status: 'LATE' })).toEqual({ method: 'other', status: 'LATE' });
});
