import { registryShape } from './registry-config';
import { flag, integer, oneOf, optionalText, optionalUrl, port, ratio } from './variables';

/** What every service of the fleet reads; an app adds its own variables to it. */
export const serviceShape = {
  /** `service-slot`, unique in the fleet. Default: the service's name and the host's. */
  INSTANCE_ID: optionalText(),
  /** What a canary's share of the calls goes by. Default: none. */
  INSTANCE_VERSION: optionalText(),
  /** Its share beside others of its service, under policies that weigh. Default 1. */
  INSTANCE_WEIGHT: integer({ min: 1, max: 1_000, default: 1 }),
  /** The address to bind. Default 127.0.0.1; 0.0.0.0 in containers. */
  HOST: optionalText().default('127.0.0.1'),
  /** The address to register when it is not HOST. Default: HOST, or this machine's first address when HOST is 0.0.0.0. */
  ADVERTISE_HOST: optionalText(),
  /** Default 0: a free port. */
  PORT: port(0),
  /** Where the admin port listens. Default: HOST. */
  ADMIN_HOST: optionalText(),
  /** `/metrics`, `/healthz`, `/readyz`. Default 0: a free port, published as the instance's metadata `adminPort`. */
  ADMIN_PORT: port(0),
  ZONE: optionalText(),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
  ...registryShape,
  /** Whether calls and requests are neither measured nor traced, and logged only when they fail. Default false. */
  OTEL_SDK_DISABLED: flag(false),
  /** Where spans go, OTLP over HTTP. Default: nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalUrl(),
  /** Share of traces that are recorded. Default 0.01. */
  OTEL_TRACES_SAMPLER_ARG: ratio(0.01),
} as const;
