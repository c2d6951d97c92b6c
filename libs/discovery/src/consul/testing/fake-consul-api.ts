import { untilAborted } from '../../testing/until-aborted';
import type { ConsulApi } from '../consul-api';

/** An agent that grants everything at once and never answers a watch, until told otherwise. */
export function fakeConsulApi(): jest.Mocked<ConsulApi> {
  return {
    instances: jest.fn((_service, _index, signal) => untilAborted(signal)),
    assertVisible: jest.fn<Promise<void>, Parameters<ConsulApi['assertVisible']>>(() => Promise.resolve()),
    serviceNames: jest.fn(() => Promise.resolve([])),
    ping: jest.fn(() => Promise.resolve()),
    register: jest.fn<Promise<void>, Parameters<ConsulApi['register']>>(() => Promise.resolve()),
    pass: jest.fn<Promise<void>, Parameters<ConsulApi['pass']>>(() => Promise.resolve()),
    deregister: jest.fn<Promise<void>, Parameters<ConsulApi['deregister']>>(() => Promise.resolve()),
    entry: jest.fn((_key, _index, signal) => untilAborted(signal)),
    putEntry: jest.fn<Promise<boolean>, Parameters<ConsulApi['putEntry']>>(() => Promise.resolve(true)),
    deleteEntry: jest.fn<Promise<void>, Parameters<ConsulApi['deleteEntry']>>(() => Promise.resolve()),
  };
}
