/** By the name of a series. The same thing has the same colour on every panel; red is what went wrong. */
export type Colours = Readonly<Record<string, string>>;

export const serviceColours: Colours = { gateway: 'blue', greeter: 'green', orders: 'purple' };

export const statusColours: Colours = { '2xx': 'green', '3xx': 'blue', '4xx': 'yellow', '5xx': 'red' };

export const connectionColours: Colours = {
  ready: 'green',
  connecting: 'yellow',
  idle: 'blue',
  failed: 'red',
  closed: 'text',
};

export const tryColours: Colours = {
  retry: 'yellow',
  hedge: 'yellow',
  hedge_won: 'green',
  cap_reached: 'orange',
  budget_exhausted: 'red',
};

export const refusalColours: Colours = {
  circuit_breaker: 'red',
  client_throttle: 'orange',
  limiter: 'yellow',
};
