import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tokens } from '../service.ts'
import type { NationalAnswer } from './counter.ts'
import { hospital, openCounter, stayFees, timeless } from './counter.ts'

let counter: Awaited<ReturnType<typeof openCounter>>
let batches = 0

beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.service.stop())
beforeEach(() => {
  batches += 1
})

const stay = (person: string, from: string, to: string) => ({
  psn_no: person,
  mdtrt_id: `${person}-${from}`,
  med_type: '21',
  begntime: from,
  dscg_time: to,
  medfee_sumamt: '10000.00',
  acct_used_flag: '0',
  feedetail: stayFees,
})
const message = (infno: string, msgid: string, input: object, sender = hospital) => ({
  infno,
  msgid,
  infver: 'V1.0',
  fixmedins_code: sender,
  input,
})

const send = async (messages: readonly object[]): Promise<readonly NationalAnswer[]> => {
  const { status, body } = await counter.service.call(tokens.hospital, 'POST', '/national/batches', {
    key: `batch-${batches}`,
    body: { messages },
  })
  expect(status).toBe(200)
  return (body as unknown as { answers: readonly NationalAnswer[] }).answers.map(timeless) as NationalAnswer[]
}
const paid = ({ output }: NationalAnswer) => output.setlinfo?.hifp_pay
const pool = (answers: readonly (NationalAnswer | undefined)[]) => answers.map((told) => told && paid(told))

describe('messages sent together', () => {
  it('are settled as if each had come alone: first stays pay 7,290, a second one of the year has half the deductible', async () => {
    const answers = await send([
      message('2304', 'B1', stay('P1', '2025-03-01', '2025-03-05')),
      message('2304', 'B2', stay('P2', '2025-03-01', '2025-03-05')),
      message('2304', 'B3', stay('P1', '2025-06-01', '2025-06-05')),
    ])
    // By hand: (8,700 − 600) × 90 % = 7,290; the second stay (8,700 − 300) × 90 % = 7,560.
    expect(pool(answers)).toEqual(['7290.00', '7290.00', '7560.00'])
  })

  it('are answered the same when they come again, together or one by one, and settle nothing twice', async () => {
    const messages = ['C1', 'C2'].map((id, index) =>
      message('2304', id, stay(`P${index + 3}`, '2025-03-01', '2025-03-05')),
    )
    const first = await send(messages)
    expect(await send([...messages].reverse())).toEqual([...first].reverse())
    expect(await counter.send('2304', 'C1', stay('P3', '2025-03-01', '2025-03-05'))).toEqual(first[0])
    expect(await send([messages[0], messages[0]] as object[])).toEqual([first[0], first[0]])
  })

  it('do not spoil each other: what is malformed, refused or not the sender’s is answered for itself', async () => {
    const answers = await send([
      { infno: '9999', msgid: 'D1', input: {} },
      message('2304', 'D2', { ...stay('P5', '2025-03-01', '2025-03-05'), medfee_sumamt: '1.00' }),
      message('2304', 'D3', stay('P5', '2025-03-01', '2025-03-05'), 'H34010000099'),
      message('2304', 'D4', stay('P5', '2025-03-01', '2025-03-05')),
    ])
    expect(answers.map(({ infcode, code }) => [infcode, code])).toEqual([
      [-1, 'call.bad-field'],
      [-1, 'claim.total-does-not-add-up'],
      [-1, 'caller.other-institution'],
      [0, undefined],
    ])
    expect(answers[0]).toMatchObject({ field: 'infno' })
  })

  it('are at most fifty', async () => {
    const messages = Array.from({ length: 51 }, (_, n) => message('2304', `E${n}`, {}))
    const { status, body } = await counter.service.call(tokens.hospital, 'POST', '/national/batches', {
      key: 'too-many',
      body: { messages },
    })
    expect([status, (body as { code?: string }).code]).toEqual([400, 'request.invalid'])
  })
})
