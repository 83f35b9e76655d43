import { groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import type { Message } from '../inputs.ts'
import { institutionOfMessage } from '../roles.ts'

type Answer = {
  readonly infcode?: number
  readonly output?: { readonly result?: { readonly mdtrt_id?: string } }
}
type SettledAnswer = { readonly output?: { readonly setlinfo?: { readonly setl_id?: string } } }
type StayInput = {
  readonly psn_no?: string
  readonly med_type?: string
  readonly begntime?: string
  readonly dscg_time?: string
  readonly medfee_sumamt?: string
  readonly dscg_maindiag_code?: string
  readonly feedetail?: readonly Record<string, string>[]
}

const settlesStay = '2304'

/** The message ids of each city's first stay of a month, of which the hospital tells its calls one by one. */
export const staysToldByCalls = (ofMonth: readonly Message[]): ReadonlySet<string> => {
  const stays = ofMonth.filter(({ infno }) => infno === settlesStay)
  const ofCities = groupBy(stays, ({ insuplc_admdvs }) => insuplc_admdvs)
  return new Set([...ofCities.values()].flatMap(([first]) => (first ? [first.msgid] : [])))
}

/**
 * Tells a stay as hospitals do, admission, fees, discharge; what is left of its message settles what was collected.
 * A stay of which a call is declined is settled by its message as it was, which is declined for the same reason.
 * Each call has an id of its own that follows from the message's, so that a repeat of the message repeats its calls.
 */
export const tellByCalls = async ({ client }: Context, message: Message): Promise<Message> => {
  const { feedetail = [], begntime, dscg_time, ...kept } = message.input as Message['input'] & StayInput
  const { psn_no, med_type } = kept
  const call = async (infno: string, input: object): Promise<Answer> => {
    const msgid = `${message.msgid}-${infno}`
    const body = { ...message, infno, msgid, input }
    return (await client.send(institutionOfMessage(message), 'POST', '/v1/settlement/national', body, msgid))
      .body as Answer
  }
  const admitted = await call('2401', { mdtrtinfo: { psn_no, begntime, med_type } })
  const visit = { mdtrt_id: admitted.output?.result?.mdtrt_id, psn_no }
  if (visit.mdtrt_id === undefined) return message
  const charged = await call('2301', { feedetail: feedetail.map((line) => ({ ...visit, ...line })) })
  if (charged.infcode !== 0) return message
  const left = await call('2402', { dscginfo: { ...visit, endtime: dscg_time } })
  return left.infcode === 0 ? { ...message, input: { ...kept, ...visit, setl_time: dscg_time } } : message
}

/** Sends the settlement list of a stay that was settled, with all of its cost as one kind. */
export const tellList = async (
  { client }: Context,
  message: Message,
  { output }: SettledAnswer,
): Promise<void> => {
  const setl_id = output?.setlinfo?.setl_id
  if (setl_id === undefined) return
  const { psn_no, begntime, dscg_time, medfee_sumamt, ...said } = message.input as StayInput
  const msgid = `${message.msgid}-4101`
  const input = {
    setlinfo: { psn_no, setl_id, adm_time: begntime, dscg_time },
    diseinfo: [{ diag_code: said.dscg_maindiag_code ?? 'Z00', maindiag_flag: '1' }],
    iteminfo: [{ med_chrgitm: '14', amt: medfee_sumamt }],
  }
  const body = { ...message, infno: '4101', msgid, input }
  await client.send(institutionOfMessage(message), 'POST', '/v1/settlement/national', body, msgid)
}
