import type { Day } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { levyRemitted } from '#shared/contracts/budget.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { ratioAt } from '#shared/policy/policy.ts'
import type { MovementSource } from '../account/rules/account.ts'
import { accountWrites, readAccount } from '../account/store.ts'
import type { Effects } from '../effects.ts'
import type { Clawback } from '../gap/store.ts'
import { clawbackNamed, clawbackReceipts, clawbacks, markGivenBack } from '../gap/store.ts'
import type { CityFundYear } from '../keys.ts'
import { lateFeeOf } from '../levy/rules/levy.ts'
import type { Levy } from '../levy/store.ts'
import {
  lateFeeIdOf,
  lateFeeReceipts,
  lateFees,
  levies,
  levyNamed,
  levyReceipts,
  markRemitted,
} from '../levy/store.ts'
import { clawbackFeeReceipts, clawbackFees } from './store.ts'

type LevyRemitted = ReturnType<typeof levyRemitted.parse>
type Remitted = LevyRemitted['data']

/** What is booked with a remittance: its receipt first, so that a repeat is known by it. */
type Receipt = {
  readonly source: MovementSource
  readonly receipt: Write
  readonly alongside: readonly Write[]
}

const mustBe = (levyId: string, assessed: number, remitted: number): void =>
  must(assessed === remitted, 'levy.amount-differs', `levy ${levyId} is ${assessed} fen, not ${remitted}`, {
    levyId,
    assessed,
    remitted,
  })

/** What is remitted is of the city and scheme that its id names: the accounts of schemes cannot mix. */
const mustBeOf = ({ levyId, city, scheme }: Remitted, of: Pick<CityFundYear, 'city' | 'scheme'>): void =>
  must(of.city === city && of.scheme === scheme, 'levy.of-another-fund', `${levyId} is of another fund`, {
    ...{ levyId, city, scheme },
  })

/** A late fee is charged by the receipt itself: only then is it known for how many days. */
const lateFeeWrites = (levy: Levy, remittedOn: string, { policy }: Pick<Effects, 'policy'>): Write[] => {
  if (levy.share === undefined) return []
  const { city, scheme, year, levyId, dueOn, amount: base, part = 1 } = levy
  const rate = ratioAt(policy(), 'adjustment_fund.levy.late_fee', { on: firstDayOfYear(year), city })
  const { days, fee } = lateFeeOf(base, { dueOn, remittedOn, rate })
  const marked = markRemitted({ city, scheme, year, part }, remittedOn)
  if (fee === 0) return [marked]
  const of = { city, scheme, year, part, levyId, feeId: lateFeeIdOf(levyId) }
  return [marked, lateFees.create({ ...of, base, days, rate, amount: fee, chargedOn: remittedOn })]
}

/** What is given back late is charged as a levy is, by the rule of the day on which it was told. */
const givenBackWrites = (
  { clawbackId, on, dueOn, amount: base, ...clawback }: Clawback,
  remittedOn: Day,
  { policy }: Pick<Effects, 'policy'>,
): Write[] => {
  // What earlier releases clawed back had no last day.
  if (dueOn === undefined) return []
  const { city, scheme, year, part = 1 } = clawback
  const rate = ratioAt(policy(), 'adjustment_fund.levy.late_fee', { on, city })
  const { days, fee } = lateFeeOf(base, { dueOn, remittedOn, rate })
  const marked = markGivenBack({ city, scheme, year, part }, remittedOn)
  if (fee === 0) return [marked]
  const of = { city, scheme, year, part, levyId: clawbackId, feeId: lateFeeIdOf(clawbackId) }
  return [marked, clawbackFees.create({ ...of, base, days, rate, amount: fee, chargedOn: remittedOn })]
}

/** What is booked of a clawback, or of its late fee, where an id names one. */
const givenBack = async (
  store: Store,
  remitted: Remitted,
  effects: Pick<Effects, 'policy'>,
): Promise<Receipt | undefined> => {
  const { levyId, amount, remittedOn } = remitted
  const named = clawbackNamed(levyId)
  if (named === undefined) return undefined
  mustBeOf(remitted, named)
  const { isLateFee, ...of } = named
  const receipt = { ...of, levyId, amount, remittedOn }
  if (isLateFee) {
    const fee = await clawbackFees.read(store, of)
    must(fee?.feeId === levyId, 'levy.unknown', `no late fee ${levyId}`, { levyId })
    mustBe(levyId, fee.amount, amount)
    return { source: 'late-fee', receipt: clawbackFeeReceipts.create(receipt), alongside: [] }
  }
  const clawback = await clawbacks.read(store, of)
  must(clawback?.clawbackId === levyId, 'levy.unknown', `no clawback ${levyId}`, { levyId })
  mustBe(levyId, clawback.amount, amount)
  return {
    ...{ source: 'clawback', receipt: clawbackReceipts.create(receipt) },
    alongside: givenBackWrites(clawback, remittedOn, effects),
  }
}

const receiptOf = async (
  store: Store,
  data: Remitted,
  effects: Pick<Effects, 'policy'>,
): Promise<Receipt> => {
  const { levyId, city, scheme, year, amount, remittedOn } = data
  const back = await givenBack(store, data, effects)
  if (back) return back
  // Ids of another form are of levies that were whole: one a city and year.
  const { isLateFee, ...of } = levyNamed(levyId) ?? { city, scheme, year, isLateFee: false }
  mustBeOf(data, of)
  const receipt = { ...of, levyId, amount, remittedOn }
  if (isLateFee) {
    const fee = await lateFees.read(store, of)
    must(fee?.feeId === levyId, 'levy.unknown', `no late fee ${levyId}`, { levyId })
    mustBe(levyId, fee.amount, amount)
    return { source: 'late-fee', receipt: lateFeeReceipts.create(receipt), alongside: [] }
  }
  const levy = await levies.read(store, of)
  must(levy?.levyId === levyId, 'levy.unknown', `no levy ${levyId}`, { levyId })
  mustBe(levyId, levy.amount, amount)
  return {
    ...{ source: 'levy', receipt: levyReceipts.create(receipt) },
    alongside: lateFeeWrites(levy, remittedOn, effects),
  }
}

/**
 * Books a remitted levy, a late fee or a clawback on the scheme's provincial account: receipt, account and entry in one
 * transaction. So a repeat finds the receipt and changes nothing. What comes late is charged its fee with it.
 * @throws TongchouError `levy.unknown`, `levy.amount-differs`, `levy.of-another-fund`: such a message goes to the dead letters, to be looked at
 */
export const receiveLevy = async (
  { data }: LevyRemitted,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<void> => {
  const { levyId, city, scheme, amount, remittedOn } = data
  const { source, receipt, alongside } = await receiptOf(store, data, { policy })
  await retryConflicts(async () => {
    const account = await readAccount(store, scheme)
    const movement = { source, sourceId: levyId, city, amount, on: remittedOn }
    const written = await store.write([receipt, ...alongside, ...accountWrites(account, [movement])])
    const isBooked = written.status === 'written' || written.failed.some(({ index }) => index === 0)
    return isBooked ? true : undefined
  })
}
