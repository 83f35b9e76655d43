import type { Day, FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { residentBillId } from '../bill/rules/bill.ts'
import type { StoredBill } from '../bill/store.ts'
import { bills, billWrite, issueWrite, readBills, residentParts } from '../bill/store.ts'
import type { CoveredPerson } from '../coverage/rules/coverage.ts'
import { spellsOf } from '../coverage/rules/coverage.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { statementIdOf, statementsPartition } from '../keys.ts'
import { issueStatement } from './rules/statement.ts'
import { standingOf, struckFor, struckNoMore, takenOffAtOnce } from './rules/twice.ts'
import { countWrite, readStatement, statements, statementWrite } from './store.ts'

type Needs = Pick<Effects, 'store'>

/** Who is one person: the one who goes on first. */
type OnePerson = readonly string[]

/** Takes a counted resident off at once, by a statement of one: the subsidy is claimed back on the day of the decision. */
const takeOff = async (
  read: StoredBill,
  { standing, on, store }: { readonly standing: string; readonly on: Day; readonly store: Store },
): Promise<Write[]> => {
  const { bill } = read
  const { city, fundYear: year, statementId: counted = '' } = bill
  const [before, known] = await Promise.all([
    readStatement(store, counted),
    Array.fromAsync(statements.list(store, statementsPartition(city, year))),
  ])
  must(before !== undefined, 'contribution.statement-unknown', 'counted by no statement', { counted })
  const { perResident } = before.statement
  const statementId = statementIdOf(city, year, known.length + 1)
  const { count, bill: struck } = takenOffAtOnce(bill, { by: statementId, standing, on })
  const runId = `strike-${bill.billId}`
  const begun = { statementId, runId, city, year, asOf: on, perResident }
  const issued = issueStatement({ ...begun, status: 'gathering' }, [count])
  const [part = ''] = residentParts
  return [
    billWrite(struck, read),
    statementWrite({ statement: issued.statement, version: 0 }),
    countWrite({ statementId, part }, count),
    ...(issued.bill ? [issueWrite(issued.bill)] : []),
  ]
}

/** Leaves one bill of a person and year to be subsidised; another that was counted is taken off. */
const strikeYear = (
  persons: OnePerson,
  year: FundYear,
  { on, store }: { readonly on: Day; readonly store: Store },
): Promise<true> =>
  retryConflicts(async () => {
    const read = await readBills(
      store,
      persons.map((personId) => residentBillId(personId, year)),
    )
    const open = read.flatMap((each) => (each && each.bill.struck === undefined ? [each] : []))
    const standsBest = standingOf(open.map(({ bill }) => bill))
    const standing = open.find(({ bill }) => bill === standsBest)
    const next = open.find((each) => each !== standing)
    if (!standing || !next) return true
    const how = { standing: standing.bill.billId, on }
    const writes =
      next.bill.statementId === undefined
        ? [billWrite(struckFor(next.bill, how), next)]
        : await takeOff(next, { ...how, store })
    // Two that are decided upon at once would each be struck for the other.
    const stands: Write = { kind: 'require', key: bills.key(standing), version: standing.version }
    await store.write([...writes, stands])
    // Until nothing is left of it: others, and what others wrote meanwhile.
    return undefined
  })

const firstYearOf = (persons: readonly CoveredPerson[]): FundYear | undefined =>
  persons
    .flatMap(spellsOf)
    .map(({ from }) => yearOf(from))
    .sort((a, b) => a - b)[0]

/** Strikes what is subsidised twice of those who are one, for all their years. */
const strikeOf = async (persons: OnePerson, on: Day, { store }: Needs): Promise<void> => {
  const covered = await readCoverages(store, persons)
  const first = firstYearOf([...covered.values()])
  if (first === undefined) return
  for (let year = first; year <= yearOf(on) + 1; year += 1) await strikeYear(persons, year, { on, store })
}

/** Persons who turned out to be one, by what is recorded of those who are told: what is told late may be past. */
const onesIn = async (persons: readonly CoveredPerson[], { store }: Needs): Promise<OnePerson[]> => {
  const told = await readCoverages(
    store,
    persons.map(({ personId }) => personId),
  )
  const now = [...told.values()]
  const kept = [
    ...new Set(now.flatMap(({ personId, sameAs, alsoAs }) => sameAs ?? (alsoAs ? [personId] : []))),
  ]
  const known = await readCoverages(store, kept)
  return kept.map((personId) => {
    const ended = now.filter((each) => each.sameAs === personId).map((each) => each.personId)
    return [...new Set([personId, ...(known.get(personId)?.alsoAs ?? []), ...ended])]
  })
}

/** Whether two are one by what is recorded of either. */
const areOne = (one: CoveredPerson | undefined, other: CoveredPerson | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  (one.sameAs === other.personId ||
    other.sameAs === one.personId ||
    one.alsoAs?.includes(other.personId) === true ||
    other.alsoAs?.includes(one.personId) === true)

/** Counts a bill of a year again that was struck for one of a person who is another after all. */
const restoreYear = (
  [one, other]: readonly [string, string],
  year: FundYear,
  { store }: Needs,
): Promise<true> =>
  retryConflicts(async () => {
    const names = [one, other].map((personId) => residentBillId(personId, year))
    const read = await readBills(store, names)
    const next = read.find((each) => each?.bill.struck && names.includes(each.bill.struck.for))
    if (!next) return true
    await store.write([billWrite(struckNoMore(next.bill), next)])
    // Until nothing is left of it, whoever wrote meanwhile.
    return undefined
  })

/** Takes back what was struck for two who are no longer one: each is subsidised for themselves. */
const restoreParted = async (persons: readonly CoveredPerson[], on: Day, { store }: Needs): Promise<void> => {
  const told = await readCoverages(
    store,
    persons.map(({ personId }) => personId),
  )
  const pairs = [...told.values()].flatMap(({ personId, partedFrom = [] }) =>
    partedFrom.map((other) => [personId, other] as const),
  )
  if (pairs.length === 0) return
  const known = await readCoverages(store, [...new Set(pairs.flat())])
  for (const pair of pairs) {
    const [one, other] = pair.map((personId) => known.get(personId))
    const first = firstYearOf([one, other].flatMap((each) => each ?? []))
    if (first === undefined || areOne(one, other)) continue
    for (let year = first; year <= yearOf(on) + 1; year += 1) await restoreYear(pair, year, { store })
  }
}

/**
 * Takes back what is subsidised twice of persons who turned out to be one: for a year one bill is counted, and no more. Each
 * bill is struck once, however often and in whichever order the coverages are told. Of those who are two after all it is taken
 * back.
 */
export const strikeTwice = async (
  persons: readonly CoveredPerson[],
  on: Day,
  effects: Needs,
): Promise<void> => {
  await restoreParted(persons, on, effects)
  for (const one of await onesIn(persons, effects)) await strikeOf(one, on, effects)
}
