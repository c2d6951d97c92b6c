import { Client } from 'pg';
import { describeWithPostgres } from './describe-with-postgres';

async function query(url: string, text: string): Promise<unknown> {
  const client = new Client({ connectionString: url, query_timeout: 2_000, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<{ value: unknown }>(text)).rows[0]?.value;
  } finally {
    void client.end().catch(() => undefined);
  }
}

describeWithPostgres('startPostgres', (postgres) => {
  it('gives a database that keeps its data when it is killed and starts again', async () => {
    const { url, pid } = postgres();
    await query(url, 'create table kept as select 7 as value');
    await postgres().stop('SIGKILL');
    expect(postgres().pid).toBeUndefined();
    await expect(query(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    await postgres().restart();
    expect(postgres().pid).not.toBe(pid);
    await expect(query(url, 'select value from kept')).resolves.toBe(7);
  });

  it('freezes and goes on', async () => {
    const { url, pause, resume } = postgres();
    pause();
    await expect(query(url, 'select 1')).rejects.toThrow('timeout');
    resume();
    await expect(query(url, 'select 2 as value')).resolves.toBe(2);
  });
});
