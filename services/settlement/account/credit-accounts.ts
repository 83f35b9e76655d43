import type { contributionsReceived, ReceivedPayment } from '#shared/contracts/contribution.ts'
import type { EventOf } from '#shared/contracts/define-event.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { eachForItself } from '#shared/kernel/each-for-itself.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { requireYear } from '../insured-year/year-writes.ts'
import { moveMoneyOn } from './carry-over.ts'
import { isClosed, isOpen } from './rules/carry-over.ts'

type ContributionsEvent = ReturnType<typeof contributionsReceived.parse> & EventOf<unknown>
/** What a person's account is credited with, by the digest of the bill it is for. */
type Credit = { readonly bill: string; readonly amount: number }

/** So many persons are credited in one transaction: few enough that a claim in between makes little be done again. */
const largestGroup = 25

/** Eight bytes of a bill's digest: among the few bills of a person's year no two meet. */
const digestOf = (billId: string): string => fingerprint(billId).slice(0, 16)

/** The year after the credits it has not had yet: the very same object when it had them all. */
const credited = (held: RecordedYear, credits: readonly Credit[]): RecordedYear => {
  const due = credits.filter(({ bill }) => !held.creditedBills.includes(bill))
  if (due.length === 0) return held
  const amount = sum(due.map((each) => each.amount))
  return {
    ...held,
    state: evolve(held.state, { kind: 'account-credited', amount }),
    credited: fen(held.credited + amount),
    creditedBills: [...held.creditedBills, ...due.map(({ bill }) => bill)],
  }
}

const creditsOf = ({ billId, completes }: ReceivedPayment): (readonly [string, Credit])[] =>
  (completes?.persons ?? [])
    .filter(({ account }) => account > 0)
    .map(({ personId, account }) => [personId, { bill: digestOf(billId), amount: account }])

/**
 * Credits personal accounts when a bill is paid in full, each person once a bill. The bill is remembered in the very
 * item that holds the balance. So a repeat, or going on after a crash between two groups, credits nobody twice. An
 * account may be credited before its owner's entitlement is known. What comes to a year that is closed goes on to the
 * year after it, by the same transaction.
 */
export const creditAccounts = async (
  { data: { fundYear, receipts } }: ContributionsEvent,
  { claims }: YearEffects,
): Promise<void> => {
  const byPerson = Map.groupBy(receipts.flatMap(creditsOf), ([personId]) => personId)
  await eachForItself(inPieces([...byPerson], largestGroup), async (group) => {
    const credits = new Map(group.map(([personId, own]) => [personId, own.map(([, each]) => each)]))
    await creditGroup(credits, fundYear, claims)
  })
}

/** A year after credits, and whether these are the first that ever came to it. */
type Due = { readonly after: RecordedYear; readonly isFirst: boolean }

const dueOf = (held: RecordedYear, credits: readonly Credit[]): Due[] => {
  const after = credited(held, credits)
  return after === held ? [] : [{ after, isFirst: held.creditedBills.length === 0 && !isClosed(held) }]
}

/**
 * Years after their credits, closed where they are. A year that was never credited before may have been recorded after
 * the one that follows it took over: it is closed then. Otherwise that must still be so when it is written. One that
 * was credited before is closed by the one that follows it.
 */
const closeYears = async (due: readonly Due[], claims: YearEffects['claims']) => {
  const first = due.filter(({ isFirst }) => isFirst).map(({ after }) => after.state)
  const following = first.map(({ personId, year }) => ({ personId, year: year + 1 }))
  const next = following.length === 0 ? [] : await claims.findYears(following)
  const taken = new Set(next.filter(isOpen).map(({ state }) => state.personId))
  return {
    years: due.map(({ after, isFirst }) =>
      isFirst && taken.has(after.state.personId) ? { ...after, carriedOut: 0 } : after,
    ),
    provided: next.filter((each) => !isOpen(each)).map(requireYear),
  }
}

const creditGroup = async (
  credits: ReadonlyMap<string, readonly Credit[]>,
  year: number,
  claims: YearEffects['claims'],
): Promise<void> => {
  const of = [...credits.keys()].map((personId) => ({ personId, year }))
  await retryConflicts(async () => {
    const held = await claims.findYears(of)
    const due = held.flatMap((each) => dueOf(each, credits.get(each.state.personId) ?? []))
    if (due.length === 0) return 'credited'
    const { years, provided } = await closeYears(due, claims)
    const moved = await Promise.all(years.map((each) => moveMoneyOn(each, { claims })))
    const all = moved.flatMap((each) => [each.after, ...each.later])
    return (await claims.recordYears(all, provided)) ? 'credited' : undefined
  })
}
