import { port, text } from '@flotilla/config';

export const postgresShape = {
  /** The folder with the data and the password: made and filled when it does not exist. */
  DATA_DIRECTORY: text(),
  /** Of 127.0.0.1. */
  PORT: port(5_432),
} as const;
