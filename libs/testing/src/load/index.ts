/**
 * Load alone: what sends requests on time and measures them, without the launchers of backends and fleets. For programs that
 * start nothing, as `flotilla load`.
 */
export type { Arrivals } from './arrivals';
export { httpSender } from './http-sender';
export type { HttpAnswer, HttpSender } from './http-sender';
export { LatenessMeter } from './lateness';
export type { Lateness } from './lateness';
export { notSent, pace } from './pace';
export { durationOf, instantsOf, rateAt } from './rate';
export type { RatePhase } from './rate';
export { isFailed, tooLateMs } from './sample';
export type { Sample } from './sample';
