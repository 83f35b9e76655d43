import { afterAll, beforeAll, expect, it } from 'vitest'
import { registerHospital } from '../province.ts'
import { tokens, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { openCounter, workedStay } from './counter.ts'

let counter: Counter
let setl_id = ''
/** A settlement of another person, of which no list is sent. */
let other = ''
beforeAll(async () => {
  counter = await openCounter(2)
  await registerHospital(counter.service, 'H34010000002')
  const settled = await counter.send('2304', 'S1', { data: workedStay('P1') })
  other = (await counter.send('2304', 'S2', { data: workedStay('P2') })).output.setlinfo?.setl_id ?? ''
  setl_id = settled.output.setlinfo?.setl_id ?? ''
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const list = (more: object = {}) => ({
  setlinfo: {
    ...{ psn_no: 'P1', setl_id, adm_time: '2025-03-01 08:00:00', dscg_time: '2025-03-05 10:00:00' },
    ...more,
  },
  diseinfo: [
    { diag_type: '2', diag_code: 'I10', maindiag_flag: '0' },
    { diag_type: '1', diag_code: 'K29', maindiag_flag: '1' },
  ],
  iteminfo: [
    { med_chrgitm: '09', amt: '9000.00' },
    { med_chrgitm: '05', amt: '1000.00' },
  ],
  oprninfo: [{ oprn_oprt_code: '45.16' }],
})
const explained = async () =>
  (await counter.service.call(tokens.hefei, 'GET', `/claims/${setl_id}/explanation`)).body.settlementList

it('4101: the settlement list of a settlement is taken once, corrected under its number, and shown with the claim', async () => {
  expect(await explained()).toBeUndefined()
  const sent = await counter.send('4101', 'L1', list())
  expect(sent).toMatchObject({ infcode: 0 })
  expect(await counter.send('4101', 'L1', list())).toEqual(sent)
  const setl_list_id = sent.output.result?.setl_list_id
  expect(await explained()).toMatchObject({
    ...{ listId: setl_list_id, version: 1, diagnoses: ['K29', 'I10'], operations: ['45.16'] },
    items: [{ kind: '09', amount: 900_000 }, { kind: '05' }],
  })
  expect(await counter.send('4101', 'L2', list())).toMatchObject({
    ...{ infcode: -1, code: 'list.sent', field: 'input.setl_list_id' },
  })
  const corrected = { ...list({ setl_list_id }), oprninfo: [] }
  expect(await counter.send('4101', 'L3', corrected)).toMatchObject({ infcode: 0 })
  expect(await explained()).toMatchObject({ version: 2, operations: [] })
  expect(await counter.send('4101', 'L1', list())).toEqual(sent)
})

it('4101: another sum, other days, no main diagnosis and another hospital’s settlement are refused', async () => {
  const of = { psn_no: 'P2', setl_id: other }
  const code = async (input: object) => (await counter.send('4101', 'L9', input)).code
  expect(await code({ ...list(of), iteminfo: [{ med_chrgitm: '09', amt: '9000.00' }] })).toBe(
    'list.does-not-add-up',
  )
  expect(await code(list({ ...of, dscg_time: '2025-03-06' }))).toBe('list.other-days')
  expect(await code({ ...list(of), diseinfo: [{ diag_code: 'K29' }] })).toBe('list.main-diagnosis')
  const foreign = await counter.service.call(tokens.otherHospital, 'POST', '/national', {
    body: { infno: '4101', msgid: 'L9', fixmedins_code: 'H34010000002', input: list(of) },
  })
  expect(foreign.body).toMatchObject({ infcode: -1, code: 'claim.unknown' })
  expect(await code(list({ setl_id: other }))).toBe('claim.unknown')
  expect(await code(list({ ...of, setl_id: 'C0' }))).toBe('claim.unknown')
})
