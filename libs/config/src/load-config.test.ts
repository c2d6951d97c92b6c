import {
  ConfigError,
  flag,
  integer,
  loadConfig,
  milliseconds,
  oneOf,
  optionalUrl,
  port,
  postgresUrl,
  ratio,
  serviceShape,
  text,
} from './index';

const shape = {
  PORT: port(8080),
  TIMEOUT_MS: milliseconds({ min: 1, max: 60_000, default: 2_000 }),
  SHARE: ratio(0.5),
  LEVEL: oneOf(['low', 'high'], 'low'),
  URL: optionalUrl(),
  TRUST: flag(false),
  POOL: integer({ min: 1, max: 50, default: 10 }),
};

it('takes defaults for what is unset, empty or blank, and ignores the rest', () => {
  expect(loadConfig(shape, { PORT: '', SHARE: ' ', HOME: '/root' })).toEqual({
    PORT: 8080,
    TIMEOUT_MS: 2_000,
    SHARE: 0.5,
    LEVEL: 'low',
    TRUST: false,
    POOL: 10,
  });
});

it('reads typed values', () => {
  const environment = {
    PORT: '0',
    TIMEOUT_MS: '300',
    SHARE: '1',
    LEVEL: 'high',
    URL: 'http://127.0.0.1:4318',
    TRUST: 'true',
    POOL: '5',
  };
  expect(loadConfig(shape, environment)).toEqual({
    PORT: 0,
    TIMEOUT_MS: 300,
    SHARE: 1,
    LEVEL: 'high',
    URL: 'http://127.0.0.1:4318',
    TRUST: true,
    POOL: 5,
  });
});

it.each([
  ['PORT', 'abc', 'PORT must be a port, 0 to 65535, got "abc"'],
  ['PORT', '70000', 'PORT must be a port, 0 to 65535, got "70000"'],
  ['PORT', '80.5', 'PORT must be a port, 0 to 65535, got "80.5"'],
  ['TIMEOUT_MS', '0', 'TIMEOUT_MS must be milliseconds, 1 to 60000, got "0"'],
  ['SHARE', '1.5', 'SHARE must be a share, 0 to 1, got "1.5"'],
  ['LEVEL', 'loud', 'LEVEL must be one of low, high, got "loud"'],
  ['TRUST', 'yes', 'TRUST must be true or false, got "yes"'],
  ['POOL', '51', 'POOL must be a whole number, 1 to 50, got "51"'],
  ['URL', 'ftp://x', 'URL must be an http or https URL, got "ftp://x"'],
])('refuses %s=%s', (name, value, message) => {
  expect(() => loadConfig(shape, { [name]: value })).toThrow(
    new ConfigError(`bad configuration:\n  ${message}`),
  );
});

it('names every variable that is wrong, and what is missing', () => {
  expect(() => loadConfig({ PORT: port(1), NAME: text() }, { PORT: 'x' })).toThrow(
    /PORT must be .*\n {2}NAME is not set/,
  );
});

it('has a default for everything that a service reads', () => {
  expect(loadConfig(serviceShape, {})).toMatchObject({ HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'info' });
});

describe('the URL of a database', () => {
  const read = (DATABASE_URL?: string) => () => loadConfig({ DATABASE_URL: postgresUrl() }, { DATABASE_URL });

  it.each(['postgres://a:b@127.0.0.1:5432/orders', 'postgresql://db/orders?sslmode=require'])(
    'may be %s',
    (url) => {
      expect(read(url)()).toEqual({ DATABASE_URL: url });
    },
  );

  it('is needed, must be one of PostgreSQL, and keeps its password to itself', () => {
    expect(read()).toThrow('DATABASE_URL is not set; it needs a value');
    expect(read('mysql://a:hunter2@db/orders')).toThrow(
      'DATABASE_URL must be like postgres://user:password@host:port/database, got "mysql://***@db/orders"',
    );
  });

  it.each(['me:se/cret@db/x', 'me:se:cret@db:x/x', 'me:se@cret@db:x/x', 'me:se\ncret@db:x'])(
    'shows no password that makes it none: %j',
    (rest) => {
      expect(read(`postgres://${rest}`)).toThrow(/got "postgres:\/\/\*\*\*@db/);
    },
  );

  it('is shown without its user', () => {
    expect(read('mysql://a:hunter2@db')).not.toThrow('hunter2');
  });
});
