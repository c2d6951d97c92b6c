import type { SecretsProgram } from './secrets-program';

/** What a program may want of a registry: to register an instance of a service, or to read or write a service's policy. */
export type Deed = 'register' | 'read' | 'write';

export interface Running {
  readonly address: string;
  close(): Promise<void>;
}

/** A registry as the fleet starts it, and who may do what there. */
export interface Guarded {
  start(program: string): Promise<Running>;
  /** Secrets that a program is handed, besides the passwords that every fleet has. */
  readonly handed: readonly string[];
  /** What `show` prints of it. */
  readonly shown: RegExp;
  /** Whether it lets somebody do it: a program, `operator`, or `nobody`. */
  permits(
    address: string,
    secrets: SecretsProgram,
    who: string,
    deed: Deed,
    service: string,
  ): Promise<boolean>;
  /** Lets the greeter write its policy, but not register; keeps orders from registering, and the gateway from orders' policy. */
  changeRules(settings: string): Promise<void>;
}
