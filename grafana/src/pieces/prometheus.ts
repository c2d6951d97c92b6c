import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The data source that `grafana/provisioning` defines. */
export const prometheus: DataSourceRef = { type: 'prometheus', uid: 'prometheus' };
