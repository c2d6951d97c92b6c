import type { LoadResult, Second } from '../result';

const latencyMs = { p50: 4.2, p90: 9, p99: 80, p999: 2_100, max: 2_500 };

function second(number: number, more: Partial<Second> = {}): Second {
  return {
    fromMs: number * 1_000,
    askedPerSecond: 100,
    requests: 100,
    failed: 0,
    slow: 0,
    p50Ms: 4,
    p99Ms: 40,
    answers: { 'greeter-1': 60, 'greeter-2': 40 },
    ...more,
  };
}

const reading = (atMs: number, cpuShare: number) => ({ atMs, cpuShare, memoryBytes: 2 ** 20 });

const process = {
  cpuShare: 0.414,
  cpuPeakShare: 0.6,
  memoryBytes: 90 * 2 ** 20,
  memoryPeakBytes: 120 * 2 ** 20,
  timeline: [reading(1_000, 0.2), reading(3_000, 0.6)],
};

/** A load of four seconds, in which one instance was restarted and something failed, and what is given in its place. */
export function loadResultOf(more: Partial<LoadResult> = {}): LoadResult {
  return {
    scenario: 'steady',
    summary: 'what <nothing> is like',
    url: 'http://127.0.0.1:8080',
    startedAt: '2026-01-02T03:04:05.678Z',
    machine: { node: 'v20.20.0', cores: 2 },
    seed: 1,
    mix: { greetings: 80, orders: 20 },
    arrivals: 'constant',
    connections: null,
    plannedMs: 4_000,
    durationMs: 4_000,
    ended: 'completed',
    peakPerSecond: 100,
    askedPerSecond: 100,
    throughputPerSecond: 97.5,
    requested: 400,
    sent: 400,
    failed: 10,
    failedShare: 0.025,
    late: 4,
    latencyMs,
    statuses: { 200: 394, 503: 6 },
    routes: {},
    shares: { 'greeter-1': 0.6, 'greeter-2': 0.4 },
    timeline: [second(0), second(1), second(2, { failed: 10 }), second(3)],
    processes: [
      { ...process, name: 'greeter-1' },
      { ...process, name: 'load generator', cpuShare: 0.1 },
    ],
    marks: [{ label: 'greeter-2 restarted', atMs: 2_100 }],
    knee: null,
    lateness: { share: 0.001, worstMs: 12, fellBehind: false },
    ...more,
  };
}
