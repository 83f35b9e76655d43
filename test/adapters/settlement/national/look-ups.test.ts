import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '#shared/edge/store/store.ts'
import { openLookUps } from '../../../../services/settlement/national/look-ups.ts'
import { visit } from '../province.ts'
import type { Token } from '../service.ts'
import { tokens } from '../service.ts'
import { type Counter, hospital, openCounter, workedStay } from './counter.ts'

let counter: Counter
const store = () => openStore(counter.service.dynamo.client, () => 'settlement')
/** The policy's figure for a minute. */
const most = 600

beforeAll(async () => {
  counter = await openCounter()
})
afterAll(() => counter.service.stop())

describe('the look-ups of an institution', () => {
  const at = (seconds: number) => openLookUps(store(), () => Date.UTC(2025, 5, 1, 8, 0, seconds))
  const ask = (seconds: number, institution: string, msgid: string) =>
    at(seconds).take({ institution, msgid }, 3)

  it('are so many a minute: one more is refused, others’ are their own, and the next minute begins anew', async () => {
    expect([await ask(0, 'H1', 'a'), await ask(20, 'H1', 'b'), await ask(59, 'H1', 'c')]).toEqual([
      true,
      true,
      true,
    ])
    expect(await ask(59, 'H1', 'd')).toBe(false)
    expect(await ask(59, 'H2', 'd')).toBe(true)
    expect(await ask(60, 'H1', 'd')).toBe(true)
  })
})

describe('1101, 2001, 5201 to 5203, 5206 and 5301', () => {
  const askAs = async (token: Parameters<Counter['service']['call']>[0], infno: string, msgid: string) => {
    const body = { infno, msgid, fixmedins_code: hospital, input: { psn_no: 'P1', begntime: '2025-06-01' } }
    return (await counter.service.call(token, 'POST', '/national', { body })).body
  }

  it('are refused to an institution that asked too often, found or not', async () => {
    const minutes = [0, 1].map((ahead) => new Date(Date.now() + ahead * 60_000).toISOString().slice(0, 16))
    for (const minute of minutes)
      await store().write([
        {
          kind: 'add',
          key: { pk: `LOOK-UPS#${hospital}#${minute}`, sk: 'SHARD#0' },
          amounts: { asked: most },
          set: { kind: 'look-ups' },
        },
      ])
    for (const infno of ['1101', '2001', '5201', '5206', '5301'])
      expect(await askAs(tokens.hospital, infno, `too-many-${infno}`)).toMatchObject({
        infcode: -1,
        code: 'call.too-many',
        err_msg: `一分钟内的人员查询已达上限（${most}次），请稍后再试`,
      })
  })

  it('stand in one count with previews and with the reads as JSON that show a person', async () => {
    const preview = { ...workedStay('P1'), psn_no: 'P1' }
    expect((await counter.send('2303', 'too-many-2303', preview)).code).toBe('call.too-many')
    const byJson = (method: string, path: string, body?: object, token: Token = tokens.hospital) =>
      counter.service.call(token, method, path, body ? { key: 'J1', body } : {})
    const body = visit('P1', '2025-03-10', 10_000)
    for (const refused of [
      await byJson('POST', '/claims/preview', body),
      await byJson('GET', '/claims/C-unknown'),
      await byJson('GET', '/claims/C-unknown/explanation'),
      await byJson('GET', '/claims/C-unknown/corrections'),
    ])
      expect([refused.status, refused.body.code]).toEqual([429, 'call.too-many'])
    const office = await byJson('GET', '/claims/C-unknown', undefined, tokens.hefei)
    expect(office.body.code).toBe('claim.unknown')
    const settled = await counter.service.call(tokens.hospital, 'POST', '/claims', {
      key: 'not-a-read',
      body,
    })
    expect(settled.status).toBe(201)
  })
})
