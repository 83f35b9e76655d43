import type { FundYear } from '#shared/calendar/day.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Key, Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { shardNames, shardOf } from '../keys.ts'
import type { Receipt } from '../payment/rules/payment.ts'
import type { Sweep } from './rules/sweep.ts'

/** A city's income account of a year is this many counters, so that no single item takes every payment. */
const shards = 16

type Account = { readonly city: string; readonly scheme: Scheme }
type YearAccount = Account & { readonly fundYear: FundYear }

const partition = ({ city, scheme }: Account): string => `INCOME#${city}#${scheme}`
const shardKey = (account: YearAccount, shard: string): Key => ({
  pk: partition(account),
  sk: `${account.fundYear}#SHARD#${shard}`,
})
const sweptKey = (account: YearAccount): Key => ({
  pk: partition(account),
  sk: `${account.fundYear}#SWEPT`,
})
export const sweepKey = (sweepId: string): Key => ({ pk: `SWEEP#${sweepId}`, sk: 'SWEEP' })

/** Where all that an account consists of is, but for its sweeps. */
export const keysOfAccount = (account: YearAccount): Key[] => [
  ...shardNames(shards).map((shard) => shardKey(account, shard)),
  sweptKey(account),
]

const fieldsOf = ({ city, scheme, fundYear }: YearAccount) => ({ city, scheme, fundYear })

const accountOfReceipt = ({ city, scheme, fundYear }: Receipt): string => [city, scheme, fundYear].join(' ')

/** The writes that book receipts on their income accounts: one counter an account, whichever the first bill falls to. */
export const incomeWrites = (receipts: readonly Receipt[]): Write[] =>
  [...Map.groupBy(receipts, accountOfReceipt).values()].flatMap((own): Write[] => {
    const [first] = own
    if (!first) return []
    return [
      {
        kind: 'add',
        key: shardKey(first, shardOf(first.billId, shards)),
        amounts: { received: sum(own.map(({ pooled, account }) => pooled + account)) },
        set: { kind: 'income', ...fieldsOf(first) },
      },
    ]
  })

/** What an income account received and what was swept of it, with the version the next sweep must find. */
export type IncomeAccount = {
  readonly fundYear: FundYear
  readonly received: Fen
  readonly swept: Fen
  readonly sweptVersion: number
}

const accountOf = (fundYear: FundYear, items: readonly Stored[]): IncomeAccount => {
  const swept = items.find(({ kind }) => kind === 'income-swept')
  return {
    fundYear,
    received: sum(items.filter(({ kind }) => kind === 'income').map(({ received }) => Number(received))),
    swept: Number(swept?.swept ?? 0),
    sweptVersion: Number(swept?.version ?? 0),
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
  const byYear = new Map<FundYear, Stored[]>()
  for await (const item of store.list({ pk: partition(account) })) {
    const year = Number(item.fundYear)
    byYear.set(year, [...(byYear.get(year) ?? []), item])
  }
  return [...byYear].map(([year, items]) => accountOf(year, items))
}

const sweepsPartition = ({ city, scheme, fundYear }: YearAccount): string =>
  `SWEEPS#${city}#${scheme}#${fundYear}`

/** The recorded sweeps of an account, but for one of this very moment. */
export const listSweeps = (store: Store, account: YearAccount): Promise<Stored[]> =>
  Array.fromAsync(store.list({ index: 'gsi1', pk: sweepsPartition(account) }))

/** The writes of a sweep: its record, and the total swept, which no other sweep may have changed meanwhile. */
export const sweepWrites = (sweep: Sweep, payload: string, account: IncomeAccount): Write[] => {
  const record: Item & Key = {
    ...sweepKey(sweep.sweepId),
    gsi1pk: sweepsPartition(sweep),
    gsi1sk: sweep.sweepId,
    kind: 'sweep',
    payload,
    ...sweep,
  }
  const total = {
    ...sweptKey(sweep),
    kind: 'income-swept',
    ...fieldsOf(sweep),
    swept: account.swept + sweep.amount,
  }
  return [
    { kind: 'create', item: record },
    { kind: 'replace', item: total, version: account.sweptVersion },
  ]
}

export const toSweep = ({ sweepId, city, scheme, fundYear, amount, sweptOn }: Stored): Sweep =>
  ({ sweepId, city, scheme, fundYear, amount, sweptOn }) as unknown as Sweep
