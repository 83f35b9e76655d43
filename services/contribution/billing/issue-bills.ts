import type { FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { sum } from '#shared/money/fen.ts'
import { residentBillId, totalDue } from '../bill/rules/bill.ts'
import { issueWrite, readBills } from '../bill/store.ts'
import type { CoveredPerson } from '../coverage/rules/coverage.ts'
import type { Effects } from '../effects.ts'
import { issuedWithBill, receiptWrite } from '../payment/store.ts'
import { pledgedAmount, pledgeStands, readPledges } from '../pledge/store.ts'
import type { BilledMonths } from './bill-months.ts'
import type { LeftOut } from './rules/left-out.ts'
import { addTallies, countLeftOut } from './rules/left-out.ts'
import type { IssuedBill, Pledge } from './rules/resident-bill.ts'

type BillEffects = Pick<Effects, 'store'>

/** Bills issued in one transaction, each with its receipt if it has one. */
const groupSize = 30

/** A bill is issued with all that is pledged of it: what was read has to stand when it is written. */
const writesOf = ({ bill, receipt, stands }: ToIssue): Write[] => [
  issueWrite(bill),
  stands,
  ...(receipt === undefined ? [] : [receiptWrite(receipt, issuedWithBill)]),
]

/** Somebody of a year, and the bill to issue to them by what is pledged; none where they are not covered. */
type YearToBill = {
  readonly persons: readonly CoveredPerson[]
  readonly year: FundYear
  readonly runId: string
  readonly billOf: (person: CoveredPerson, pledged: Pledge) => IssuedBill | undefined
}

type ToIssue = IssuedBill & { readonly stands: Write }

const toIssue = async (
  group: readonly CoveredPerson[],
  { year, runId, billOf }: YearToBill,
  { store }: BillEffects,
): Promise<ToIssue[]> => {
  const pledged = await readPledges(
    store,
    group.map(({ personId }) => personId),
    year,
  )
  return group.flatMap((person, index) => {
    const { personId } = person
    const issued = billOf(person, { personId, amount: pledgedAmount(pledged[index]) })
    if (!issued) return []
    const stands = pledgeStands({ personId, year }, pledged[index])
    return [{ ...issued, bill: { ...issued.bill, runId }, stands }]
  })
}

/** A bill of a year on which another stands, and that was paid for this person: they were one record. */
const heldAsAnother = ({ personId, partedFrom = [], heldBills = [] }: CoveredPerson, year: FundYear) =>
  partedFrom
    .map((other) => ({ personId, billId: residentBillId(other, year) }))
    .filter(({ billId }) => heldBills.includes(billId))

/** Who is billed for the year already under a number by which they were registered twice, and by which bill. */
const billedAsAnother = async (
  persons: readonly CoveredPerson[],
  year: FundYear,
  store: BillEffects['store'],
): Promise<ReadonlyMap<string, string>> => {
  const pairs = persons.flatMap((person) => [
    ...(person.alsoAs ?? []).map((other) => ({
      personId: person.personId,
      billId: residentBillId(other, year),
    })),
    ...heldAsAnother(person, year),
  ])
  if (pairs.length === 0) return new Map()
  const found = await readBills(
    store,
    pairs.map(({ billId }) => billId),
  )
  return new Map(
    pairs.flatMap(({ personId, billId }, index) => (found[index] ? [[personId, billId] as const] : [])),
  )
}

const issueGroup = (
  persons: readonly CoveredPerson[],
  run: YearToBill,
  { store }: BillEffects,
): Promise<BilledMonths> =>
  retryConflicts(async () => {
    const { runId } = run
    const twins = await billedAsAnother(persons, run.year, store)
    const group = (await toIssue(persons, run, { store })).filter(
      ({ bill }) => bill.kind !== 'resident-year' || !twins.has(bill.persons[0]?.personId ?? ''),
    )
    const found = await readBills(
      store,
      group.map(({ bill }) => bill.billId),
    )
    const open = group.filter((_, index) => found[index] === undefined)
    const written = open.length === 0 ? undefined : await store.write(open.flatMap(writesOf))
    if (written?.status === 'rejected') return undefined
    // What this run issued at an earlier try is its work too.
    const isOwn = (index: number) => found[index] === undefined || found[index].bill.runId === runId
    const own = group.filter((_, index) => isOwn(index))
    const others = group.filter((_, index) => !isOwn(index))
    const issuable = new Set(group.map(({ bill }) => bill.persons[0]?.personId))
    const rows = [
      ...others.map(
        ({
          bill: {
            billId,
            persons: [first],
          },
        }): LeftOut => ({
          code: 'already-billed',
          personId: first?.personId ?? '',
          billId,
        }),
      ),
      ...persons
        .filter(({ personId }) => !issuable.has(personId))
        .map(({ personId }): LeftOut => {
          const billId = twins.get(personId)
          return billId === undefined
            ? { code: 'not-covered', personId }
            : { code: 'already-billed', personId, billId }
        }),
    ]
    const amount = sum(own.map(({ bill }) => totalDue(bill)))
    return { bills: own.length, persons: own.length, amount, leftOut: countLeftOut(rows), rows }
  })

/**
 * Issues bills that were not issued before. Their ids say what they are for, so issuing again adds only what is missing:
 * half-way after a crash, or at once from two runs.
 */
export const issueBills = async (run: YearToBill, effects: BillEffects): Promise<BilledMonths> => {
  const outcomes: BilledMonths[] = []
  for (const group of inPieces(run.persons, groupSize)) outcomes.push(await issueGroup(group, run, effects))
  return {
    ...addTallies(outcomes),
    rows: outcomes.flatMap(({ rows }) => rows),
  }
}
