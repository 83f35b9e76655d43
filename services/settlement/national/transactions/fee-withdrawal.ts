import * as z from 'zod'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSameId } from '#shared/kernel/plain-id.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import type { Withdrawal } from '../../visit/rules/change-visit.ts'
import { withdrawFees } from '../../visit/rules/change-visit.ts'
import { everything } from '../fee-lines.ts'
import { fields } from '../fields.ts'
import { unreadable } from '../reading.ts'
import type { Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'
import { callVisit } from '../visit-call.ts'

const line = z.looseObject({
  feedetl_sn: fields.feedetl_sn.optional(),
  mdtrt_id: fields.mdtrt_id.optional(),
  psn_no: fields.psn_no.optional(),
})

const input = z.looseObject({
  mdtrt_id: fields.mdtrt_id,
  psn_no: fields.psn_no,
  feedetl_sn: fields.feedetl_sn.optional(),
  chrg_bchno: fields.chrg_bchno.optional(),
  /** The list of lines as inpatient messages have it; the first one gives the visit. */
  data: z.union([z.array(line).min(1).max(2000), z.looseObject({})]).optional(),
})
type WithdrawalFields = z.output<typeof input>

const withdrawalIn = ({ data, feedetl_sn, chrg_bchno, ...of }: WithdrawalFields): Decision<Withdrawal> => {
  const lines = Array.isArray(data) ? data : [{ feedetl_sn }]
  for (const [index, each] of lines.entries())
    for (const name of ['mdtrt_id', 'psn_no'] as const)
      if ((each[name] ?? of[name]) !== of[name])
        return unreadable('fee.other-visit', `data.${index}.${name}`, each[name], index + 1)
  const serials = lines.flatMap((each) => (each.feedetl_sn === undefined ? [] : [each.feedetl_sn]))
  if (serials.includes(everything) || isSameId(chrg_bchno, everything)) return accept({ which: 'all' })
  if (serials.length > 0) return accept({ which: 'lines', serials })
  return chrg_bchno === undefined
    ? unreadable('call.bad-field', 'feedetl_sn', undefined)
    : accept({ which: 'batch', batch: chrg_bchno })
}

const withdrawal = (infno: string, name: string, care: Care): Transaction =>
  defineTransaction({
    infno,
    name,
    does: 'Withdraws fee lines that were not settled: single ones, a batch, or (0000) all.',
    sentBy: 'institution',
    input,
    answers: '`result` with the serial numbers withdrawn',
    perform: async (message) => {
      const which = withdrawalIn(message.input)
      if (which.status === 'refused') return which
      const { mdtrt_id, psn_no: personId } = message.input
      const of = { institution: message.institution, care, personId }
      const changed = await callVisit(message, mdtrt_id, withdrawFees(of, which.value))
      if (changed.status === 'refused') return changed
      const { event } = changed.value
      const serials = event.kind === 'visit-fees-withdrawn' ? event.serials : []
      return accept({ result: serials.map((feedetl_sn) => ({ feedetl_sn, mdtrt_id })) })
    },
  })

/** Withdrawal of fee lines, for both kinds of care. */
export const feeWithdrawals: readonly Transaction[] = [
  withdrawal('2205', '门诊费用明细信息撤销', 'outpatient'),
  withdrawal('2302', '住院费用明细撤销', 'inpatient'),
]
