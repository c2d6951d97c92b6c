/**
 * What tests across the libraries share: launchers of real backends and of whole fleets, and load.
 *
 * Imported by tests and by the lab only; never by a library or a service.
 */
export { describeDecided } from './backends/describe-decided';
export { describeWithConsul } from './backends/describe-with-consul';
export { describeWithEtcd } from './backends/describe-with-etcd';
export { describeWithPostgres } from './backends/describe-with-postgres';
export { startPostgres } from './backends/test-postgres';
export type { StartPostgresOptions, TestPostgres } from './backends/test-postgres';
export { startConsul } from './backends/consul-agent';
export type { ConsulAgent, StartConsulOptions } from './backends/consul-agent';
export { startEtcd } from './backends/etcd-server';
export type { EtcdServer, StartEtcdOptions } from './backends/etcd-server';
export { decideBackend } from './backends/backend-requirement';
export type { BackendDecision } from './backends/backend-requirement';
export { FaultyBackend } from './backends/faulty-backend';
export type { Exchange, Fault, SeenRequest } from './backends/faulty-backend';
export {
  answering,
  breakingOff,
  endingWatches,
  halfOpen,
  indexGoingBackwards,
  neverBlocking,
  noHttp,
  slow,
} from './backends/faults';
export { startGuardedConsul } from './backends/guarded-consul';
export { startGuardedEtcd } from './backends/guarded-etcd';
export type { GuardedRegistry, Visitor } from './backends/guarded-registry';
export { freePort } from './backends/free-port';
export { Program } from './backends/program';
export { openLoop } from './load/open-loop';
export type { OpenLoopOptions } from './load/open-loop';
export { isFailed, isFailedWithin } from './load/sample';
export type { Sample } from './load/sample';
export { latenessOf } from './load/lateness';
export type { Lateness } from './load/lateness';
export type { ArrivalOptions, Arrivals } from './load/arrivals';
export { closedLoop } from './load/closed-loop';
export { httpSender } from './load/http-sender';
export type { HttpAnswer, HttpSender } from './load/http-sender';
export { anyPortHere } from './fleet/any-port-here';
export { startApp } from './fleet/app-process';
export type { AppProcess } from './fleet/app-process';
export { startFleet } from './fleet/fleet';
export type { Fleet, FleetOptions } from './fleet/fleet';
export { decideRegistry, registries } from './fleet/registry-under-test';
export type { RegistryName, RegistryUnderTest } from './fleet/registry-under-test';
export { until } from './fleet/until';
export { GreetingLoad } from './load/greeting-load';
export type { GreetingLoadOptions, LoadReport } from './load/greeting-load';
export { startOtlpReceiver } from './otlp/otlp-receiver';
export type { OtlpReceiver, ReceivedSpan } from './otlp/otlp-receiver';
export { startSlowGreeter } from './greeter/slow-greeter';
export type { SlowGreeter } from './greeter/slow-greeter';
