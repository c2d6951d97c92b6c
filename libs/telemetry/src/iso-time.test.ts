import { isoTime } from './iso-time';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('is the time in ISO 8601, also when the clock is set back', () => {
  const times = ['12:00:00.000', '12:00:00.007', '12:00:00.999', '12:00:01.000', '11:59:59.042'].map(
    (time) => `2027-01-31T${time}Z`,
  );
  const written = times.map((time) => {
    jest.setSystemTime(new Date(time));
    return isoTime();
  });
  expect(written).toEqual(times.map((time) => `,"time":"${time}"`));
});
