/** Where the policy document of a service is kept in the registry's key-value store. */
export function policyKey(service: string): string {
  return `flotilla/policies/${service}`;
}
