/**
 * The life of a service process, once for all of them: listen → register → ready; leave → drain → close. With the admin
 * port (`/metrics`, `/healthz`, `/readyz`), signals, and the middleware that every handler runs behind.
 *
 * Use it in each `main.ts`: `main(async () => { await runService({ name, listeners: [grpc(…)], … }) })`. Not for
 * command-line programs or jobs that end by themselves. Handlers run behind: telemetry → late refusal →
 * rate limit → admission → injected faults → ambient.
 */
export { main } from './lifecycle/main';
export { bootstrap } from './bootstrap';
export type { Bootstrap, ServiceConfig } from './bootstrap';
export { runService } from './lifecycle/run-service';
export type { ServiceOptions } from './lifecycle/service-options';
export { http } from './http/http';
export type { HttpListenerOptions } from './http/http';

// For tests, and for processes that host more than one service.
export { Service } from './lifecycle/service';
