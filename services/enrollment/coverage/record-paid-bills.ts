import type {
  contributionsReceived,
  differencesChanged,
  ReceivedPayment,
} from '#shared/contracts/contribution.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import type { BillCommand, ToNote } from './note-with-persons.ts'
import { noteWithPersons } from './note-with-persons.ts'

type ContributionsReceived = ReturnType<typeof contributionsReceived.parse>
type DifferencesChanged = ReturnType<typeof differencesChanged.parse>

const paidFor = (
  scheme: Scheme,
  { completes, withdraws, billId, paidOn, turn }: ReceivedPayment,
): ToNote[] => {
  const turned = completes ?? withdraws
  if (!turned) return []
  const { from, to, months, persons } = turned
  // A difference corrects what months cost: whether they are paid for is told by the bill that it corrects.
  if (months === 0) return []
  const command: BillCommand = completes
    ? {
        type: 'record-paid-bill',
        bill: {
          ...{ billId, scheme, from, to, paidOn },
          ...(turn === undefined ? {} : { turn }),
          ...(months === undefined ? {} : { bought: months }),
        },
      }
    : { type: 'withdraw-paid-bill', bill: { billId, paidOn, turn: turn ?? 1 } }
  return persons.map(({ personId }) => ({ personId, on: paidOn, command }))
}

/**
 * Notes bills paid in full with each person they cover, which may begin their entitlement. A refund that leaves a bill
 * short takes it back.
 */
export const recordPaidBills = (
  { data: { scheme, receipts } }: ContributionsReceived,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<void> =>
  noteWithPersons(
    receipts.flatMap((receipt) => paidFor(scheme, receipt)),
    effects,
  )

/**
 * Notes what is still to be paid of residents' bills that were corrected upwards, or that it was paid: while it is not, the
 * bill gives nothing after the day it is due.
 */
export const recordDifferences = (
  { occurredOn, data: { differences } }: DifferencesChanged,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<void> =>
  noteWithPersons(
    differences.map(({ personId, paidOn, ...open }) => ({
      ...{ personId, on: paidOn ?? occurredOn },
      command: {
        type: 'note-difference' as const,
        difference: { ...open, ...(paidOn === undefined ? {} : { paidOn }) },
      },
    })),
    effects,
  )
