import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { coverages } from '../coverage/store.ts'

/** Nothing ends with the certificate of a birth; but whoever keeps it is found by no number that other offices know. */
export const numbersAreBrought = (policy: Policy): Wait => ({
  id: 'enrollment.numbers-are-brought',
  rule: 'whoever is registered by a birth certificate and covered has an ID number within the days of the policy',
  work: {
    zh: '凭出生医学证明参保的新生儿待补登公民身份号码',
    en: 'newborns insured by their birth certificate whose ID number is still to be recorded',
  },
  waits: (item) => {
    if (!coverages.is(item)) return undefined
    const { status, awaitsNumber, birthOn } = coverages.from(item).insured
    return awaitsNumber && status === 'covered'
      ? waitingFor(policy, 'enrollment.person.number_days', birthOn)
      : undefined
  },
})
