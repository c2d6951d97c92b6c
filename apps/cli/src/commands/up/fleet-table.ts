import type { SupervisedProcess } from '../../supervisor/supervised-process';

export const header = ['SERVICE', 'INSTANCE', 'ADDRESS', 'ADMIN', 'PID', 'STATE'] as const;

/** A process as a row of the fleet's table. */
export function toRow({ plan, state }: SupervisedProcess): string[] {
  const { address, admin } = state.name === 'ready' ? state : { address: '-', admin: '-' };
  const pid = 'pid' in state ? String(state.pid ?? '-') : '-';
  const word = state.name === 'restarting' ? `restarting (${state.restarts})` : state.name;
  return [plan.service, plan.instance, address, admin, pid, word];
}
