import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '#shared/kernel/hash.ts'
import { gatewayKeysAreByTwo } from '../../../../services/settlement/gateway/invariants.ts'
import { registerHospital } from '../province.ts'
import { tokens, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { at, hospital, openCounter, timeless, workedStay } from './counter.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter()
  await registerHospital(counter.service, 'H34010000002')
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

let commands = 0
const keyOf = (paasId: string, method: string, token: object = tokens.hefei, institution = hospital) => {
  commands += 1
  const body = method === 'PUT' ? { institution } : undefined
  const path = `/gateway-keys/${paasId}`
  return counter.service.call(token as never, method, path, { key: `key-${commands}`, body })
}
const approveKey = (paasId: string, sub = 'key.checker') => {
  commands += 1
  const path = `/gateway-keys/${paasId}/approval`
  return counter.service.call({ ...tokens.hefei, sub }, 'POST', path, { key: `key-${commands}` })
}
/** The token of a key that one officer made and another approved. */
const tokenOf = async (paasId: string): Promise<string> => {
  const { body } = await keyOf(paasId, 'PUT')
  await approveKey(paasId)
  return String(body.token)
}

let nonces = 0
/** Signed as the gateways of provinces have it; every part can be another. */
const signed = (paasid: string, token: string, other: Readonly<Record<string, string>> = {}) => {
  nonces += 1
  const timestamp = other.timestamp ?? String(Math.floor(Date.now() / 1000))
  const nonce = other.nonce ?? `nonce${nonces}`
  const signature = other.signature ?? sha256(timestamp + token + nonce + timestamp)
  return {
    ...{ 'x-tif-paasid': paasid, 'x-tif-timestamp': timestamp },
    ...{ 'x-tif-nonce': nonce, 'x-tif-signature': signature },
  }
}
const message = (msgid: string, psn_no: string, more: object = {}) => ({
  ...{ infno: '2304', msgid, fixmedins_code: hospital, opter: '0042', input: workedStay(psn_no), ...more },
})
const call = (headers: Readonly<Record<string, string>>, body: unknown) =>
  counter.service.callSigned('/national/gateway', headers, body)

const refused = async (headers: Readonly<Record<string, string>>) => {
  const { status, body } = await call(headers, message('G-refused', 'P1'))
  expect(timeless(body)).toMatchObject({ infcode: -1, err_msg: expect.stringMatching(/[一-鿿]/) })
  return [status, body.code]
}

describe('a signed call', () => {
  it('settles as a call with a token does: no token, no idempotency header, its msgid alone makes it once', async () => {
    const token = await tokenOf('his-1')
    const { status, body } = await call(signed('his-1', token), message('G1', 'P1'))
    expect([status, body.infcode]).toEqual([200, 0])
    const again = await call(signed('his-1', token), message('G1', 'P1'))
    expect(timeless(again.body)).toEqual(timeless(body))
    const claim = (await counter.service.items()).find(
      ({ kind, personId }) => kind === 'claim-settled' && personId === 'P1',
    )
    expect(claim?.by).toMatch(/ institution\/H34010000001 340100 H34010000001\/0042$/)
  })

  it('is the system’s where it names no operator', async () => {
    const token = await tokenOf('his-2')
    await call(signed('his-2', token), message('G2', 'P2', { opter: '' }))
    const claim = (await counter.service.items()).find(
      ({ kind, personId }) => kind === 'claim-settled' && personId === 'P2',
    )
    expect(claim?.by).toMatch(/ institution\/H34010000001 340100 H34010000001@his-2$/)
  })

  it('that files of a person is approved by nobody who ever gave its platform a token', async () => {
    const by = (sub: string) => ({ ...tokens.hefei, sub })
    await keyOf('his-30', 'PUT', by('chen.jie'))
    const token = String((await keyOf('his-30', 'PUT', by('li.si'))).body.token)
    await approveKey('his-30')
    const diagnosed = { opsp_dise_code: 'M00500', diag_dr_name: '王医生', begndate: '2025-03-01' }
    const input = { data: { psn_no: 'P1', ...diagnosed } }
    const filed = await call(signed('his-30', token), message('G30', 'P1', { infno: '2503', input }))
    expect(filed.body).toMatchObject({ infcode: 0 })
    const { result } = filed.body.output as { result: { trt_dcla_detl_sn: string } }
    const approve = (sub: string) => {
      const path = `/persons/P1/registration-proposals/${result.trt_dcla_detl_sn}/approval`
      return counter.service.call(by(sub), 'POST', path, { key: `G30-${sub}` })
    }
    for (const maker of ['li.si', 'Chen.Jie'])
      expect((await approve(maker)).body.code).toBe('registration.proposer-is-approver')
    expect((await approve('wang.fang')).status).toBe(200)
  })

  it('speaks for its own institution and for no other', async () => {
    const token = await tokenOf('his-3')
    const other = message('G3', 'P3', { fixmedins_code: 'H34010000002' })
    const { status, body } = await call(signed('his-3', token), other)
    expect([status, body.infcode, body.code]).toEqual([403, -1, 'caller.other-institution'])
  })

  it('is refused without a signature, with a wrong one, and for a platform without a key, all in the national form', async () => {
    const token = await tokenOf('his-4')
    expect(await refused({})).toEqual([403, 'gateway.unsigned'])
    const { 'x-tif-nonce': _, ...withoutNonce } = signed('his-4', token)
    expect(await refused(withoutNonce)).toEqual([403, 'gateway.unsigned'])
    const wrong = [403, 'gateway.wrong-signature']
    expect(await refused(signed('his-4', 'another token'))).toEqual(wrong)
    expect(await refused(signed('his-4', ''))).toEqual(wrong)
    expect(await refused(signed('nobody', token))).toEqual(wrong)
    expect(await refused(signed('his-4', token, { signature: '0'.repeat(64) }))).toEqual(wrong)
  })

  it('holds for five minutes by the clock, either way, in seconds or milliseconds', async () => {
    const token = await tokenOf('his-5')
    const off = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds)
    for (const seconds of [-330, 330, -86_400])
      expect(await refused(signed('his-5', token, { timestamp: off(seconds) }))).toEqual([
        403,
        'gateway.clock',
      ])
    for (const timestamp of [off(-270), off(270), String(Date.now())]) {
      const { body } = await call(signed('his-5', token, { timestamp }), message('G5', 'P5'))
      expect(body.infcode).toBe(0)
    }
  })

  it('is used once: with another message behind it the same signature lets nobody in', async () => {
    const headers = signed('his-6', await tokenOf('his-6'))
    expect((await call(headers, message('G6', 'P6'))).body.infcode).toBe(0)
    expect(await refused(headers)).toEqual([403, 'gateway.replayed'])
    const used = (await counter.service.items()).filter(({ kind }) => kind === 'signature-used')
    const soonest = Date.now() / 1000 + 600
    for (const { expires } of used) expect(Number(expires)).toBeGreaterThan(soonest)
  })
})

describe('the key of a platform', () => {
  it('signs nothing until another officer than made it approved it; the one before it does', async () => {
    const token = String((await keyOf('his-40', 'PUT')).body.token)
    expect(await refused(signed('his-40', token))).toEqual([403, 'gateway.wrong-signature'])
    expect((await approveKey('his-40', ' TESTER')).body.code).toBe('gateway-key.maker-is-approver')
    expect((await keyOf('his-40', 'GET')).body).toMatchObject({ waits: true, madeBy: 'tester' })
    expect((await approveKey('his-40')).body).toMatchObject({ approvedBy: 'key.checker' })
    expect((await call(signed('his-40', token), message('G40', 'P11'))).body.infcode).toBe(0)
    for (const made of ['second', 'third']) {
      const next = String((await keyOf('his-40', 'PUT')).body.token)
      expect([made, ...(await refused(signed('his-40', next)))]).toEqual([
        ...[made, 403, 'gateway.wrong-signature'],
      ])
    }
    expect((await call(signed('his-40', token), message('G40', 'P11'))).body.infcode).toBe(0)
    expect((await approveKey('his-41')).body.code).toBe('gateway-key.unknown')
  })

  it('that its maker put in force is told by the nightly check', async () => {
    await tokenOf('his-42')
    const check = gatewayKeysAreByTwo.start()
    for (const item of await counter.service.items())
      check.see(
        item.pk === 'GATEWAY-KEY#his-42' ? { ...item, approved: { by: 'Tester', at: '2025-01-01' } } : item,
      )
    expect(check.finish().violations).toMatchObject([{ where: 'GATEWAY-KEY#his-42' }])
  })

  it('shows its token once', async () => {
    const body = { institution: hospital }
    const make = () =>
      counter.service.call(tokens.hefei, 'PUT', '/gateway-keys/his-7', { key: 'make-7', body })
    const first = await make()
    expect(first.body.token).toMatch(/^[\w-]{43}$/)
    const again = await make()
    expect([again.status, again.body.token, again.body.madeAt]).toEqual([200, undefined, first.body.madeAt])
    expect((await keyOf('his-7', 'GET')).body).not.toHaveProperty('token')
  })

  it('stands nowhere in clear, neither the token nor the one before it', async () => {
    const [former, token] = [await tokenOf('his-20'), await tokenOf('his-20')]
    const stored = (await counter.service.items()).find(({ pk }) => pk === 'GATEWAY-KEY#his-20')
    expect(stored).toMatchObject({ sealed: expect.any(String), former: { sealed: expect.any(String) } })
    const everything = JSON.stringify(await counter.service.items())
    for (const each of [former, token]) expect(everything).not.toContain(each)
    expect((await call(signed('his-20', former), message('G20', 'P1'))).body.code).not.toBe(
      'gateway.wrong-signature',
    )
  })

  it('of one platform is worth nothing to another, though its record is copied', async () => {
    const token = await tokenOf('his-21')
    await tokenOf('his-22')
    const item = (paasId: string) => ({ pk: { S: `GATEWAY-KEY#${paasId}` }, sk: { S: 'GATEWAY-KEY' } })
    const { client } = counter.service.dynamo
    const { Item } = await client.send(new GetItemCommand({ TableName: 'settlement', Key: item('his-21') }))
    const copied = { ...Item, ...item('his-22'), paasId: { S: 'his-22' } }
    const before = (await client.send(new GetItemCommand({ TableName: 'settlement', Key: item('his-22') })))
      .Item
    await client.send(new PutItemCommand({ TableName: 'settlement', Item: copied }))
    const { body } = await call(signed('his-22', token), message('G22', 'P2'))
    expect(body.infcode).not.toBe(0)
    await client.send(new PutItemCommand({ TableName: 'settlement', Item: before }))
  })

  it('of earlier days, in clear, signs until it is changed, and is told as a fault until then', async () => {
    const { client } = counter.service.dynamo
    const text = (value: string) => ({ S: value })
    await client.send(
      new PutItemCommand({
        TableName: 'settlement',
        Item: {
          ...{ pk: text('GATEWAY-KEY#his-23'), sk: text('GATEWAY-KEY'), kind: text('gateway-key') },
          ...{ paasId: text('his-23'), institution: text(hospital), city: text('340100') },
          ...{ token: text('in-clear'), madeAt: text('2025-01-01T00:00:00.000Z'), madeBy: text('x') },
          ...{ commandId: text('old'), version: { N: '1' } },
        },
      }),
    )
    expect((await call(signed('his-23', 'in-clear'), message('G23', 'P3'))).body.infcode).toBe(0)
    const clear = { invariant: 'settlement.no-token-in-clear', where: 'GATEWAY-KEY#his-23' }
    // Seen at once, and by the nightly check.
    expect(await violationsIn(counter.service)).toMatchObject([clear, clear])
    await tokenOf('his-23')
    expect(await violationsIn(counter.service)).toEqual([])
    expect((await call(signed('his-23', 'in-clear'), message('G24', 'P4'))).body.infcode).toBe(0)
  })

  it('can be changed: the token before holds for a day more', async () => {
    const former = await tokenOf('his-8')
    const token = await tokenOf('his-8')
    expect(token).not.toBe(former)
    for (const each of [former, token])
      expect((await call(signed('his-8', each), message('G8', 'P8'))).body.infcode).toBe(0)
    const later = new Date(Date.now() + 25 * 60 * 60 * 1000 + 8 * 60 * 60 * 1000)
    await at(later.toISOString().slice(0, 19).replace('T', ' '), async () => {
      expect(await refused(signed('his-8', former))).toEqual([403, 'gateway.wrong-signature'])
      expect((await call(signed('his-8', token), message('G8', 'P8'))).body.infcode).toBe(0)
    })
  })

  it('can be ended, and signs nothing then', async () => {
    const token = await tokenOf('his-9')
    const ended = await keyOf('his-9', 'DELETE')
    expect(ended.body.endedAt).toMatch(/Z$/)
    expect(await refused(signed('his-9', token))).toEqual([403, 'gateway.wrong-signature'])
  })

  it('is given by the city that the institution stands in, and taken over by no other institution', async () => {
    const elsewhere = await keyOf('his-10', 'PUT', tokens.wuhu)
    expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 'institution.unknown'])
    const byHospital = await keyOf('his-10', 'PUT', tokens.hospital)
    expect([byHospital.status, byHospital.body.code]).toEqual([403, 'caller.no-scope'])
    await keyOf('his-10', 'PUT')
    const other = await keyOf('his-10', 'PUT', tokens.hefei, 'H34010000002')
    expect([other.status, other.body.code]).toEqual([409, 'gateway-key.other-institution'])
    const unknown = await keyOf('his-11', 'GET')
    expect([unknown.status, unknown.body.code]).toEqual([404, 'gateway-key.unknown'])
  })
})
