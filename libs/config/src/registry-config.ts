import { oneOf, optionalText } from './variables';

/** Which registry a process uses, and how to get in. */
export const registryShape = {
  /** Default consul: that, or what speaks its HTTP API, as the embedded registry does. */
  REGISTRY: oneOf(['consul', 'etcd'], 'consul'),
  CONSUL_HTTP_ADDR: optionalText().default('127.0.0.1:8500'),
  CONSUL_HTTP_TOKEN: optionalText(),
  /** URLs of etcd's members, separated by commas. */
  ETCD_ENDPOINTS: optionalText().default('http://127.0.0.1:2379'),
  ETCD_USERNAME: optionalText(),
  ETCD_PASSWORD: optionalText(),
  /** Paths of files in PEM, for https endpoints: the authority, the client's certificate and its key. */
  ETCD_CACERT: optionalText(),
  ETCD_CERT: optionalText(),
  ETCD_KEY: optionalText(),
} as const;
