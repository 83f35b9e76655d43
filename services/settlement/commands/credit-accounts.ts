import type { contributionsReceived, ReceivedPayment } from '#shared/contracts/contribution.ts'
import type { EventOf } from '#shared/contracts/define-event.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import { fingerprint } from '#shared/edge/stable-id.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { evolve } from '../domain/evolve.ts'
import type { RecordedYear } from '../domain/recorded/insured-year-item.ts'
import type { Effects } from '../effects.ts'

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
 * Credits personal accounts when a bill is paid in full, each person once a bill: the bill is remembered in the very item
 * that holds the balance, so a repeat, or going on after a crash between two groups, credits nobody twice.
 * An account may be credited before its owner's entitlement is known.
 */
export const creditAccounts = async (
  { data: { fundYear, receipts } }: ContributionsEvent,
  { claims }: Effects,
): Promise<void> => {
  const byPerson = Map.groupBy(receipts.flatMap(creditsOf), ([personId]) => personId)
  for (const group of inPieces([...byPerson], largestGroup)) {
    const credits = new Map(group.map(([personId, own]) => [personId, own.map(([, each]) => each)]))
    await creditGroup(credits, fundYear, claims)
  }
}

const creditGroup = async (
  credits: ReadonlyMap<string, readonly Credit[]>,
  year: number,
  claims: Effects['claims'],
): Promise<void> => {
  const of = [...credits.keys()].map((personId) => ({ personId, year }))
  await retryConflicts(async () => {
    const held = await claims.findYears(of)
    const after = held
      .map((each) => credited(each, credits.get(each.state.personId) ?? []))
      .filter((each, index) => each !== held[index])
    return after.length === 0 || (await claims.recordYears(after)) ? 'credited' : undefined
  })
}
