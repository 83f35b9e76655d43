import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'
import { findInstitution } from '../../claim/sender.ts'
import { refuse } from '../../refusals.ts'
import { fileByInstitution, withdrawFiling } from '../../registration/file-by-institution.ts'
import type { Filed } from '../../registration/rules/file.ts'
import { fields } from '../fields.ts'
import { readDay, unreadable } from '../reading.ts'
import type { NationalMessage, Output, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

type Period = { readonly begndate: string; readonly enddate?: string | undefined }

/** The days on which what is filed is to hold; `to` null where no end is sent. */
const periodOf = ({
  begndate,
  enddate,
}: Period): Decision<{ readonly from: Day; readonly to: Day | null }> => {
  const from = readDay(begndate, 'begndate')
  if (from.status === 'refused') return from
  if (enddate === undefined) return accept({ from: from.value, to: null })
  const to = readDay(enddate, 'enddate')
  if (to.status === 'refused') return to
  return to.value < from.value
    ? unreadable('claim.bad-date', 'enddate', enddate)
    : accept({ from: from.value, to: to.value })
}

type Sent = Pick<NationalMessage<unknown>, 'institution' | 'msgid' | 'asker' | 'behind' | 'today'>
const filedBy = ({ institution, msgid, asker, behind, today }: Sent) => ({
  ...{ institution, msgid, behind, today },
  by: asker.subject,
})

const file = async (
  message: NationalMessage<Period & { readonly psn_no: string }>,
  what: (period: { readonly from: Day; readonly to: Day | null }) => Filed,
): Promise<Decision<Output>> => {
  const { input, institution, effects } = message
  if (!(await findInstitution(institution, effects)))
    return refuse('institution.unknown', { field: 'institution' })
  const period = periodOf(input)
  if (period.status === 'refused') return period
  const number = await fileByInstitution(input.psn_no, what(period.value), filedBy(message), effects)
  return number.status === 'refused' ? number : accept({ result: { trt_dcla_detl_sn: number.value } })
}

const waits =
  'It waits for an officer of the city that insures the person; claims are judged by it once they approved it. One filing of a person waits at a time. The same message again is the same filing.'

const referral = defineTransaction({
  infno: '2501',
  name: '转院备案',
  does: `Files that the institution refers a person to a place elsewhere: to \`reflin_medins_no\`, else to any institution of \`mdtrtarea_admdvs\`. ${waits}`,
  sentBy: 'institution',
  looksUp: true,
  input: z.looseObject({
    psn_no: fields.psn_no,
    reflin_medins_no: fields.reflin_medins_no.optional(),
    mdtrtarea_admdvs: fields.mdtrtarea_admdvs.optional(),
    refl_rea: fields.refl_rea,
    begndate: fields.begndate,
    enddate: fields.enddate.optional(),
  }),
  answers: '`result` with `trt_dcla_detl_sn`, the number of the filing',
  perform: async (message) => {
    const { reflin_medins_no: institution, mdtrtarea_admdvs: area, refl_rea } = message.input
    const where = institution ?? area
    if (where === undefined) return unreadable('filing.nowhere', 'mdtrtarea_admdvs', undefined)
    const why = `转院备案：${maskPersonalData(refl_rea)}`
    return file(message, (period) => ({ files: 'referral', where, why, ...period }))
  },
})

const disease = defineTransaction({
  infno: '2503',
  name: '人员慢特病备案',
  does: `Files a chronic or special disease of a person, as the institution found it. ${waits}`,
  sentBy: 'institution',
  looksUp: true,
  input: z.looseObject({
    psn_no: fields.psn_no,
    opsp_dise_code: fields.opsp_dise_code,
    diag_dr_name: fields.diag_dr_name,
    begndate: fields.begndate,
    enddate: fields.enddate.optional(),
  }),
  answers: '`result` with `trt_dcla_detl_sn`, the number of the filing',
  perform: async (message) => {
    const { opsp_dise_code: code, diag_dr_name } = message.input
    const why = `慢特病备案：诊断医师${maskPersonalData(diag_dr_name)}`
    return file(message, (period) => ({ files: 'disease', code, why, ...period }))
  },
})

const contract = defineTransaction({
  infno: '2505',
  name: '人员定点备案',
  does: `Files that a person has contracted with the sending institution (签约), which plans may ask for; a \`fixmedins_code\` of another one is refused. ${waits}`,
  sentBy: 'institution',
  looksUp: true,
  input: z.looseObject({
    psn_no: fields.psn_no,
    begndate: fields.begndate,
    enddate: fields.enddate.optional(),
    memo: fields.memo.optional(),
  }),
  answers: '`result` with `trt_dcla_detl_sn`, the number of the filing',
  perform: async (message) => {
    const { institution } = message
    const { memo } = message.input
    const why = `人员定点备案${memo === undefined ? '' : `：${maskPersonalData(memo)}`}`
    return file(message, (period) => ({ files: 'contract', institution, why, ...period }))
  },
})

const withdrawal = (infno: string, name: string): Transaction =>
  defineTransaction({
    infno,
    name,
    does: 'Takes a filing back that its own institution made and that still waits. What an officer approved the office takes back.',
    sentBy: 'institution',
    looksUp: true,
    input: z.looseObject({
      psn_no: fields.psn_no,
      trt_dcla_detl_sn: fields.trt_dcla_detl_sn,
      memo: fields.memo,
    }),
    answers: '`result` with `trt_dcla_detl_sn`',
    perform: async (message) => {
      const { psn_no, trt_dcla_detl_sn: proposalId, memo } = message.input
      const taking = { proposalId, reason: maskPersonalData(memo) }
      const taken = await withdrawFiling(psn_no, taking, filedBy(message), message.effects)
      return taken.status === 'refused' ? taken : accept({ result: { trt_dcla_detl_sn: proposalId } })
    },
  })

/** What institutions file of persons, and how they take it back. */
export const filings: readonly Transaction[] = [
  referral,
  withdrawal('2502', '转院备案撤销'),
  disease,
  withdrawal('2504', '人员慢特病备案撤销'),
  contract,
  withdrawal('2506', '人员定点备案撤销'),
]
