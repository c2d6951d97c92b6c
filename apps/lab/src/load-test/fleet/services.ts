/** Whose processes carry a load: the gateway, and what it calls. The registry is asked for no others. */
export const services = ['gateway', 'greeter', 'orders'] as const;
