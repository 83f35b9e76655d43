import type { Store, Stored } from '#shared/edge/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Finding } from '#shared/kernel/invariant.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Fund } from '../domain/fund.ts'
import { cashIsTheJournal, entriesBalance, periodsAreTheJournal } from '../domain/invariants/ledger.ts'
import { fundPartition, journalPartition, periodPrefix, sealPartition } from './keys.ts'
import { sealsHold } from './seals.ts'

/** What checking a city's books found; `moving`: periods that were booked into meanwhile, and so were not judged. */
export type LedgerCheck = { readonly findings: readonly Finding[]; readonly moving: number }

type See = (entry: Stored) => void

/** A fund's periods and its money, as they are now. */
const itemsOf = (store: Store, fund: Fund): Promise<Stored[]> =>
  Array.fromAsync(store.list({ pk: fundPartition(fund) }))

const isPeriod = ({ sk }: Stored): boolean => sk.startsWith(periodPrefix)

/** Shows a period's entries to all that look at them; judges the period itself when asked. */
const readPeriod = async (store: Store, fund: Fund, period: Stored, see: See) => {
  const checks = [entriesBalance, periodsAreTheJournal].map((invariant) => invariant.start())
  for (const check of checks) check.see(period)
  const pk = journalPartition(fund, period.sk.slice(periodPrefix.length))
  for await (const entry of store.list({ pk })) {
    for (const check of checks) check.see(entry)
    see(entry)
  }
  return { period, judge: () => checks.map((check) => check.finish()) }
}

/** Checks a fund's books. Every entry counts in its period's own transaction, so a period that did not move was read whole. */
const checkFund = async (store: Store, fund: Fund, seeEntry: See): Promise<LedgerCheck> => {
  const before = await itemsOf(store, fund)
  const cash = cashIsTheJournal.start()
  for (const item of before) cash.see(item)
  const read: Awaited<ReturnType<typeof readPeriod>>[] = []
  for (const period of before.filter(isPeriod))
    read.push(
      await readPeriod(store, fund, period, (entry) => {
        cash.see(entry)
        seeEntry(entry)
      }),
    )
  const after = new Map((await itemsOf(store, fund)).filter(isPeriod).map((item) => [item.sk, item]))
  const still = read.filter(({ period }) => after.get(period.sk)?.entries === period.entries)
  const moving = after.size - still.length
  return {
    findings: [...still.flatMap(({ judge }) => judge()), ...(moving === 0 ? [cash.finish()] : [])],
    moving,
  }
}

/** Checks the books of a city's funds against their journal, and the chain that seals it, while others go on booking. */
export const checkLedger = async (store: Store, city: CityCode): Promise<LedgerCheck> => {
  const chain = sealsHold.start()
  // The chain first: whatever it holds is in the journal that is read after it.
  for await (const item of store.list({ pk: sealPartition(city) })) chain.see(item)
  const funds: LedgerCheck[] = []
  for (const scheme of schemes) funds.push(await checkFund(store, { city, scheme }, chain.see))
  return {
    findings: [...funds.flatMap(({ findings }) => findings), chain.finish()],
    moving: funds.reduce((sum, { moving }) => sum + moving, 0),
  }
}
