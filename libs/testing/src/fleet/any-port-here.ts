/**
 * For every process of a fleet under test: the user's shell may have such variables for other programs, and they would put all
 * apps on one port, or where others reach them.
 */
export const anyPortHere = {
  HOST: '127.0.0.1',
  ADVERTISE_HOST: '',
  ADMIN_HOST: '',
  PORT: '0',
  ADMIN_PORT: '0',
} as const;
