import type { Day } from '#shared/calendar/day.ts'
import type { Entitlement } from '#shared/contracts/enrollment.ts'
import type { BenefitEffects } from '../benefit/effects.ts'
import type { Benefit } from '../benefit/rules/benefit.ts'
import { isSameDelivery } from '../benefit/rules/maternity.ts'
import { readBenefit, readDeliveries } from '../benefit/store.ts'
import { takeBacks } from './store.ts'

type Granted = Benefit & { readonly state: 'granted' }
type Told = {
  readonly occurredOn: Day
  readonly data: { readonly persons: readonly Pick<Entitlement, 'personId' | 'sameAs' | 'alsoAs'>[] }
}
type TakeBackEffects = Pick<BenefitEffects, 'store' | 'policy'>

/** The allowances that were granted under a number. */
const grantedUnder = async (personId: string, { store }: TakeBackEffects): Promise<readonly Granted[]> => {
  const { deliveries } = await readDeliveries(store, personId)
  const found = await Promise.all(deliveries.map(({ benefitId }) => readBenefit(store, benefitId)))
  return found.flatMap((each) => (each?.benefit.state === 'granted' ? [each.benefit as Granted] : []))
}

/** Of two allowances for one delivery the one that was granted later; undefined where they are of two deliveries. */
const laterOf = (one: Granted, other: Granted, { policy }: TakeBackEffects) => {
  const [delivered, before] = [one.delivery?.deliveredOn, other.delivery?.deliveredOn]
  if (delivered === undefined || before === undefined || one.personId === other.personId) return undefined
  if (!isSameDelivery(delivered, before, policy(), one.city)) return undefined
  const [first, later] = [one, other].sort((a, b) =>
    a.grantedOn === b.grantedOn
      ? a.benefitId.localeCompare(b.benefitId)
      : a.grantedOn.localeCompare(b.grantedOn),
  )
  return first && later && { first, later }
}

/**
 * Begins the work of taking an allowance back where two were paid for one delivery, under numbers that are told to be one
 * person. It is begun once, however often that is told; what becomes of it takes two hands.
 */
export const startTakeBacks = async (
  { occurredOn: since, data: { persons } }: Told,
  effects: TakeBackEffects,
): Promise<void> => {
  for (const { personId, sameAs, alsoAs = [] } of persons) {
    const others = [...alsoAs, ...(sameAs === undefined ? [] : [sameAs])]
    if (others.length === 0) continue
    const granted = (
      await Promise.all([personId, ...others].map((number) => grantedUnder(number, effects)))
    ).flat()
    for (const [index, one] of granted.entries())
      for (const other of granted.slice(0, index)) {
        const found = laterOf(one, other, effects)
        if (!found) continue
        const { first, later } = found
        const { benefitId, personId: of, city, amount, delivery } = later
        if (!delivery) continue
        const takeBack = { benefitId, other: first.benefitId, personId: of, city, amount, since }
        const opened = { ...takeBack, deliveredOn: delivery.deliveredOn, state: 'open' as const }
        // What was begun before stays as it stands.
        await effects.store.write([takeBacks.create({ takeBack: opened, commands: [], version: 1 })])
      }
  }
}
