import type { Signature } from '#shared/contracts/fields.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { accountEntries, withEntry } from '../account/account-entries.ts'
import { accountYearsOf, heldIn } from '../account/account-years.ts'
import { replaceYear } from '../insured-year/year-writes.ts'
import { refuse } from '../refusals.ts'
import type { BenefitEffects } from './effects.ts'
import { payOutFault, yearsAround } from './propose-benefit.ts'
import type { Benefit } from './rules/benefit.ts'
import { approveBenefit, rejectBenefit } from './rules/benefit.ts'
import { isSameDelivery } from './rules/maternity.ts'
import { benefitWrite, deliveriesWrite, readBenefit, readDeliveries } from './store.ts'

/** What a payout takes from the account, in the very write that grants it; the account is judged anew as it stands then. */
const takenFromAccount = async (
  { benefitId, kind, personId, city, amount }: Benefit,
  on: string,
  effects: BenefitEffects,
): Promise<Decision<readonly Write[]>> => {
  if (kind === 'maternity-allowance') return accept([])
  const years = await accountYearsOf({ personId, day: on }, effects)
  const fault = payOutFault(years, amount, on)
  const year = heldIn(years)
  if (fault || !year) return fault ?? refuse('account.holds-less', { figures: { amount, account: 0 } })
  const entry = {
    ...{ entryId: stableId('AE-', benefitId), personId, year: year.state.year, city, cause: kind },
    ...{ amount: -amount, on, benefitId },
  }
  return accept([replaceYear(withEntry(year, -amount, city)), accountEntries.create(entry)])
}

/** The numbers that are one person's with another, as the years around a day say it. */
const othersOf = async (
  { personId, day }: { readonly personId: string; readonly day: string },
  effects: BenefitEffects,
): Promise<readonly string[]> => {
  const states = (await yearsAround({ personId, day }, effects)).map(({ state }) => state)
  const kept = states.find(({ sameAs }) => sameAs !== undefined)?.sameAs
  const also = states.flatMap(({ alsoAs = [] }) => alsoAs)
  return kept === undefined ? also : [...also, kept, ...(await othersOf({ personId: kept, day }, effects))]
}

/** Why an allowance that waits is not granted: its delivery is claimed under another number that turned out to be the same person. */
const claimedElsewhere = async (
  { personId, city, delivery, state }: Benefit,
  effects: BenefitEffects,
): Promise<Decision<never> | undefined> => {
  if (!delivery || state !== 'proposed') return undefined
  const day = delivery.deliveredOn
  const others = new Set((await othersOf({ personId, day }, effects)).filter((each) => each !== personId))
  const claimed = await Promise.all([...others].map((each) => readDeliveries(effects.store, each)))
  const other = claimed
    .flatMap(({ deliveries }) => deliveries)
    .find(({ deliveredOn }) => isSameDelivery(day, deliveredOn, effects.policy(), city))
  return (
    other &&
    refuse('maternity.claimed-before', {
      field: 'deliveredOn',
      figures: { deliveredOn: other.deliveredOn, benefitId: other.benefitId },
    })
  )
}

/** Approves a benefit by a second officer: the treasury is asked to pay it then. */
export const grantBenefit = (
  benefitId: string,
  approved: Signature,
  effects: BenefitEffects,
): Promise<Decision<Benefit>> =>
  retryConflicts(async () => {
    const found = await readBenefit(effects.store, benefitId)
    if (!found) return refuse('benefit.unknown', { field: 'benefitId', figures: { benefitId } })
    const decision = approveBenefit(found.benefit, approved)
    if (decision.status === 'refused' || decision.value === found.benefit) return decision
    const elsewhere = await claimedElsewhere(found.benefit, effects)
    if (elsewhere) return elsewhere
    const taken = await takenFromAccount(found.benefit, approved.on, effects)
    if (taken.status === 'refused') return taken
    const granted = { benefit: decision.value, version: found.version }
    const written = await effects.store.write([benefitWrite(granted), ...taken.value])
    return written.status === 'written' ? decision : undefined
  })

/** Rejects a benefit, or takes it back; a delivery may be claimed anew then. */
export const turnDownBenefit = (
  benefitId: string,
  rejected: Signature & { readonly reason: string },
  { store }: Pick<BenefitEffects, 'store'>,
): Promise<Decision<Benefit>> =>
  retryConflicts(async () => {
    const found = await readBenefit(store, benefitId)
    if (!found) return refuse('benefit.unknown', { field: 'benefitId', figures: { benefitId } })
    const decision = rejectBenefit(found.benefit, rejected)
    if (decision.status === 'refused' || decision.value === found.benefit) return decision
    const { personId, delivery } = found.benefit
    const held = await readDeliveries(store, personId)
    const left = held.deliveries.filter((each) => each.benefitId !== benefitId)
    const written = await store.write([
      benefitWrite({ benefit: decision.value, version: found.version }),
      ...(delivery ? [deliveriesWrite({ ...held, deliveries: left })] : []),
    ])
    return written.status === 'written' ? decision : undefined
  })
