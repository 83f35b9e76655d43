import type { ProposedQuota } from '../../quota/rules/propose-quotas.ts'
import type { Step } from '../../total-control/rules/derivation.ts'
import { partsOf, wholeOf } from '../../total-control/rules/parts.ts'
import type { Position, Turn } from './round.ts'

const rules: Readonly<Record<Turn['turn'], string>> = {
  proposed: 'proposed-anew',
  'counter-proposed': 'counter-proposed',
  accepted: 'accepted',
}

const stepOf = ({ on, turn, amounts, comment }: Turn): Step => ({
  rule: rules[turn],
  given: {
    on,
    ...Object.fromEntries(partsOf(amounts).map((part) => [part, amounts[part] ?? 0])),
    ...(comment === undefined ? {} : { comment }),
  },
  gives: wholeOf(amounts),
})

/** What a position is as a quota: how it was proposed, then every turn it took. */
export const negotiatedQuota = ({ institution, amounts, steps, turns }: Position): ProposedQuota => ({
  institution,
  amounts,
  steps: [...steps, ...turns.map(stepOf)],
})
