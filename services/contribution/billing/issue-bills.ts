import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { totalDue } from '../bill/rules/bill.ts'
import { issueWrite, readBills } from '../bill/store.ts'
import type { CoveredPerson } from '../coverage/rules/coverage.ts'
import type { Effects } from '../effects.ts'
import { issuedWithBill, receiptWrite } from '../payment/store.ts'
import type { BilledMonths } from './bill-months.ts'
import type { LeftOut, Tally } from './rules/left-out.ts'
import { addTallies, countLeftOut, nothingBilled } from './rules/left-out.ts'
import type { IssuedBill } from './rules/resident-bill.ts'

type BillEffects = Pick<Effects, 'store'>

/** Bills issued in one transaction, each with its receipt if it has one. */
const groupSize = 30

const writesOf = ({ bill, receipt }: IssuedBill): Write[] => [
  issueWrite(bill),
  ...(receipt === undefined ? [] : [receiptWrite(receipt, issuedWithBill)]),
]

/** Somebody, and the bill that is to be issued to them; none where they are not covered. */
type ToBill = { readonly person: CoveredPerson; readonly issued: IssuedBill | undefined }

const issueGroup = (
  group: readonly IssuedBill[],
  runId: string,
  { store }: BillEffects,
): Promise<BilledMonths> =>
  retryConflicts(async () => {
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
    const rows = others.map(
      ({ bill: { billId, persons } }): LeftOut => ({
        code: 'already-billed',
        personId: persons[0]?.personId ?? '',
        billId,
      }),
    )
    const amount = own.reduce((total, { bill }) => total + totalDue(bill), 0)
    return { bills: own.length, persons: own.length, amount, leftOut: countLeftOut(rows), rows }
  })

/**
 * Issues bills that were not issued before. Their ids say what they are for, so issuing again adds only what is missing:
 * half-way after a crash, or at once from two runs.
 */
export const issueBills = async (
  persons: readonly ToBill[],
  runId: string,
  effects: BillEffects,
): Promise<BilledMonths> => {
  const toIssue = persons.flatMap(({ issued }) =>
    issued ? [{ ...issued, bill: { ...issued.bill, runId } }] : [],
  )
  const notCovered = persons
    .filter(({ issued }) => issued === undefined)
    .map(({ person: { personId } }): LeftOut => ({ code: 'not-covered', personId }))
  const outcomes: BilledMonths[] = []
  for (const group of inPieces(toIssue, groupSize)) outcomes.push(await issueGroup(group, runId, effects))
  const none: Tally = { ...nothingBilled, leftOut: countLeftOut(notCovered) }
  return {
    ...addTallies([none, ...outcomes]),
    rows: [...notCovered, ...outcomes.flatMap(({ rows }) => rows)],
  }
}
