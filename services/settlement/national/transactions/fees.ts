import * as z from 'zod'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { splitLine } from '../../adjudication/rules/split.ts'
import type { Reference } from '../../catalogue/reference.ts'
import type { CatalogueEntry } from '../../catalogue/rules/catalogue.ts'
import { refuseEachLine } from '../../claim/rules/claim-checks.ts'
import { findInstitution } from '../../claim/sender.ts'
import { institutionOn } from '../../institution/rules/institution.ts'
import type { Care, HospitalLevel } from '../../insured-year/rules/care.ts'
import { refusal, refusalText } from '../../refusals.ts'
import { addFees } from '../../visit/rules/change-visit.ts'
import type { FeeLine } from '../../visit/rules/visit-events.ts'
import { feeLinesOf, toCatalogueDetail, toFeeDetail } from '../fee-lines.ts'
import type { FeeLineFields } from '../fields.ts'
import { feeLine, fields } from '../fields.ts'
import { dayOf, unreadable } from '../reading.ts'
import type { NationalMessage, Output, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'
import { callVisit } from '../visit-call.ts'

const input = z.looseObject({
  mdtrt_id: fields.mdtrt_id.optional(),
  psn_no: fields.psn_no.optional(),
  feedetail: z.array(feeLine).min(1).max(2000),
})
type Fees = z.output<typeof input>

type CatalogueLine = { readonly line: FeeLine; readonly entry: CatalogueEntry | undefined }

/** The lines with their catalogue entries; the catalogue is read anew before a code counts as unlisted. */
const findLines = async (
  lines: readonly FeeLine[],
  days: readonly string[],
  { effects: { reference } }: NationalMessage<Fees>,
): Promise<readonly CatalogueLine[]> => {
  const listedBy = ({ catalogue }: Reference): readonly CatalogueLine[] =>
    lines.map((line, index) => ({ line, entry: catalogue.find(line.code, days[index] ?? '') }))
  const listed = listedBy(await reference.current())
  return listed.every(({ entry }) => entry !== undefined) ? listed : listedBy(await reference.refresh())
}

const dayOfFee = ({ fee_ocur_time }: FeeLineFields, today: string): string => dayOf(fee_ocur_time) ?? today

const toResult = ({ line, entry }: CatalogueLine, level: HospitalLevel): Record<string, string> => {
  const charged = { cnt: line.quantity, pric: line.unitPrice }
  if (entry)
    return {
      ...toFeeDetail(splitLine(line, entry, level), line.serial),
      ...charged,
      ...toCatalogueDetail(entry, level),
    }
  const { code, amount } = line
  const unlisted = { code, amount, fullySelfPaid: amount, overLimit: 0, firstSelfPaid: 0, inScope: 0 }
  const memo = refusalText('claim.not-in-catalogue', 'zh')
  return { ...toFeeDetail(unlisted, line.serial), ...charged, memo }
}

/**
 * Takes fee lines into a visit and says how each divides. The split is what the catalogue gives on the day of the fee, at
 * the level that the institution has then.
 * The settlement splits by that of the day of service or discharge, and judges what needs the whole visit. That is
 * restrictions, and whether the plan takes a code that is not in the catalogue as self-paid or refuses it.
 */
const takeFees = async (message: NationalMessage<Fees>, care: Care): Promise<Decision<Output>> => {
  const { institution, today, effects } = message
  const [first] = message.input.feedetail
  // What all lines of a call say alike: the interface repeats it on each of them.
  const mdtrt_id = message.input.mdtrt_id ?? first?.mdtrt_id
  const psn_no = message.input.psn_no ?? first?.psn_no
  if (mdtrt_id === undefined) return unreadable('call.bad-field', 'mdtrt_id', undefined)
  const lines = feeLinesOf(message.input.feedetail, { mdtrt_id, psn_no })
  if (lines.status === 'refused') return lines
  const known = await findInstitution(institution, effects)
  if (!known) return { status: 'refused', refusal: refusal('institution.unknown', { field: 'institution' }) }
  const limits = effects.plans().limitsOn(today)
  const refused = refuseEachLine(lines.value, limits)
  if (refused) return { status: 'refused', refusal: refused }
  const days = message.input.feedetail.map((fee) => dayOfFee(fee, today))
  const listed = await findLines(lines.value, days, message)
  const of = { institution, care, ...(psn_no === undefined ? {} : { personId: psn_no }) }
  const changed = await callVisit(message, mdtrt_id, addFees(of, lines.value, { ...limits, today }))
  if (changed.status === 'refused') return changed
  const levels = days.map((day) => institutionOn(known, day).level)
  return accept({ result: listed.map((each, index) => toResult(each, levels[index] ?? known.level)) })
}

const fees = (infno: string, name: string, care: Care): Transaction =>
  defineTransaction({
    infno,
    name,
    does: 'Adds fee lines to a visit, each under a serial number that is unique in the visit.',
    sentBy: 'institution',
    input,
    answers: '`result`: each line in its four parts, with class, first self-paid share and price limit',
    perform: (message) => takeFees(message, care),
  })

/** Fee lines of a visit, for both kinds of care. */
export const feeTransactions: readonly Transaction[] = [
  fees('2204', '门诊费用明细信息上传', 'outpatient'),
  fees('2301', '住院费用明细上传', 'inpatient'),
]
