/**
 * Where the instances of services are: a `Registrar` makes an instance known and keeps it known, a `Discovery` pushes
 * snapshots of a service's instances, a `ConfigStore` keeps small documents that processes follow. A `Registry` is all
 * three, on one backend: Consul, etcd or this process's memory; `StaticDiscovery` is a fixed list.
 *
 * Use it directly to write a client, a proxy or a dashboard. Not needed to call or to run a service: `createClient`
 * watches and `runService` registers. It neither connects to instances nor balances: it says what the registry says.
 */
export { openRegistry } from './open-registry';
export type { RegistrySettings } from './open-registry';
export { consulRegistry } from './consul/consul-registry';
export type { ConsulRegistryOptions } from './consul/consul-registry';
export { etcdRegistry } from './etcd/etcd-registry';
export type { EtcdRegistryOptions } from './etcd/etcd-registry';
export { memoryRegistry } from './memory/memory-registry';
export { StaticDiscovery } from './static/static-discovery';
export { staticInstances } from './static/static-instances';
export type { Instance, InstancePatch } from './instance';
export type { ConfigStore, Entry, PutOptions } from './config-store';
export type { Registry } from './registry';
export type { Discovery, DiscoveryEvent, Snapshot, WatchOptions } from './discovery';
export type {
  RegisterOptions,
  Registrar,
  Registration,
  RegistrationEvent,
  RegistrationState,
} from './registrar';
