import * as z from 'zod'
import { accept } from '#shared/kernel/decision.ts'
import { refuseForeignMessage } from '../../claim/sender.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import { refuseFuture } from '../../insured-year/rules/settlement-day.ts'
import { undoCall } from '../../visit/undo-call.ts'
import { fields } from '../fields.ts'
import { dayOf, unreadable } from '../reading.ts'
import { toReversalSetlinfo } from '../setlinfo.ts'
import type { Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const settles: Readonly<Record<string, Care>> = {
  '2102': 'outpatient',
  '2207': 'outpatient',
  '2207A': 'outpatient',
  '2304': 'inpatient',
}
const cancels: Readonly<Record<string, Care>> = {
  '2103': 'outpatient',
  '2208': 'outpatient',
  '2305': 'inpatient',
}

/** Takes a call back whose answer was lost, whatever it was and whether it arrived or not. */
export const undoTransaction: Transaction = defineTransaction({
  infno: '2601',
  name: '冲正交易',
  does: 'Takes back the call with the message id `omsgid`: a settlement is reversed, a change of a visit withdrawn, a call that never arrived is refused should it still come. After the cancellation of a settlement (2103, 2208, 2305) the settlement stands again exactly as before, unless the person had others settled since: then it is refused and the visit is settled anew. Previews and queries have no effect to take back; 2601 itself cannot be taken back.',
  sentBy: 'institution',
  input: z.looseObject({
    psn_no: fields.psn_no,
    omsgid: fields.omsgid,
    oinfno: fields.oinfno,
    setl_time: fields.setl_time.optional(),
  }),
  answers:
    '`result` with `omsgid` and `rslt` (reversed, withdrawn, reinstated, never-arrived), `setlinfo` of the reversal where this message made it',
  perform: async ({ msgid, institution, input, today, by, mayReverse, effects }) => {
    const { omsgid, oinfno, psn_no: personId, setl_time } = input
    const foreign = refuseForeignMessage(omsgid, institution, 'input.omsgid')
    if (foreign) return { status: 'refused', refusal: foreign }
    const on = setl_time === undefined ? today : dayOf(setl_time)
    if (on === undefined) return unreadable('claim.bad-date', 'setl_time', setl_time)
    const future = refuseFuture(on, today, 'input.setl_time')
    if (future) return { status: 'refused', refusal: future }
    const [settled, cancelled] = [settles[oinfno], cancels[oinfno]]
    const original = {
      ...{ msgid: omsgid, infno: oinfno },
      ...(settled ? { settles: settled } : {}),
      ...(cancelled ? { cancels: cancelled } : {}),
    }
    const sent = by === undefined ? {} : { by }
    const command = { msgid, institution, personId, today: on, original, ...sent }
    const undone = await undoCall(command, mayReverse, effects)
    if (undone.status === 'refused') return undone
    const { outcome } = undone.value
    const result = { omsgid, oinfno, rslt: outcome }
    if (undone.value.outcome === 'reinstated')
      return accept({ result: { ...result, setl_id: undone.value.claimId } })
    if (undone.value.outcome !== 'reversed') return accept({ result })
    const { claimId, reversal } = undone.value
    return accept({
      result: { ...result, setl_id: claimId },
      ...(reversal ? { setlinfo: toReversalSetlinfo(reversal, msgid) } : {}),
    })
  },
})
