import { yearOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { coverageId, coverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { billedYearKey, flexibleBaseKey } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { employeeRates, firstMonthOfBases } from './rules/billing-figures.ts'
import type { BaseChoice } from './rules/flexible-base.ts'
import { baseYearOf, chooseBase } from './rules/flexible-base.ts'
import { billedYears } from './store.ts'

/** All bases that a flexible worker chose, in one record: none is chosen twice at once. */
export type FlexibleBases = {
  readonly personId: string
  readonly choices: readonly BaseChoice[]
  readonly version: number
}

export const flexibleBases = defineRecord<FlexibleBases, Pick<FlexibleBases, 'personId'>>({
  kind: 'flexible-base',
  key: flexibleBaseKey,
})

export const readFlexibleBases = async (store: Store, personId: string): Promise<FlexibleBases> =>
  (await flexibleBases.read(store, { personId })) ?? { personId, choices: [], version: 0 }

/** A choice as it is asked for: the year of contributions follows from its month. */
export type AskedChoice = Omit<BaseChoice, 'baseYear' | 'city'> & { readonly personId: string }

/** Records the base that a flexible worker chooses in the city that covers them; a month's billing finds it. */
export const recordChoice = (
  { personId, ...asked }: AskedChoice,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<BaseChoice>> =>
  retryConflicts(async () => {
    const year = yearOf(asked.from)
    const [held, covered, billed] = await Promise.all([
      readFlexibleBases(store, personId),
      coverages.read(store, coverageId(personId)),
      billedYears.read(store, { personId, year }),
    ])
    const person = covered?.person
    if (person?.employment !== 'flexible')
      return refuse('flexible-base.not-flexible', { figures: { personId } })
    const { city } = person
    const baseYear = baseYearOf(asked.from, firstMonthOfBases(policy(), asked.from, city))
    const choice = { ...asked, city, baseYear }
    const months = Object.keys(billed?.months ?? {})
    const rates = employeeRates(policy(), asked.from, city)
    const decision = chooseBase(choice, { held: held.choices, rates, billed: months })
    if (decision.status === 'refused' || held.choices.includes(decision.value)) return decision
    // A month that is billed meanwhile on the lowest base would be corrected by a difference that nobody asked for.
    const stillNotBilled: Write = {
      kind: 'require',
      key: billedYearKey({ personId, year }),
      version: billed?.version ?? 0,
    }
    const choices = [...held.choices, decision.value]
    const kept = flexibleBases.replace({ ...held, choices }, held.version)
    const written = await store.write([kept, stillNotBilled])
    return written.status === 'written' ? accept(decision.value) : undefined
  })
