/** One running copy of a service: what registers, and what a snapshot lists. */
export interface Instance {
  /** `service-slot`, for example `greeter-2`; unique among all that is registered at one time. */
  readonly id: string;
  readonly service: string;
  readonly host: string;
  readonly port: number;
  /** Relative share of the traffic; balancers take an absent weight as 1. */
  readonly weight?: number;
  readonly zone?: string;
  readonly version?: string;
  /** Whatever else clients and operators should know, for example `adminPort`. The case of keys is kept. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What may change while an instance is registered. */
export type InstancePatch = Partial<Omit<Instance, 'id' | 'service'>>;
