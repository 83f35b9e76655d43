import type { Day } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { billWrite, readBill } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { WriteOff, WriteOffDraft } from './rules/write-off.ts'
import { decideWriteOff, takenOffBill, writeOffFault } from './rules/write-off.ts'
import { readWriteOff, writeOffWrite } from './store.ts'

type Needs = Pick<Effects, 'store'>

/** Proposes to take an amount off a bill: nothing changes yet. What could not be done as things stand is refused at once. */
export const proposeWriteOff = (
  draft: Omit<WriteOffDraft, 'city' | 'scheme'>,
  { store }: Needs,
): Promise<Decision<WriteOff>> =>
  retryConflicts(async () => {
    const earlier = await readWriteOff(store, draft.writeOffId)
    if (earlier) return accept(earlier.writeOff)
    const found = await readBill(store, draft.billId)
    if (!found)
      return refuse('contribution.bill-unknown', { field: 'billId', figures: { billId: draft.billId } })
    const fault = writeOffFault(draft, found.bill, draft.proposed.on)
    if (fault) return fault
    const { city, scheme } = found.bill
    const writeOff: WriteOff = { ...draft, city, scheme, state: 'proposed' }
    const written = await store.write([writeOffWrite({ writeOff, version: 0 })])
    return written.status === 'written' ? accept(writeOff) : undefined
  })

/**
 * Decides on a proposal, in one transaction with the bill. It is judged anew: the bill may have been paid meanwhile.
 */
export const decideOnWriteOff = (
  writeOffId: string,
  decision: Parameters<typeof decideWriteOff>[1],
  decided: Signature & { readonly on: Day },
  { store }: Needs,
): Promise<Decision<WriteOff>> =>
  retryConflicts(async () => {
    const stored = await readWriteOff(store, writeOffId)
    if (!stored) return refuse('write-off.unknown', { field: 'writeOffId', figures: { writeOffId } })
    const outcome = decideWriteOff(stored.writeOff, decision, decided)
    if (outcome.status === 'refused' || outcome.value === stored.writeOff) return outcome
    const next = writeOffWrite({ ...stored, writeOff: outcome.value })
    if (outcome.value.state === 'rejected') {
      const written = await store.write([next])
      return written.status === 'written' ? outcome : undefined
    }
    const found = await readBill(store, stored.writeOff.billId)
    if (!found) return refuse('contribution.bill-unknown', { figures: { billId: stored.writeOff.billId } })
    const fault = writeOffFault(stored.writeOff, found.bill, decided.on)
    if (fault) return fault
    const bill = takenOffBill(found.bill, stored.writeOff, decided.on)
    const written = await store.write([next, billWrite(bill, found)])
    return written.status === 'written' ? outcome : undefined
  })
