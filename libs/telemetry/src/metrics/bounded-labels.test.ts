import { BoundedLabels, maxLabelValues } from './bounded-labels';

/** Admits as a family does. */
function admit(bounded: BoundedLabels<'method' | 'status'>, method: string, status = 'OK') {
  const admitted = bounded.admit({ method, status });
  bounded.count(admitted, 1);
  return admitted;
}

it('counts every value after the hundredth as other, and keeps the first hundred', () => {
  const bounded = new BoundedLabels(['method', 'status']);
  const admitted = Array.from({ length: 10_000 }, (_, n) => admit(bounded, `m${n}`).method);
  expect(new Set(admitted).size).toBe(maxLabelValues + 1);
  expect(admitted[maxLabelValues - 1]).toBe('m99');
  expect(admitted[maxLabelValues]).toBe('other');
  expect(admit(bounded, 'm5')).toEqual({ method: 'm5', status: 'OK' });
});

it('bounds each label on its own', () => {
  const bounded = new BoundedLabels(['method', 'status']);
  for (let n = 0; n < 200; n++) admit(bounded, `m${n}`);
  expect(admit(bounded, 'late', 'LATE')).toEqual({ method: 'other', status: 'LATE' });
});

it('has room again once the last series with a value has ended', () => {
  const bounded = new BoundedLabels(['method', 'status']);
  for (let n = 0; n < maxLabelValues; n++) admit(bounded, `m${n}`);
  admit(bounded, 'm0', 'LATE');
  bounded.count({ method: 'm0', status: 'OK' }, -1);
  expect(admit(bounded, 'new').method).toBe('other');
  bounded.count({ method: 'other', status: 'OK' }, -1);
  bounded.count({ method: 'm0', status: 'LATE' }, -1);
  expect(admit(bounded, 'new').method).toBe('new');
});
