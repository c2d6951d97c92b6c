import { Client } from 'pg';

/** Runs one statement on a connection of its own. */
export async function query<R extends object>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(text, values)).rows;
  } finally {
    await client.end();
  }
}

let databases = 0;

/** The URL of a new, empty database on the same server. */
export async function emptyDatabase(url: string): Promise<string> {
  const name = `empty_${++databases}`;
  await query(url, `create database ${name}`);
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
