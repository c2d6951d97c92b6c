type Labels = Readonly<Record<string, string>>;

export interface Series {
  readonly labels: Labels;
  readonly value: number;
}

/** A recorded value that names the trace in which it was measured. */
export interface Exemplar {
  /** Of the series. */
  readonly series: Labels;
  readonly traceId: string;
}

/** What became of the last evaluation of a rule: `unknown` before the first. */
export interface RuleHealth {
  readonly name: string;
  readonly health: 'ok' | 'err' | 'unknown';
  readonly lastError?: string;
}

/** The series of an instant query. @throws Error with what Prometheus says of a bad one */
export async function queryPrometheus(url: string, expr: string): Promise<Series[]> {
  interface Data {
    readonly result: readonly { readonly metric: Labels; readonly value: [number, string] }[];
  }
  const { result } = await ask<Data>(url, 'query', { query: expr });
  return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}

/** The exemplars of the last five minutes. */
export async function queryExemplars(url: string, query: string): Promise<Exemplar[]> {
  type Data = readonly { readonly seriesLabels: Labels; readonly exemplars: readonly { labels: Labels }[] }[];
  const end = Math.ceil(Date.now() / 1_000);
  const data = await ask<Data>(url, 'query_exemplars', { query, start: String(end - 300), end: String(end) });
  return data.flatMap(({ seriesLabels, exemplars }) =>
    exemplars.map(({ labels }) => ({ series: seriesLabels, traceId: labels['trace_id'] ?? '' })),
  );
}

export async function ruleHealth(url: string): Promise<RuleHealth[]> {
  interface Data {
    readonly groups: readonly { readonly rules: readonly RuleHealth[] }[];
  }
  return (await ask<Data>(url, 'rules')).groups.flatMap(({ rules }) => rules);
}

async function ask<Data>(url: string, path: string, parameters: Labels = {}): Promise<Data> {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(`${url}/api/v1/${path}?${query}`, { signal: AbortSignal.timeout(5_000) });
  const { status, error, data } = (await response.json()) as { status: string; error?: string; data: Data };
  if (status !== 'success') throw new Error(`${path} ${query}: ${error}`);
  return data;
}
