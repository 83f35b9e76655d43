import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Payee } from '#shared/contracts/payee.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { amountAt } from '#shared/policy/policy.ts'
import { accountYearsOf, heldIn } from '../account/account-years.ts'
import { allowanceFor } from '../adjudication/rules/maternity-allowance.ts'
import type { DeliveryKind } from '../insured-year/rules/care.ts'
import { cityAtLastOf, spellOn } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { refuse } from '../refusals.ts'
import type { BenefitEffects } from './effects.ts'
import type { Benefit } from './rules/benefit.ts'
import { beginBenefit } from './rules/benefit.ts'
import { maternitySpell, yearsBefore } from './rules/maternity.ts'
import { benefitWrite, deliveriesWrite, readBenefit, readDeliveries, requireDeliveries } from './store.ts'

/** What is asked of a delivery, by whom. */
export type ClaimMaternity = {
  readonly benefitId: string
  readonly personId: string
  readonly deliveredOn: Day
  readonly delivery: DeliveryKind
  readonly children: number
  readonly monthlyWage: Fen
  readonly payee: Payee
  readonly document: string
  readonly proposed: Signature
}

/** The years that a question about a day looks into, that of the day first. */
export const yearsAround = async (
  { personId, day }: { readonly personId: string; readonly day: Day },
  { claims }: Pick<BenefitEffects, 'claims'>,
): Promise<readonly RecordedYear[]> => {
  const years = Array.from({ length: yearsBefore + 1 }, (_, back) => yearOf(day) - back)
  const found = await claims.findYears(years.map((year) => ({ personId, year })))
  return found.filter(({ state }) => state.version > 0)
}

/**
 * Claims the maternity allowance of a delivery: reckoned by the policy of its day, paid to the employer or to the mother. Above
 * the policy's figure it waits for a second officer. The delivery is claimed in the same write, so none is claimed twice.
 */
export const claimMaternity = (
  { deliveredOn, delivery, children, monthlyWage, ...claim }: ClaimMaternity,
  effects: BenefitEffects,
): Promise<Decision<Benefit>> =>
  retryConflicts(async () => {
    const { store, policy } = effects
    const { benefitId, personId, payee, document, proposed } = claim
    const earlier = await readBenefit(store, benefitId)
    if (earlier) return accept(earlier.benefit)
    if (payee.kind === 'person' ? payee.id !== personId : payee.kind !== 'employer')
      return refuse('maternity.other-payee', { field: 'payee' })
    const [years, held] = await Promise.all([
      yearsAround({ personId, day: deliveredOn }, effects),
      readDeliveries(store, personId),
    ])
    const states = years.map(({ state }) => state)
    const another = states.find(({ sameAs }) => sameAs !== undefined)?.sameAs
    if (another !== undefined) return refuse('maternity.is-another', { figures: { personId: another } })
    // A delivery is one person's, under whichever of their numbers it was claimed.
    const others = await Promise.all(
      [...new Set(states.flatMap(({ alsoAs = [] }) => alsoAs))].map((each) => readDeliveries(store, each)),
    )
    const claimed = [held, ...others].flatMap(({ deliveries }) => deliveries)
    const own = states.find(({ year }) => year === yearOf(deliveredOn))
    const asked = { deliveredOn, today: proposed.on, years: states, claimed }
    const spell = maternitySpell(asked, policy(), own && spellOn(own, deliveredOn)?.city)
    if (spell.status === 'refused') return spell
    const { city, scheme } = spell.value
    must(isCity(city), 'benefit.no-city', 'a spell is of a city', { personId })
    const moment = { on: deliveredOn, city }
    const { days, allowance } = allowanceFor({ delivery, children, monthlyWage }, policy(), moment)
    const draft = {
      ...{ benefitId, personId, city, scheme, document, proposed, amount: allowance },
      ...{ kind: 'maternity-allowance' as const, payments: [{ payee, amount: allowance }] },
      delivery: { deliveredOn, delivery, children, monthlyWage, days },
    }
    const limit = amountAt(policy(), 'settlement.maternity_approval_above', { on: proposed.on, city })
    const benefit = beginBenefit(draft, allowance > limit)
    const written = await store.write([
      benefitWrite({ benefit, version: 0 }),
      deliveriesWrite({ ...held, deliveries: [...held.deliveries, { deliveredOn, benefitId }] }),
      ...others.map(requireDeliveries),
    ])
    return written.status === 'written' ? accept(benefit) : undefined
  })

/** What is asked of an account that nobody uses any more. */
export type PayOutAccount = Pick<Benefit, 'benefitId' | 'personId' | 'payments' | 'document' | 'proposed'> & {
  readonly kind: 'account-inheritance' | 'account-transfer-out'
}

/** Why an account cannot be paid out so: its owner may still use it, or it holds less. */
export const payOutFault = (
  years: readonly RecordedYear[],
  amount: Fen,
  today: Day,
): Decision<never> | undefined => {
  const used = years.map(({ state }) => spellOn(state, today)).find((spell) => spell !== undefined)
  if (used) return refuse('account.still-insured', { figures: { to: used.to } })
  const account = heldIn(years)?.state.account ?? 0
  return amount > account
    ? refuse('account.holds-less', { field: 'payments', figures: { amount, account: Math.max(0, account) } })
    : undefined
}

/** Proposes to pay out what an account holds: to heirs, or with a move to another province. It always takes a second officer. */
export const proposePayOut = async (
  asked: PayOutAccount,
  effects: BenefitEffects,
): Promise<Decision<Benefit>> => {
  const earlier = await readBenefit(effects.store, asked.benefitId)
  if (earlier) return accept(earlier.benefit)
  const { personId, proposed, payments } = asked
  const years = await accountYearsOf({ personId, day: proposed.on }, effects)
  const amount = sum(payments.map((each) => each.amount))
  const fault = payOutFault(years, amount, proposed.on)
  if (fault) return fault
  const city = accountCityOf(years)
  must(city !== undefined && isCity(city), 'benefit.no-city', 'an account is of a city', { personId })
  const benefit = beginBenefit({ ...asked, city, scheme: 'employee', amount }, true)
  const written = await effects.store.write([benefitWrite({ benefit, version: 0 })])
  return written.status === 'written' ? accept(benefit) : refuse('benefit.changed-meanwhile')
}

/** Whose fund an account is paid out of: the city that had its owner last. */
export const accountCityOf = (years: readonly RecordedYear[]): string | undefined =>
  [...years]
    .sort((a, b) => b.state.year - a.state.year)
    .map(({ state }) => cityAtLastOf(state))
    .find((city) => city !== undefined)
