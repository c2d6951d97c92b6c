import { defineGroup } from '../command-group';
import { policyGet } from './policy-get';
import { policySet } from './policy-set';
import { policyValidate } from './policy-validate';

export const policy = defineGroup({
  name: 'policy',
  summary: 'the policy document of a service, which its callers obey within a second',
  commands: [policyGet, policySet, policyValidate],
});
