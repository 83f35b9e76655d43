import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { publicHeads } from './store.ts'

/** A fund that nobody looked through for what is to be public: what was approved since is kept from the public. */
export const publicIsKeptUp = (policy: Policy): Wait => ({
  id: 'budget.public-is-kept-up',
  rule: 'what is decided, settled or closed of a fund is made public within the days of the policy',
  waits: (item) =>
    publicHeads.is(item)
      ? waitingFor(policy, 'disclosure.publish_days', publicHeads.from(item).through)
      : undefined,
})
