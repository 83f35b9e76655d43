import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { ListContent } from '../../settlement-list/rules/settlement-list.ts'
import { listIdOf, mostVersions } from '../../settlement-list/rules/settlement-list.ts'
import { sendList } from '../../settlement-list/send-list.ts'
import { fields } from '../fields.ts'
import { readDay, readYuan, unreadable } from '../reading.ts'
import type { Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const input = z.looseObject({
  psn_no: fields.psn_no,
  setl_id: fields.setl_id,
  setl_list_id: fields.setl_list_id.optional(),
  adm_time: fields.adm_time,
  dscg_time: fields.dscg_time,
  diseinfo: z
    .array(z.looseObject({ diag_code: fields.diag_code, maindiag_flag: fields.maindiag_flag.default('0') }))
    .min(1)
    .max(50)
    .meta({ meaning: '诊断信息' }),
  iteminfo: z
    .array(z.looseObject({ med_chrgitm: fields.med_chrgitm, amt: fields.amt }))
    .min(1)
    .max(50)
    .meta({ meaning: '收费项目信息' }),
  oprninfo: z
    .array(z.looseObject({ oprn_oprt_code: fields.oprn_oprt_code }))
    .max(50)
    .optional()
    .meta({ meaning: '手术操作信息' }),
})
type Input = z.output<typeof input>

/** The diagnoses with the one that is marked as the main one first; it is marked once. */
const diagnosesOf = ({ diseinfo }: Input): Decision<string[]> => {
  const main = diseinfo.filter(({ maindiag_flag }) => maindiag_flag === '1')
  const [first] = main
  if (!first || main.length > 1) return unreadable('list.main-diagnosis', 'diseinfo', undefined)
  return accept([first, ...diseinfo.filter((each) => each !== first)].map(({ diag_code }) => diag_code))
}

const itemsOf = ({ iteminfo }: Input): Decision<{ readonly kind: string; readonly amount: Fen }[]> => {
  const items: { readonly kind: string; readonly amount: Fen }[] = []
  for (const [index, { med_chrgitm: kind, amt }] of iteminfo.entries()) {
    const amount = readYuan(amt, `iteminfo.${index}.amt`)
    if (amount.status === 'refused') return amount
    items.push({ kind, amount: amount.value })
  }
  return accept(items)
}

const contentOf = (said: Input): Decision<ListContent> => {
  const days: Day[] = []
  for (const name of ['adm_time', 'dscg_time'] as const) {
    const on = readDay(said[name], name)
    if (on.status === 'refused') return on
    days.push(on.value)
  }
  const [admittedOn = '', dischargedOn = ''] = days
  const [diagnoses, items] = [diagnosesOf(said), itemsOf(said)]
  if (diagnoses.status === 'refused') return diagnoses
  if (items.status === 'refused') return items
  const operations = (said.oprninfo ?? []).map(({ oprn_oprt_code }) => oprn_oprt_code)
  return accept({ admittedOn, dischargedOn, diagnoses: diagnoses.value, operations, items: items.value })
}

/** What a hospital says of a settlement for its assessment. */
export const settlementList: Transaction = defineTransaction({
  infno: '4101',
  name: '医疗保障基金结算清单信息上传',
  does: `Takes the settlement list of a settlement of the institution that stands: its days, and the sum of \`iteminfo\`, have to be the settlement’s, and one diagnosis is the main one. There is one list of a settlement. It is corrected by sending it again with its \`setl_list_id\`, at most ${mostVersions} times in all; what was sent before stays on record. The explanation of the claim shows it. Nothing is paid by it, and no rule of supervision reads it yet.`,
  sentBy: 'institution',
  input,
  answers: '`result` with `setl_list_id`, the number of the list',
  perform: async ({ input: said, institution, msgid, today, by, effects }) => {
    const content = contentOf(said)
    if (content.status === 'refused') return content
    const { setl_id: claimId, psn_no: personId, setl_list_id: listId } = said
    const sent = {
      ...{ claimId, personId, institution, msgid, sentOn: today, ...content.value },
      fingerprint: fingerprint({ claimId, personId, listId: listId ?? '', ...content.value }),
      ...(by === undefined ? {} : { by }),
      ...(listId === undefined ? {} : { listId }),
    }
    const taken = await sendList(sent, effects)
    return taken.status === 'refused'
      ? taken
      : accept({ result: { setl_list_id: listIdOf(taken.value.claimId) } })
  },
})
