import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, Program, until } from '@flotilla/testing';

const startTimeoutMs = 15_000;

/** A real Prometheus that stores exemplars, with data of its own. */
export interface PrometheusServer {
  readonly url: string;
  /** Ends it, and removes its data. */
  stop(): Promise<void>;
}

/**
 * @param config what its configuration file says; JSON is YAML, too.
 * @throws Error with the end of its output when it is not ready within 15 s.
 */
export async function startPrometheus(program: string, config: object): Promise<PrometheusServer> {
  const folder = await mkdtemp(join(tmpdir(), 'flotilla-prometheus-'));
  const file = join(folder, 'prometheus.yml');
  await writeFile(file, JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const prometheus = new Program(program, [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    '--enable-feature=exemplar-storage',
    '--log.level=warn',
  ]);
  const stop = async (): Promise<void> => {
    await prometheus.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const url = `http://${address}`;
  try {
    await until(`${program} is ready`, startTimeoutMs, async () => {
      if (!prometheus.running) throw new Error('it ended');
      return (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true;
    });
  } catch (cause) {
    await stop();
    throw new Error(`${program} did not start. Its last output:\n${prometheus.output}`, { cause });
  }
  return { url, stop };
}
