import * as z from 'zod'
import { accept } from '#shared/kernel/decision.ts'
import { reverseClaim } from '../../claim/reverse-claim.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import { refuseFuture } from '../../insured-year/rules/settlement-day.ts'
import { fields } from '../fields.ts'
import { dayOf, unreadable } from '../reading.ts'
import { toReversalSetlinfo } from '../setlinfo.ts'
import type { Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const input = z.looseObject({
  setl_id: fields.setl_id,
  psn_no: fields.psn_no,
  mdtrt_id: fields.mdtrt_id.optional(),
  setl_time: fields.setl_time.optional(),
})

const cancellation = (infno: string, name: string, care: Care): Transaction =>
  defineTransaction({
    infno,
    name,
    does: 'Reverses a settlement; a visit settled by it is open again.',
    sentBy: 'party',
    input,
    answers: '`setlinfo`: every amount negative, `init_setl_id` the settlement taken back',
    perform: async ({ msgid, input, today, by, mayReverse, effects }) => {
      const on = input.setl_time === undefined ? today : dayOf(input.setl_time)
      if (on === undefined) return unreadable('claim.bad-date', 'setl_time', input.setl_time)
      const future = refuseFuture(on, today, 'input.setl_time')
      if (future) return { status: 'refused', refusal: future }
      const meant = { claimId: input.setl_id, personId: input.psn_no, care }
      const request = { ...meant, key: msgid, today: on, ...(by === undefined ? {} : { by }) }
      const decision = await reverseClaim(request, mayReverse, effects)
      return decision.status === 'accepted'
        ? accept({ setlinfo: toReversalSetlinfo(decision.value, msgid) })
        : decision
    },
  })

/** Cancellation of a settlement, for both kinds of care. */
export const cancellations: readonly Transaction[] = [
  cancellation('2208', '门诊结算撤销', 'outpatient'),
  cancellation('2305', '住院结算撤销', 'inpatient'),
]
