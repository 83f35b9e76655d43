import * as z from 'zod'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSameId } from '#shared/kernel/plain-id.ts'
import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { findOwnClaim } from '../../claim/own-claim.ts'
import { keptVisitId, toldVisitId } from '../../claim/rules/purchase-visit.ts'
import { patientIn } from '../../claim/settle-claim.ts'
import type { ClaimCorrected } from '../../insured-year/rules/claim-events.ts'
import { refusalText, refuse } from '../../refusals.ts'
import { batchOf } from '../fee-lines.ts'
import { fields } from '../fields.ts'
import { identityFound } from '../identity.ts'
import { unreadable } from '../reading.ts'
import { toSetldetail } from '../setldetail.ts'
import { toSetlinfo } from '../setlinfo.ts'
import type { NationalMessage, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const input = z.looseObject({
  psn_no: fields.psn_no,
  setl_id: fields.setl_id.optional(),
  mdtrt_id: fields.mdtrt_id.optional(),
  chrg_bchno: fields.chrg_bchno.optional(),
})
type Query = NationalMessage<z.output<typeof input>>

/** The settlement that stands of a visit, or of a charging batch of it. */
const standingOf = async (
  { institution, input: { psn_no, chrg_bchno }, effects }: Query,
  visitId: string,
): Promise<Decision<string>> => {
  const visit = await effects.slots.standing({ institution, visitId: keptVisitId(visitId) })
  const batch = batchOf(chrg_bchno)
  const standing = visit.standing.filter((each) => batch === undefined || isSameId(each.batch, batch))
  const [only, ...others] = standing
  if (only === undefined || visit.personId !== psn_no)
    return refuse('visit.not-settled', { field: 'visitId' })
  if (others.length === 0) return accept(only.claimId)
  const claims = standing.map(({ claimId }) => claimId).join(' ')
  return refuse('visit.several-settlements', { field: 'claimId', figures: { claims } })
}

/** A correction of the fund's own: what it pays less or more, and why nothing any more. */
const toCrctinfo = ({ correctedOn, scheme, amounts, stands, refusedFor }: ClaimCorrected) => ({
  crct_time: correctedOn,
  insutype: nationalSchemeCode[scheme],
  medfee_sumamt: formatYuan(amounts.total),
  fund_pay_sumamt: formatYuan(amounts.fund),
  acct_pay: formatYuan(amounts.account),
  psn_cash_pay: formatYuan(amounts.cash),
  crct_stas: stands ? '1' : '0',
  memo: refusedFor === undefined ? '' : refusalText(refusedFor, 'zh'),
})

/** A settlement by its id, or that of a visit which stands: for a counter that did not get the answer. */
export const settlementQuery: Transaction = defineTransaction({
  infno: '5203',
  name: '结算信息查询',
  does: 'Finds a settlement by `setl_id`, or the one that stands of a visit (`mdtrt_id`, with `chrg_bchno` where it was settled batch by batch): for whoever did not get the answer.',
  sentBy: 'institution',
  shows: true,
  looksUp: true,
  input,
  answers:
    '`setlinfo` and `setldetail` as the settlement had them, with name and certificate as registered; `refd_setl_flag` 1: it is cancelled. `crctinfo`: what the fund corrected of it since, each with the differences; no message of the institution and no part of 3201, and a cancellation answers what the settlement answered',
  perform: async (message) => {
    const { setl_id, mdtrt_id, psn_no } = message.input
    if (setl_id === undefined && mdtrt_id === undefined)
      return unreadable('call.bad-field', 'setl_id', undefined)
    const named = setl_id === undefined ? await standingOf(message, mdtrt_id ?? '') : accept(setl_id)
    if (named.status === 'refused') return named
    const { institution, effects } = message
    const found = await findOwnClaim(named.value, { institution, personId: psn_no }, effects)
    effects.meter('read-claim', 1)
    if (!found) return refuse('claim.unknown', { field: 'claimId' })
    const { entry, corrections, reversedBy } = found
    const { claim } = entry
    const year = await effects.claims.findYear(claim)
    const patient = year ? { patient: patientIn(year) } : {}
    const ofVisit = entry.visitId === undefined ? {} : { mdtrt_id: toldVisitId(entry.visitId) }
    const identity = await identityFound(message)
    const refd_setl_flag = reversedBy === undefined ? '0' : '1'
    return accept({
      setlinfo: { ...toSetlinfo({ ...entry, ...patient }, identity), ...ofVisit, refd_setl_flag },
      setldetail: toSetldetail(claim),
      ...(corrections.length === 0 ? {} : { crctinfo: corrections.map(toCrctinfo) }),
    })
  },
})
