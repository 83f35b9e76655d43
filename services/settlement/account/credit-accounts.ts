import type { contributionsReceived, ReceivedPayment } from '#shared/contracts/contribution.ts'
import type { EventOf } from '#shared/contracts/define-event.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { eachForItself } from '#shared/kernel/each-for-itself.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { fen } from '#shared/money/fen.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { PersonYear, RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { awayFromHome, bringBooksHome } from './bring-books-home.ts'
import { moveMoneyOn } from './carry-over.ts'
import type { Due } from './close-years.ts'
import { closeYears, mayBeFirst } from './close-years.ts'

type ContributionsEvent = ReturnType<typeof contributionsReceived.parse> & EventOf<unknown>
/** What a bill is worth to a person's account, by the digest of the bill; with an even turn it was refunded: nothing. */
type Credit = {
  readonly bill: string
  readonly turn: number
  readonly amount: number
  /** Whose books it came to. */
  readonly city: CityCode
}

/** So many persons are credited in one transaction: few enough that a claim in between makes little be done again. */
const largestGroup = 25

/** Eight bytes of a bill's digest: among the few bills of a person's year no two meet. */
const digestOf = (billId: string): string => fingerprint(billId).slice(0, 16)

/** A bill and its latest turn as a year keeps them: the first turn by the digest alone. */
const markOf = ({ bill, turn }: Pick<Credit, 'bill' | 'turn'>): string =>
  turn === 1 ? bill : `${bill}:${turn}`

const turnIn = (marks: readonly string[], bill: string): number => {
  const mark = marks.find((each) => each === bill || each.startsWith(`${bill}:`))
  if (mark === undefined) return 0
  return mark === bill ? 1 : Number(mark.slice(bill.length + 1))
}

/** What a bill puts into the account at one of its turns. */
const worthAt = (turn: number, amount: number): number => (turn % 2 === 1 ? amount : 0)

/** The year after one credit or its taking back: the very same object when it has that turn of the bill, or a later one. */
const turnedTo = (held: RecordedYear, credit: Credit): RecordedYear => {
  const { bill, turn, amount, city } = credit
  const known = turnIn(held.creditedBills, bill)
  if (turn <= known) return held
  const change = worthAt(turn, amount) - worthAt(known, amount)
  const withdrawn = (held.withdrawn ?? 0) + Math.max(0, -change)
  const others = held.creditedBills.filter((each) => each !== markOf({ bill, turn: known }))
  return {
    ...held,
    state: evolve(held.state, { kind: 'account-credited', amount: change, in: { [city]: change } }),
    credited: fen(held.credited + change),
    creditedBills: [...others, markOf(credit)],
    ...(withdrawn === 0 ? {} : { withdrawn: fen(withdrawn) }),
  }
}

/** The year after the credits it has not had yet: the very same object when it had them all. Several are one version. */
const credited = (held: RecordedYear, credits: readonly Credit[]): RecordedYear => {
  const after = credits.reduce(turnedTo, held)
  if (after === held) return held
  return { ...after, state: { ...after.state, version: held.state.version + 1 } }
}

const creditsOf = (
  { billId, completes, withdraws, turn = 1 }: ReceivedPayment,
  city: CityCode,
): (readonly [string, Credit])[] =>
  ((completes ?? withdraws)?.persons ?? [])
    .filter(({ account }) => account !== 0)
    .map(({ personId, account }) => [personId, { bill: digestOf(billId), turn, amount: account, city }])

/**
 * Credits personal accounts when a bill is paid in full, each person once a bill. A refund that leaves the bill short
 * takes the credit back; what was spent of it is then owed. The bill's latest turn is remembered in the very item that
 * holds the balance. So a repeat, or going on after a crash between two groups, credits nobody twice. An
 * account may be credited before its owner's entitlement is known. What comes to a year that is closed goes on to the
 * year after it, by the same transaction.
 */
export const creditAccounts = async (
  { data: { city, fundYear, receipts }, occurredOn }: ContributionsEvent,
  { claims }: YearEffects,
): Promise<void> => {
  const byPerson = Map.groupBy(
    receipts.flatMap((receipt) => creditsOf(receipt, city)),
    ([personId]) => personId,
  )
  await eachForItself(inPieces([...byPerson], largestGroup), async (group) => {
    const credits = new Map(group.map(([personId, own]) => [personId, own.map(([, each]) => each)]))
    const away = await creditGroup(credits, fundYear, claims)
    await bringBooksHome(away, occurredOn, claims)
  })
}

const dueOf = (held: RecordedYear, credits: readonly Credit[]): Due[] => {
  const after = credited(held, credits)
  return after === held ? [] : [{ after, isFirst: mayBeFirst(held) }]
}

const creditGroup = async (
  credits: ReadonlyMap<string, readonly Credit[]>,
  year: number,
  claims: YearEffects['claims'],
): Promise<readonly PersonYear[]> => {
  const of = [...credits.keys()].map((personId) => ({ personId, year }))
  return retryConflicts(async () => {
    const held = await claims.findYears(of)
    const due = held.flatMap((each) => dueOf(each, credits.get(each.state.personId) ?? []))
    if (due.length === 0) return awayFromHome(held)
    const { years, provided } = await closeYears(due, claims)
    const moved = await Promise.all(years.map((each) => moveMoneyOn(each, { claims })))
    const all = moved.flatMap((each) => [each.after, ...each.later])
    return (await claims.recordYears(all, provided)) ? awayFromHome(all) : undefined
  })
}
