import type { Instance } from '@flotilla/discovery';
import { ProcessLog } from './process-log';
import type { ProcessFigures } from './process-log';
import { processReading } from './process-figures';
import { textOf } from './text-of';

const timeoutMs = 1_000;
/** Far more than a process has to say. */
const maxBytes = 4 * 2 ** 20;
const processesAtMost = 100;
export const generatorName = 'load generator';

/** Asks processes for their CPU and memory; the generator is one of them. */
export class ProcessMeter {
  readonly #logs = new Map<string, ProcessLog>();

  /** Reads all of these once, side by side. Never rejects: who does not answer is not measured. */
  async read(instances: readonly Instance[], atMs: () => number): Promise<void> {
    const { user, system } = process.cpuUsage();
    const own = { cpuSeconds: (user + system) / 1_000_000, memoryBytes: process.memoryUsage.rss() };
    this.#logOf(generatorName)?.record(atMs(), own);
    await Promise.all(instances.map((instance) => this.#readOne(instance, atMs)));
  }

  figures(): ProcessFigures[] {
    return [...this.#logs.values()]
      .map((log) => log.figures())
      .filter((figures) => figures !== undefined)
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  }

  async #readOne({ id, host, metadata: { adminPort } }: Instance, atMs: () => number): Promise<void> {
    if (adminPort === undefined) return;
    try {
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${adminPort}/metrics`;
      const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
      const reading = processReading(await textOf(response, maxBytes));
      if (reading) this.#logOf(id)?.record(atMs(), reading);
    } catch {
      // It is gone, or too busy to say; the next reading spans the gap.
    }
  }

  #logOf(name: string): ProcessLog | undefined {
    if (!this.#logs.has(name) && this.#logs.size < processesAtMost)
      this.#logs.set(name, new ProcessLog(name));
    return this.#logs.get(name);
  }
}
