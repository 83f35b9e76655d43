import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'

/** A correction that moves more than it may by itself waits for an officer's order. */
export const heldCorrectionsAreOrdered = (policy: Policy): Wait => ({
  id: 'settlement.held-corrections-are-ordered',
  rule: 'a correction that is held for approval is ordered within the days of the policy',
  work: { zh: '待遇更正待批准', en: 'corrections of claims that wait for an order' },
  isStuck: true,
  waits: (item) => {
    const held = yearIn(item)?.trail.held
    return held && waitingFor(policy, 'settlement.correction_told_after', held.since, held.moves)
  },
})
