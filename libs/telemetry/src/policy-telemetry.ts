import type { Telemetry } from './telemetry';

/** What became of the policy documents of one service in this process. */
export interface PolicyTelemetry {
  applied(revision: string): void;
  rejected(revision: string, error: Error): void;
  watchFailed(error: Error): void;
}

/** A metric and a log line for each. */
export function policyTelemetry({ metrics, logger }: Telemetry, service: string): PolicyTelemetry {
  const inForce = metrics.policyRevision.with({ service });
  const rejections = metrics.policyRejections.with({ service });
  inForce.set(0);
  return {
    applied(revision) {
      inForce.set(Number(revision));
      logger.info({ policyOf: service, revision }, 'policy in force');
    },
    rejected(revision, { message: reason }) {
      rejections.inc();
      logger.warn({ policyOf: service, revision, reason }, 'policy refused: the one before stays in force');
    },
    watchFailed({ message: reason }) {
      logger.error({ policyOf: service, reason }, 'the watch broke: policies are no longer followed');
    },
  };
}
