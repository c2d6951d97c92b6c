import type { Overrides } from '../scenario/override';

/** What `flotilla load` is asked to do. */
export type Request = { readonly command: 'help' } | { readonly command: 'list' } | LoadRequest;

export interface LoadRequest {
  readonly command: 'load';
  /** A name, or the path of a file. */
  readonly scenario: string;
  /** Of the gateway, without a path. */
  readonly url: string;
  readonly overrides: Overrides;
  readonly seed: number;
  /** Absent: what the environment says. */
  readonly registryUrl?: string;
  /** The folder that reports are written to. */
  readonly out: string;
  /** A share of failed requests, from 0 to 1. */
  readonly failAbove?: number;
}
