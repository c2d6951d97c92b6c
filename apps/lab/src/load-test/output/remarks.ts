import { format } from '../../output/units';
import type { LoadResult } from '../result';

/** What a reader of the figures has to know: where the knee is, and what speaks against them. */
export function remarksOn(result: LoadResult): string[] {
  return [...kneeRemark(result), ...endRemark(result), ...latenessRemark(result), ...notSentRemark(result)];
}

function kneeRemark({ knee, peakPerSecond }: LoadResult): string[] {
  if (!knee) return [];
  const { ratePerSecond, reached, limits } = knee;
  const held = `${format(limits.failedShare, '%')} failed and a p99 of ${format(limits.p99Ms, 'ms')} at most`;
  if (ratePerSecond === 0) return [`knee: none: no rate was held with ${held}`];
  const rate = `${Math.round(ratePerSecond)}/s`;
  if (reached) return [`knee: ${rate}, the highest rate that was held with ${held}`];
  return [`knee: not reached: ${rate} of ${Math.round(peakPerSecond)}/s were held with ${held}`];
}

function endRemark({ ended }: LoadResult): string[] {
  if (ended === 'completed') return [];
  return [
    ended === 'broke'
      ? 'ended early: for some seconds too much failed or was slow'
      : 'ended early: interrupted',
  ];
}

function latenessRemark({ lateness }: LoadResult): string[] {
  const { share, worstMs, fellBehind } = lateness;
  const facts = `${format(share, '%')} of the requests over 10 ms late, worst ${format(worstMs, 'ms')}`;
  if (fellBehind) return [`! the generator fell behind: latencies are partly its own (${facts})`];
  return [`the generator kept up (${facts})`];
}

function notSentRemark({ requested, sent }: LoadResult): string[] {
  if (sent === requested) return [];
  const count = format(requested - sent, 'count');
  return [
    `! ${count} requests were not sent, as 2,000 were in flight: they count as failed, and are in no percentile`,
  ];
}
