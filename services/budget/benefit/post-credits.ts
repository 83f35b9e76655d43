import type { FundYear, Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { accountInterestCredited } from '#shared/contracts/benefit.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { accountInterestKey, retiredKey, retireeCreditKey } from '../keys.ts'
import { bookUnposted } from '../ledger/book-unposted.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Movements } from '../ledger/rules/movements.ts'
import { transfer } from '../ledger/rules/movements.ts'

type Posted = Fund & { readonly bookedIn: Month; readonly entryId: string; readonly amount: Fen }
type InterestPosted = Posted & { readonly interestOf: string }
type RetireeCreditPosted = Posted & { readonly creditOf: string }

const interestPosted = defineRecord<InterestPosted, Pick<InterestPosted, 'city' | 'scheme' | 'interestOf'>>({
  kind: 'account-interest-posted',
  key: ({ interestOf, ...fund }) => accountInterestKey(fund, interestOf),
})
const retireeCreditPosted = defineRecord<
  RetireeCreditPosted,
  Pick<RetireeCreditPosted, 'city' | 'scheme' | 'creditOf'>
>({
  kind: 'retiree-credit-posted',
  key: ({ creditOf, ...fund }) => retireeCreditKey(fund, creditOf),
})

type RetiredName = Fund & { readonly year: FundYear }

const retired = defineRecord<RetiredName & { readonly accounts: number }, RetiredName>({
  kind: 'retired-persons',
  key: ({ year, ...fund }) => retiredKey(fund, year),
})

const retiredAddition = ({ city, scheme }: Fund, year: FundYear, accounts: number): Write => ({
  kind: 'add',
  key: retiredKey({ city, scheme }, year),
  amounts: { accounts },
  set: { kind: retired.kind, city, scheme, year },
})

/** How many retired persons of a fund had their accounts credited for a year; nothing where none had. */
export const readRetired = async (store: Store, fund: Fund, year: FundYear): Promise<number> =>
  (await retired.read(store, { ...fund, year }))?.accounts ?? 0

type Credited = ReturnType<typeof accountInterestCredited.parse>['data']

type Posting = {
  readonly reason: 'account-interest' | 'retiree-accounts'
  readonly movements: (amount: Fen) => Movements
  readonly create: (accountEntryId: string, posted: Posted) => Write
  /** What is counted of so many accounts of a year. */
  readonly count?: (fund: Fund, year: FundYear, accounts: number) => Write
}

const post =
  ({ reason, movements, create, count }: Posting) =>
  (store: Store, source: string, { city, year, creditedOn: on, entries }: Credited): Promise<void> => {
    const fund = { city, scheme: 'employee' } as const
    return bookUnposted(
      store,
      { fund, month: monthOf(on) },
      {
        facts: entries,
        idOf: ({ entryId }) => entryId,
        compose: (facts, bookedIn) => {
          const entryId = stableId('E-', reason, ...facts.map((each) => each.entryId).sort())
          const amount = sum(facts.map((each) => each.amount))
          return {
            entry: { entryId, reason, on, source, movements: movements(amount) },
            alongside: [
              ...facts.map((each) =>
                create(each.entryId, { ...fund, bookedIn, entryId, amount: each.amount }),
              ),
              ...(count && amount > 0 ? [count(fund, year, facts.length)] : []),
            ],
          }
        },
      },
    )
  }

/**
 * Books interest of personal accounts, each account once: it is taken out of the interest that banks paid on the fund's
 * money, most of which is not the accounts', and becomes income of theirs.
 */
export const postInterest = post({
  reason: 'account-interest',
  movements: (amount) => transfer('interest', 'account-interest', amount),
  create: (interestOf, posted) => interestPosted.create({ ...posted, interestOf }),
})

/**
 * Books what the pooled fund pays into accounts of retired persons, each once: its expenditure, and income of theirs. What was
 * credited of months after a death is booked back.
 */
export const postRetireeCredits = post({
  reason: 'retiree-accounts',
  movements: (amount) => transfer('allocated-to-accounts', 'account-allocation', amount),
  create: (creditOf, posted) => retireeCreditPosted.create({ ...posted, creditOf }),
  count: retiredAddition,
})
