import type { Day, FundYear } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Key, Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Account, YearAccount } from '../keys.ts'
import {
  counterKey,
  incomePartition,
  interestKey,
  interestPartition,
  shardNames,
  shardOf,
  sweepKey,
  sweepReturnKey,
  sweepsPartition,
  sweptKey,
} from '../keys.ts'
import { factPlace } from '../month-facts.ts'
import type { IncomeAccount } from './rules/income-account.ts'
import { freeOf, sweptOf } from './rules/income-account.ts'
import type { Interest } from './rules/interest.ts'
import type { Sweep, SweepReturn } from './rules/sweep.ts'

/** A city's income account of a year is this many counters, so that no single item takes every payment. */
const shards = 16

type Counter = YearAccount & {
  readonly received: Fen
  /** What refunds took off it; absent: nothing. These may overdraw it after a sweep. */
  readonly takenOff?: Fen
  /** What of it fits no bill yet, which no sweep takes; absent: nothing. */
  readonly inSuspense?: Fen
  /** What of it another city's account was asked to pay and has not paid yet; absent: nothing. */
  readonly inTransit?: Fen
  /** The day of what was recorded on it last; absent: nothing on a bill, or by an earlier release. */
  readonly lastOn?: Day
}
type SweptTotal = YearAccount & {
  readonly swept: Fen
  /** What of it the sweeps of other years moved, whose money was assigned to this one; negative: this one's of theirs. */
  readonly carried?: Fen
  /** What had been taken off when the account was last seen not overdrawn; absent: nothing. */
  readonly takenOffBefore?: Fen
  readonly version: number
}

const counters = defineRecord<Counter, YearAccount & { readonly shard: string }>({
  kind: 'income',
  key: ({ shard, ...account }) => counterKey(account, shard),
})
const sweptTotals = defineRecord<SweptTotal, YearAccount>({ kind: 'income-swept', key: sweptKey })

const fieldsOf = ({ city, scheme, fundYear }: YearAccount): YearAccount => ({ city, scheme, fundYear })

export const sweeps = defineRecord<Sweep, Pick<Sweep, 'sweepId'>>({
  kind: 'sweep',
  key: ({ sweepId }) => sweepKey(sweepId),
  index: (sweep) => ({
    ...{ gsi1pk: sweepsPartition(sweep), gsi1sk: sweep.sweepId },
    ...factPlace('sweep', {
      ...{ ...fieldsOf(sweep), month: monthOf(sweep.sweptOn) },
      ...{ of: 'swept', id: sweep.sweepId, amounts: [{ pooled: sweep.amount, account: 0 }] },
    }),
  }),
})

export const sweepReturns = defineRecord<SweepReturn, Pick<SweepReturn, 'returnId'>>({
  kind: 'sweep-return',
  key: ({ returnId }) => sweepReturnKey(returnId),
  index: (back) => ({
    ...{ gsi1pk: sweepsPartition(back), gsi1sk: back.returnId },
    ...factPlace('sweep', {
      ...{ ...fieldsOf(back), month: monthOf(back.returnedOn) },
      ...{ of: 'come-back', id: back.returnId, amounts: [{ pooled: -back.amount, account: 0 }] },
    }),
  }),
})

export const interests = defineRecord<Interest, Pick<Interest, 'interestId'>>({
  kind: 'interest',
  key: ({ interestId }) => interestKey(interestId),
  index: (interest) => ({
    gsi1pk: interestPartition(interest),
    gsi1sk: `${interest.creditedOn}#${interest.interestId}`,
    ...factPlace('interest', {
      ...{ ...fieldsOf(interest), month: monthOf(interest.creditedOn) },
      ...{ of: interest.heldIn, id: interest.interestId, amounts: [{ pooled: interest.amount, account: 0 }] },
    }),
  }),
})

/** The account that an item is a part of: a counter, its total swept, a sweep or what came back; undefined for any other. */
export const accountOfItem = (item: Stored): YearAccount | undefined =>
  counters.is(item) || sweptTotals.is(item) || sweeps.is(item) || sweepReturns.is(item)
    ? fieldsOf(counters.from(item))
    : undefined

/** Where all that an account consists of is, but for its sweeps. */
export const keysOfAccount = (account: YearAccount): Key[] => [
  ...shardNames(shards).map((shard) => counters.key({ ...account, shard })),
  sweptTotals.key(account),
]

/** Money that an account receives on a bill, refunds negative: for the pooled fund, and for personal accounts. */
export type IncomeReceipt = YearAccount & {
  readonly billId: string
  readonly pooled: Fen
  readonly account: Fen
  /** What it changes of the money that is kept in suspense. */
  readonly inSuspense?: Fen
  /** What it changes of the money that is still on its way from another city. */
  readonly inTransit?: Fen
  /** The day of the payment; absent: it is in suspense. */
  readonly paidOn?: Day
}

const accountName = ({ city, scheme, fundYear }: YearAccount): string => [city, scheme, fundYear].join(' ')

const moneyOf = (own: readonly IncomeReceipt[]): Fen =>
  sum(own.map(({ pooled, account }) => pooled + account))

/** What receipts of one account change of its counters. */
const amountsOf = (own: readonly IncomeReceipt[]): { readonly [field: string]: Fen } => {
  const inSuspense = sum(own.map((each) => each.inSuspense ?? 0))
  const inTransit = sum(own.map((each) => each.inTransit ?? 0))
  return {
    received: moneyOf(own),
    ...(inSuspense === 0 ? {} : { inSuspense }),
    ...(inTransit === 0 ? {} : { inTransit }),
  }
}

const counterWrite = (
  account: IncomeReceipt,
  amounts: { readonly [field: string]: Fen },
  lastOn?: Day,
): Write => ({
  kind: 'add',
  key: counters.key({ ...fieldsOf(account), shard: shardOf(account.billId, shards) }),
  amounts,
  set: { kind: counters.kind, ...fieldsOf(account), ...(lastOn === undefined ? {} : { lastOn }) },
})

/** The last day of what came to an account. */
const lastDayOf = (own: readonly Pick<IncomeReceipt, 'paidOn'>[]): Day | undefined =>
  own
    .flatMap(({ paidOn }) => paidOn ?? [])
    .sort()
    .at(-1)

/** One counter an account, whichever the first bill falls to. */
const countersOf = (
  receipts: readonly IncomeReceipt[],
  more: (money: Fen) => { readonly takenOff?: Fen } = () => ({}),
): Write[] =>
  [...Map.groupBy(receipts, accountName).values()].flatMap((own): Write[] => {
    const [first] = own
    return first ? [counterWrite(first, { ...amountsOf(own), ...more(moneyOf(own)) }, lastDayOf(own))] : []
  })

/**
 * The writes that book money on its income accounts. What takes off more than it brings is a fact that was reported: it is
 * counted, for it may overdraw an account that was swept.
 */
export const incomeWrites = (received: readonly IncomeReceipt[]): Write[] =>
  countersOf(received, (money) => (money < 0 ? { takenOff: -money } : {}))

/**
 * The writes that move money which was kept in suspense: out of its account, or to that of its bill. No sweep can have
 * taken it, so it is there whatever else the account holds.
 */
export const keptWrites = (moved: readonly IncomeReceipt[]): Write[] => countersOf(moved)

/** The write that lets money of another city arrive: it was on its way until the treasury paid it. */
export const arrivalWrite = (account: YearAccount & Pick<IncomeReceipt, 'billId'>, amount: Fen): Write =>
  counterWrite({ ...account, pooled: 0, account: 0 }, { inTransit: -amount })

const accountOf = (fundYear: FundYear, items: readonly Stored[]): IncomeAccount => {
  const [total] = items.filter(sweptTotals.is).map(sweptTotals.from)
  const counted = items.filter(counters.is).map(counters.from)
  return {
    fundYear,
    received: sum(counted.map(({ received }) => received)),
    takenOff: sum(counted.map(({ takenOff = 0 }) => takenOff)),
    inSuspense: sum(counted.map(({ inSuspense = 0 }) => inSuspense)),
    inTransit: sum(counted.map(({ inTransit = 0 }) => inTransit)),
    swept: total?.swept ?? 0,
    lastOn: lastDayOf(counted.map(({ lastOn: paidOn }) => (paidOn === undefined ? {} : { paidOn }))),
    takenOffBefore: total?.takenOffBefore ?? 0,
    carried: total?.carried ?? 0,
    sweptVersion: total?.version ?? 0,
  }
}

/** One year's account, from all its counters. */
export const readIncomeAccount = async (store: Store, account: YearAccount): Promise<IncomeAccount> => {
  const items = await store.getMany(keysOfAccount(account))
  return accountOf(
    account.fundYear,
    items.flatMap((item) => item ?? []),
  )
}

/** The accounts of every year that received anything, in order. */
export const listIncomeAccounts = async (store: Store, account: Account): Promise<IncomeAccount[]> => {
  const items = await Array.fromAsync(store.list({ pk: incomePartition(account) }))
  const byYear = Map.groupBy(items, (item) => counters.from(item).fundYear)
  return [...byYear].map(([year, own]) => accountOf(year, own))
}

/** The recorded sweeps of an account and what came back of them, but for one of this very moment. */
export const listSweeps = (store: Store, account: YearAccount): Promise<Stored[]> =>
  Array.fromAsync(store.list({ index: 'gsi1', pk: sweepsPartition(account) }))

/** The write of a total swept, which no sweep or return may have changed meanwhile. */
const sweptWrite = (
  account: YearAccount,
  moved: { readonly swept: Fen; readonly carried?: Fen },
  found: IncomeAccount,
): Write => {
  const takenOffBefore = freeOf(found) < 0 ? found.takenOffBefore : found.takenOff
  const { sweptVersion: version } = found
  const carried = found.carried + (moved.carried ?? 0)
  const total = { swept: found.swept + moved.swept, takenOffBefore, version }
  return sweptTotals.replace(
    { ...fieldsOf(account), ...total, ...(carried === 0 ? {} : { carried }) },
    version,
  )
}

/** The writes of a sweep: its record, and the total swept. */
export const sweepWrites = (sweep: Sweep, found: IncomeAccount): Write[] => [
  sweeps.create(sweep),
  sweptWrite(sweep, { swept: sweep.amount }, found),
]

/** The writes of money that came back: its record, and the total swept, which is less then. */
export const sweepReturnWrites = (back: SweepReturn, found: IncomeAccount): Write[] => [
  sweepReturns.create(back),
  sweptWrite(back, { swept: -back.amount }, found),
]

/**
 * The writes that pay money out of an account, for which it must be there. They take the turn of a sweep, so that none
 * empties the account meanwhile.
 */
export const paidOutWrites = (paid: IncomeReceipt, found: IncomeAccount): Write[] => [
  counterWrite(paid, { received: moneyOf([paid]) }),
  sweptWrite(paid, { swept: 0 }, found),
]

/**
 * The writes that move money from one year of an account to another. What was swept of it is swept in the other year
 * then, so that no sweep moves it twice. They take the turn of a sweep in both years.
 * @param moved what each year receives: the one less, the other as much more
 */
export const movedWrites = async (
  store: Store,
  moved: { readonly from: IncomeReceipt; readonly to: IncomeReceipt },
): Promise<{ readonly writes: readonly Write[]; readonly carried: Fen }> => {
  const { from, to } = moved
  const [left, reached] = await Promise.all([readIncomeAccount(store, from), readIncomeAccount(store, to)])
  const carried = sweptOf(moneyOf([to]), left)
  return {
    carried,
    writes: [
      counterWrite(from, { received: moneyOf([from]) }),
      counterWrite(to, { received: moneyOf([to]) }),
      sweptWrite(from, { swept: -carried, carried: -carried }, left),
      sweptWrite(to, { swept: carried, carried }, reached),
    ],
  }
}
