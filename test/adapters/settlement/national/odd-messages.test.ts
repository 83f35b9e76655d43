import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit } from '../province.ts'
import { tokens, violationsIn } from '../service.ts'
import type { Counter, NationalAnswer } from './counter.ts'
import { hospital, openCounter, workedStay } from './counter.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const message = (msgid: unknown, input: object, sender = hospital) => ({
  ...{ infno: '2304', msgid, fixmedins_code: sender, input },
})
const together = async (key: string, messages: readonly unknown[], token: object = tokens.hospital) => {
  const sent = { key, body: { messages } }
  const { status, body } = await counter.service.call(token as never, 'POST', '/national/batches', sent)
  expect(status).toBe(200)
  return (body as unknown as { answers: readonly NationalAnswer[] }).answers
}

describe('a message of a batch that is none', () => {
  it('is answered for itself: a number, nothing, a list, or an id that is no text spoils no other', async () => {
    const answers = await together('odd-1', [
      ...[5, null, 'text', [[]]],
      message({ toString: 1 }, workedStay('P1')),
      message('ODD-1', workedStay('P1')),
    ])
    expect(answers.map(({ infcode, code }) => [infcode, code])).toEqual([
      ...Array.from({ length: 5 }, () => [-1, 'call.bad-field']),
      [0, undefined],
    ])
  })

  it('is told why in Chinese, also where the door of a single call refuses it', async () => {
    const [other] = await together('odd-2', [message('ODD-2', workedStay('P1'), 'H34010000099')])
    expect(other).toMatchObject({
      code: 'caller.other-institution',
      err_msg: '该数据不属于令牌所在机构（H34010000001）',
    })
  })
})

describe('the operator that a message names', () => {
  const sentBy = async (personId: string): Promise<unknown> =>
    (await counter.service.items()).find(
      (item) => item.kind === 'claim-settled' && item.personId === personId,
    )?.by
  const settle = (token: object, msgid: string, personId: string, opter: string) =>
    counter.service.call(token as never, 'POST', '/national', {
      body: { ...message(msgid, workedStay(personId)), opter },
    })

  it.each(['', '  ', '\u3000'])(
    'is nobody when it is blank (%j): a token that names nobody settles nothing',
    async (opter) => {
      const { status, body } = await settle({ ...tokens.hospital, sub: ' ' }, 'ODD-3', 'P2', opter)
      expect([status, body.code]).toEqual([403, 'caller.no-subject'])
      expect(await sentBy('P2')).toBeUndefined()
    },
  )

  it('stands without the blanks around the name', async () => {
    await settle({ ...tokens.hospital, sub: '' }, 'ODD-4', 'P3', ' 0042\u3000')
    expect(await sentBy('P3')).toMatch(/ institution\/H34010000001 340100 H34010000001\/0042$/)
  })

  it('never stands for an office: neither the city nor the province sends for a hospital, alone or in a batch', async () => {
    for (const office of [tokens.hefei, tokens.province]) {
      const alone = await settle({ ...office, sub: 'li.si' }, 'ODD-5', 'P4', '0042')
      expect([alone.status, alone.body.code]).toEqual([403, 'caller.no-scope'])
      const many = await counter.service.call(office, 'POST', '/national/batches', {
        key: 'odd-7',
        body: { messages: [message('ODD-7', { ...workedStay('P5') })] },
      })
      expect([many.status, many.body.code]).toEqual([403, 'caller.no-scope'])
    }
    expect(await sentBy('P4')).toBeUndefined()
    expect(await sentBy('P5')).toBeUndefined()
  })
})

describe('a message id of another institution', () => {
  const foreign = 'H34010000002202506011200000001'
  const refused = [422, 'call.other-institution']

  it('is refused at every door: national, as a claim, as a preview and as a reversal in JSON', async () => {
    const call = async (path: string, body: object) => {
      const answer = await counter.service.call(tokens.hospital, 'POST', path, { key: foreign, body })
      return [answer.status, answer.body.code]
    }
    const { body } = await counter.service.call(tokens.hospital, 'POST', '/national', {
      body: message(foreign, workedStay('P6')),
    })
    expect([body.infcode, body.code]).toEqual([-1, 'call.other-institution'])
    expect(await call('/claims', visit('P6', '2025-04-01', 2000))).toEqual(refused)
    expect(await call('/claims/preview', visit('P6', '2025-04-01', 2000))).toEqual(refused)
    const own = await counter.service.call(tokens.hospital, 'POST', '/claims', {
      ...{ key: 'ODD-8', body: visit('P6', '2025-04-01', 2000) },
    })
    expect(await call(`/claims/${own.body.claimId}/reversal`, {})).toEqual(refused)
    const cancelled = await counter.send('2208', foreign, { setl_id: own.body.claimId, psn_no: 'P6' })
    expect(cancelled).toMatchObject({ infcode: -1, code: 'call.other-institution' })
  })
})

describe('a time of a message', () => {
  it.each(['2025-06-11 99:99:99', '2025-06-11 24:00:00', '2025-06-11 23:60:00', '2025-06-11 1:00:00'])(
    'is one that exists: %s is refused',
    async (begntime) => {
      const answer = await counter.send('2304', `ODD-${begntime.length}`, { ...workedStay('P7'), begntime })
      expect(answer).toMatchObject({ infcode: -1, code: 'call.bad-field', field: 'input.begntime' })
    },
  )
})
