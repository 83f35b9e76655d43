import { yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { isSameDelivery } from '../benefit/rules/maternity.ts'
import { benefitWrite, deliveriesWrite, readBenefit, readDeliveries } from '../benefit/store.ts'
import { spellOn } from '../insured-year/rules/insured-year.ts'
import type { PartingEffects } from './effects.ts'
import type { FollowedParting } from './rules/followed.ts'

/**
 * Has a maternity allowance be whose the delivery was, with the delivery, in one transaction: what was paid stays paid, and
 * neither is paid for it again.
 * @returns why it waits; undefined once it is theirs
 */
export const moveAllowance = (
  { stays, goes }: FollowedParting,
  benefitId: string,
  { store, claims, policy }: PartingEffects,
): Promise<string | undefined> =>
  retryConflicts(async (): Promise<{ waitsFor?: string } | undefined> => {
    const found = await readBenefit(store, benefitId)
    const { delivery, personId } = found?.benefit ?? {}
    if (!found || !delivery || (personId !== stays && personId !== goes))
      return { waitsFor: 'benefit.unknown' }
    if (personId === goes) return {}
    const { deliveredOn } = delivery
    const year = await claims.findYear({ personId: goes, year: yearOf(deliveredOn) })
    if (year?.state.sex === 'male') return { waitsFor: 'maternity.not-the-mother' }
    if (!year || spellOn(year.state, deliveredOn)?.scheme !== 'employee')
      return { waitsFor: 'maternity.not-insured' }
    const [own, theirs] = await Promise.all([readDeliveries(store, stays), readDeliveries(store, goes)])
    const isClaimed = theirs.deliveries.some((each) =>
      isSameDelivery(each.deliveredOn, deliveredOn, policy(), found.benefit.city),
    )
    if (isClaimed) return { waitsFor: 'maternity.claimed-before' }
    const isIt = (each: { readonly benefitId: string }) => each.benefitId === benefitId
    const written = await store.write([
      benefitWrite({ ...found, benefit: { ...found.benefit, personId: goes } }),
      deliveriesWrite({ ...own, deliveries: own.deliveries.filter((each) => !isIt(each)) }),
      deliveriesWrite({ ...theirs, deliveries: [...theirs.deliveries, ...own.deliveries.filter(isIt)] }),
    ])
    return written.status === 'written' ? {} : undefined
  }).then(({ waitsFor }) => waitsFor)
