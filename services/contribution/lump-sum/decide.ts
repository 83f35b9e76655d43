import type { Day } from '#shared/calendar/day.ts'
import { ageOn, monthOf, yearOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Rounding } from '#shared/money/rate.ts'
import type { Policy, PolicyMoment } from '#shared/policy/policy.ts'
import { numberAt, ratioAt } from '#shared/policy/policy.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { issueWrite } from '../bill/store.ts'
import { contributionRounding, employeeRates, monthDueOn } from '../billing/rules/billing-figures.ts'
import { contributionBase } from '../billing/rules/contribution-base.ts'
import { billedYears } from '../billing/store.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { mayDecide } from '../two-hands/rules/may-decide.ts'
import { lumpSumBills } from './bought.ts'
import type { LumpSum, LumpSumBase, LumpSumDraft } from './rules/decide-lump-sum.ts'
import { baseOf, mayBuy, rejectLumpSum } from './rules/decide-lump-sum.ts'
import { lumpSumBill } from './rules/lump-sum.ts'
import { lumpSumWrite, readLumpSum } from './store.ts'

/** What one officer asks: months for somebody who retired without enough; a base where no month of theirs is billed here. */
export type ProposeLumpSum = {
  readonly lumpSumId: string
  readonly personId: string
  readonly city: CityCode
  readonly retiresOn: Day
  readonly months: number
  readonly baseFen?: Fen | undefined
  readonly document?: string | undefined
  readonly proposed: Signature
}

type Needs = Pick<Effects, 'store' | 'policy'>

/** The last month billed up to a month, of its year or the one before, with its base. */
const lastBilled = async (store: Store, personId: string, retiresOn: Day) => {
  const year = yearOf(retiresOn)
  const years = await billedYears.readMany(store, [
    { personId, year },
    { personId, year: year - 1 },
  ])
  const months = years.flatMap((each) => Object.entries(each?.months ?? {}))
  const until = months.filter(([month]) => month <= monthOf(retiresOn)).sort(([a], [b]) => (a < b ? 1 : -1))
  const [last] = until
  return last && { amount: last[1].base, month: last[0] }
}

/** The number of a person's next lump sum; refused while one of theirs is not paid. */
const nextIndex = async (store: Store, personId: string): Promise<Decision<number>> => {
  let index = 0
  for await (const { bill } of lumpSumBills(store, personId)) {
    if (bill.status !== 'paid')
      return refuse('contribution.lump-sum-waits', { figures: { billId: bill.billId } })
    index += 1
  }
  return accept(index)
}

/** How a lump sum is rounded: it is one amount, its own total. */
const lumpSumRounding = (policy: Policy, moment: PolicyMoment): Rounding => {
  const { step, up = false } = contributionRounding(policy, moment)
  return { step, up }
}

/** The bill that a lump sum comes to as things stand on a day: its base kept within that month's bounds, times the rate. */
export const billOfLumpSum = async (
  { lumpSumId, personId, city, retiresOn, months, base }: Omit<LumpSumDraft, 'proposed'>,
  on: Day,
  { store, policy }: Needs,
): Promise<Decision<Bill>> => {
  const index = await nextIndex(store, personId)
  if (index.status === 'refused') return index
  return accept(
    lumpSumBill(
      {
        ...{ lumpSumId, personId, city, retiresOn, months, issuedOn: on },
        base: contributionBase(base.amount, employeeRates(policy(), monthOf(retiresOn), city)),
        rate: ratioAt(policy(), 'contribution.employee.lump_sum_rate', { on: retiresOn, city }),
        rounding: lumpSumRounding(policy(), { on: retiresOn, city }),
        dueOn: monthDueOn(policy(), monthOf(on), city),
      },
      index.value,
    ),
  )
}

/** The months that earlier lump sums of a person bought: those are paid, or no next one is judged. */
const boughtBefore = async (store: Store, personId: string): Promise<number> => {
  let months = 0
  for await (const { bill } of lumpSumBills(store, personId))
    if (bill.status === 'paid') months += bill.bought?.months ?? 0
  return months
}

type Judged = Required<Pick<LumpSumDraft, 'base' | 'leastAge' | 'record' | 'mostMonths'>>

/** What a lump sum is computed on as things stand, for who is an employee of the city and has retired. */
const judge = async (
  { personId, city, retiresOn, months, baseFen: amount, document }: ProposeLumpSum,
  on: Day,
  { store, policy }: Needs,
): Promise<Decision<Judged>> => {
  if (retiresOn > on)
    return refuse('contribution.retirement-ahead', { field: 'retiresOn', figures: { retiresOn } })
  const covered = (await readCoverages(store, [personId])).get(personId)
  if (!covered || covered.city !== city || covered.scheme !== 'employee')
    return refuse('contribution.not-an-employee', { field: 'personId', figures: { personId, city } })
  const least = numberAt(policy(), 'contribution.employee.lump_sum_least_age', { on: retiresOn, city })
  if (ageOn(covered.birthOn, retiresOn) < least)
    return refuse('lump-sum.too-young', { field: 'retiresOn', figures: { retiresOn, least } })
  if (covered.employment !== 'retired' || covered.retirement === undefined)
    return refuse('lump-sum.record-unknown', { field: 'personId', figures: { personId } })
  const mostMonths = numberAt(policy(), 'contribution.employee.lump_sum_most_months', { on: retiresOn, city })
  const { neededMonths, contributedMonths } = covered.retirement
  const record = { neededMonths, contributedMonths, boughtMonths: await boughtBefore(store, personId) }
  const may = mayBuy(months, { record, mostMonths })
  if (may.status === 'refused') return may
  const base = baseOf(await lastBilled(store, personId, retiresOn), { amount, document }, personId)
  if (base.status === 'refused') return base
  return accept({ base: base.value, leastAge: least, record, mostMonths })
}

/** Proposes a lump sum: nothing is billed yet. What could not be billed as things stand is refused at once. */
export const proposeLumpSum = (command: ProposeLumpSum, effects: Needs): Promise<Decision<LumpSum>> =>
  retryConflicts(async () => {
    const { store } = effects
    const { baseFen: _, document: __, ...draft } = command
    const before = await readLumpSum(store, draft.lumpSumId)
    if (before) return accept(before.lumpSum)
    const judged = await judge(command, draft.proposed.on, effects)
    if (judged.status === 'refused') return judged
    const lumpSum: LumpSum = { ...draft, ...judged.value, state: 'proposed' }
    const bill = await billOfLumpSum(lumpSum, draft.proposed.on, effects)
    if (bill.status === 'refused') return bill
    const written = await store.write([lumpSumWrite({ lumpSum, version: 0 })])
    return written.status === 'written' ? accept(lumpSum) : undefined
  })

const isSameBase = (one: LumpSumBase, other: LumpSumBase): boolean =>
  one.amount === other.amount &&
  ('month' in one ? 'month' in other && one.month === other.month : 'document' in other)

const namedIn = (base: LumpSumBase) =>
  'document' in base ? { baseFen: base.amount, document: base.document } : {}

/**
 * Approves a lump sum by another officer than proposed it, in one transaction with its bill. It is judged anew: a month may
 * have been billed meanwhile, and then its base is the one that counts.
 */
export const approveLumpSum = (
  lumpSumId: string,
  decided: Signature,
  effects: Needs,
): Promise<Decision<LumpSum>> =>
  retryConflicts(async () => {
    const { store } = effects
    const stored = await readLumpSum(store, lumpSumId)
    if (!stored) return refuse('lump-sum.unknown', { field: 'lumpSumId', figures: { lumpSumId } })
    const { lumpSum } = stored
    const may = mayDecide(lumpSum, 'approved', decided.by, 'lump-sum.decided')
    if (may.status === 'refused') return may
    if (may.value === 'stands') return accept(lumpSum)
    const judged = await judge({ ...lumpSum, ...namedIn(lumpSum.base) }, decided.on, effects)
    if (judged.status === 'refused') return judged
    const { base } = judged.value
    if (!isSameBase(base, lumpSum.base))
      return refuse('lump-sum.base-changed', { figures: { base: base.amount } })
    const bill = await billOfLumpSum(lumpSum, decided.on, effects)
    if (bill.status === 'refused') return bill
    const billed = { state: 'approved' as const, decided, billId: bill.value.billId }
    const next: LumpSum = { ...lumpSum, ...judged.value, ...billed }
    const written = await store.write([lumpSumWrite({ ...stored, lumpSum: next }), issueWrite(bill.value)])
    return written.status === 'written' ? accept(next) : undefined
  })

/** Turns a lump sum down; nothing is billed. */
export const turnDownLumpSum = (
  lumpSumId: string,
  decided: Signature & { readonly reason: string },
  { store }: Pick<Needs, 'store'>,
): Promise<Decision<LumpSum>> =>
  retryConflicts(async () => {
    const stored = await readLumpSum(store, lumpSumId)
    if (!stored) return refuse('lump-sum.unknown', { field: 'lumpSumId', figures: { lumpSumId } })
    const decision = rejectLumpSum(stored.lumpSum, decided)
    if (decision.status === 'refused' || decision.value === stored.lumpSum) return decision
    const written = await store.write([lumpSumWrite({ ...stored, lumpSum: decision.value })])
    return written.status === 'written' ? decision : undefined
  })
