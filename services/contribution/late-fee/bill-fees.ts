import type { Day } from '#shared/calendar/day.ts'
import { addDays, monthOf } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, inputOf, isUnitDone, queueUnits, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { numberAt } from '#shared/policy/policy.ts'
import { bearsLateFee, isSettled } from '../bill/rules/bill.ts'
import { billWrite, issueWrite, pageOfArrears, readBill } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { receiptId, receipts } from '../payment/store.ts'
import { issueFee } from './rules/fee-bill.ts'
import { feeThrough } from './rules/fee-through.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/**
 * Bills the late fee on one bill through a day, once: its own bill and what the overdue bill says of it are one write.
 * @returns whether a bill of it was issued now
 */
const billFee = (billId: string, through: Day, { store, policy }: Needs): Promise<boolean> =>
  retryConflicts(async () => {
    const found = await readBill(store, billId)
    if (!found || !bearsLateFee(found.bill) || found.bill.dueOn >= through) return false
    const { bill: before } = found
    if (before.fees && before.fees.through >= through && !before.isPaidLate) return false
    const recorded = await receipts.readMany(store, (before.paymentIds ?? []).map(receiptId))
    const own = recorded.flatMap((each) => each?.receipt ?? [])
    // What was paid since is of a later run, unless it settled the bill: then nothing runs on.
    const last =
      own
        .map(({ paidOn }) => paidOn)
        .sort()
        .at(-1) ?? ''
    if (isSettled(before) && last > through) return false
    const until = before.fees && before.fees.through > through ? before.fees.through : through
    const whole = feeThrough(before, own, until, policy())
    const paymentDays = numberAt(policy(), 'contribution.late_fee.payment_days', { on: until })
    const { bill, fee } = issueFee(before, { whole, through: until, paymentDays })
    const written = await store.write([billWrite(bill, found), ...(fee ? [issueWrite(fee)] : [])])
    return written.status === 'written' ? fee !== undefined : undefined
  })

export const feeTask = 'late-fees'
/** The task of the monthly schedule's message, which says when it was due. */
export const feesDueTask = 'bill-late-fees'

type FeeUnit = {
  readonly city: CityCode
  readonly through: Day
  readonly isPaidLate: boolean
  readonly cursor?: string
  readonly bills?: number
}

/** Bills looked at in one message: some seconds' work. */
const billsAMessage = 200

/** Starts the run that bills a city's late fees through a day: of what is in arrears, and of what was paid late. */
export const startFees = async (
  {
    commandId,
    city,
    through,
  }: { readonly commandId: string; readonly city: CityCode; readonly through: Day },
  { runs }: Pick<Effects, 'runs'>,
): Promise<string> => {
  const runId = stableId('LF', commandId)
  const units = [false, true].map((isPaidLate) => ({
    unitId: isPaidLate ? 'paid-late' : 'arrears',
    input: { city, through, isPaidLate },
  }))
  await startRun(runs(), { runId, task: feeTask, parameters: { city, through }, units })
  return runId
}

/** A part of a run: some bills of the list, the rest in another message of the same unit. */
export const billFees = async (unit: RunUnit, effects: Needs & Pick<Effects, 'runs'>): Promise<void> => {
  const { store, runs } = effects
  if (await isUnitDone(store, unit)) return
  const { cursor: from, bills: before = 0, ...of } = inputOf<FeeUnit>(unit)
  const { city, isPaidLate, through } = of
  const place = { limit: billsAMessage, ...(from === undefined ? {} : { cursor: from }) }
  const page = await pageOfArrears(store, { city, scheme: 'employee', isPaidLate }, place)
  let bills = before
  for (const { billId, dueOn: due } of page.bills)
    if (due < through && (await billFee(billId, through, effects))) bills += 1
  if (page.cursor !== undefined) {
    const { queue, queueUrl } = runs()
    return queueUnits(queue, queueUrl, [{ ...unit, input: { ...of, bills, cursor: page.cursor } }])
  }
  await store.write(completeUnit(unit, { bills }))
}

/** Starts every city's run for the month that is just over, once however often the message comes. */
export const startFeesDue = async (
  message: ScheduleMessage,
  effects: Pick<Effects, 'runs'>,
): Promise<void> => {
  const through = addDays(`${monthOf(dueOn(message))}-01`, -1)
  for (const { code: city } of cities)
    await startFees({ commandId: `late-fees ${city} ${through}`, city, through }, effects)
}
