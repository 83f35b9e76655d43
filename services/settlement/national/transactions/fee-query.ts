import * as z from 'zod'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { isRegisteredForm } from '../../claim/message.ts'
import { findOwnClaim } from '../../claim/own-claim.ts'
import { keptVisitId, toldVisitId } from '../../claim/rules/purchase-visit.ts'
import type { SplitLine } from '../../insured-year/rules/claim-events.ts'
import { refuse } from '../../refusals.ts'
import type { Visit } from '../../visit/rules/visit.ts'
import { settlementOf } from '../../visit/rules/visit.ts'
import type { FeeLine } from '../../visit/rules/visit-events.ts'
import { toFeeDetail } from '../fee-lines.ts'
import { fields } from '../fields.ts'
import { unreadable } from '../reading.ts'
import type { NationalMessage, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'
import { findRegistered, noSuchVisit } from '../visits-of-person.ts'

const input = z.looseObject({
  psn_no: fields.psn_no,
  setl_id: fields.setl_id.optional(),
  mdtrt_id: fields.mdtrt_id.optional(),
})
type Query = NationalMessage<z.output<typeof input>>
type Rows = readonly Readonly<Record<string, string>>[]

/** Whose visits and settlements are asked for. */
const ownOf = ({ institution, input: { psn_no: personId } }: Query) => ({ institution, personId })

/** A line as it was collected; what of it is paid is decided when it is settled. */
const toCollected = (visit: Visit, line: FeeLine): Readonly<Record<string, string>> => ({
  mdtrt_id: visit.visitId,
  setl_id: settlementOf(visit, line.serial)?.claimId ?? '',
  feedetl_sn: line.serial,
  chrg_bchno: line.batch ?? '',
  fee_ocur_time: line.on ?? '',
  med_list_codg: line.code,
  ...{ cnt: line.quantity, pric: line.unitPrice, det_item_fee_sumamt: formatYuan(line.amount) },
})

/** A line as it was settled, in its four parts. */
const toSettled = (line: SplitLine, of: { readonly mdtrt_id: string; readonly setl_id: string }) => {
  const { feedetl_sn: _, ...parts } = toFeeDetail(line, '')
  return { ...of, med_list_codg: line.code, cnt: line.quantity, pric: line.unitPrice, ...parts }
}

/** The lines of settlements of the asking institution, as each stood when it was settled. */
const linesOfClaims = async (query: Query, claimIds: readonly string[]): Promise<Decision<Rows>> => {
  const rows: Readonly<Record<string, string>>[] = []
  for (const setl_id of claimIds) {
    const found = await findOwnClaim(setl_id, ownOf(query), query.effects)
    query.effects.meter('read-claim', 1)
    if (!found) return refuse('claim.unknown', { field: 'claimId' })
    const { entry } = found
    const mdtrt_id = entry.visitId === undefined ? '' : toldVisitId(entry.visitId)
    rows.push(...entry.claim.lines.map((line) => toSettled(line, { mdtrt_id, setl_id })))
  }
  return accept(rows)
}

const linesOf = async (query: Query): Promise<Decision<Rows>> => {
  const { institution, effects } = query
  const { setl_id, mdtrt_id, psn_no } = query.input
  if (setl_id !== undefined) return linesOfClaims(query, [setl_id])
  if (mdtrt_id === undefined) return unreadable('call.bad-field', 'mdtrt_id', undefined)
  if (isRegisteredForm(mdtrt_id)) {
    const visit = await findRegistered(ownOf(query), mdtrt_id, effects)
    if (!visit) return noSuchVisit()
    if (visit.lines.length > 0) return accept(visit.lines.map((line) => toCollected(visit, line)))
    // Its settlements brought their lines with them.
    return linesOfClaims(
      query,
      visit.settlements.map(({ claimId }) => claimId),
    )
  }
  const { standing, personId } = await effects.slots.standing({ institution, visitId: keptVisitId(mdtrt_id) })
  if (standing.length === 0 || personId !== psn_no) return noSuchVisit()
  return linesOfClaims(
    query,
    standing.map(({ claimId }) => claimId),
  )
}

/** The fee lines of a visit or a settlement: for whoever did not get the answer that told them. */
export const feeQuery: Transaction = defineTransaction({
  infno: '5204',
  name: '费用明细查询',
  does: 'Lists the fee lines of a settlement (`setl_id`), or of a visit (`mdtrt_id`) of the asking institution. Of a visit that collects lines they are those collected and not withdrawn, with the `setl_id` of what settled each; else those that its standing settlements brought.',
  sentBy: 'institution',
  shows: true,
  looksUp: true,
  input,
  answers: '`feedetail`: one row for each line, in their order; a settled one in its four parts',
  perform: async (query) => {
    const rows = await linesOf(query)
    return rows.status === 'refused' ? rows : accept({ feedetail: rows.value })
  },
})
