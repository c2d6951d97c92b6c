import type { Registration, RegistrationState } from '@flotilla/discovery';
import type { Telemetry } from '@flotilla/telemetry';

/** Whether the registry lists this instance, and what goes wrong with that. */
export function observeRegistration(telemetry: Telemetry, registration: Registration): void {
  const { metrics, logger, registryTrouble } = telemetry;
  const registered = metrics.registered.with({});
  const show = (state: RegistrationState): void => registered.set(state === 'registered' ? 1 : 0);
  const errors = metrics.registrationErrors.with({});
  show(registration.state);
  registration.observe((event) => {
    if (event.type === 'error') {
      errors.inc();
      registryTrouble.warn({ err: event.error }, 'the registry does not take the registration');
      return;
    }
    show(event.state);
    logger.info({ state: event.state }, 'registration');
  });
}
