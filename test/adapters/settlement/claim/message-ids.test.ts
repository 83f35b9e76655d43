import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '#shared/edge/store/store.ts'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf, visit } from '../province.ts'
import type { Service, Token } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

const hospital = 'H34010000001'
const otherHospital = 'H34010000002'

let service: Service
const settle = (token: Token, key: string, body: object) =>
  service.call(token, 'POST', '/claims', { key, body })
const national = (msgid: string, input: object, more: object = {}) =>
  service.call(tokens.hospital, 'POST', '/national', {
    body: { infno: '2207', msgid, fixmedins_code: hospital, input, ...more },
  })

/** A visit of 20 yuan, as the national interface has it. */
const visitInput = (psn_no: string) => ({
  ...{ psn_no, mdtrt_id: `${psn_no}-2025-04-01-2000` },
  ...{ med_type: '11', begntime: '2025-04-01 10:00:00', medfee_sumamt: '20.00' },
  feedetail: [{ med_list_codg: 'XA01AAA001', cnt: '1', pric: '20.00', det_item_fee_sumamt: '20.00' }],
})

const recorded = async (kind: string, personId: string) =>
  (await service.items()).filter((item) => item.kind === kind && item.personId === personId)

beforeAll(async () => {
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, hospital)
  await registerHospital(service, otherHospital)
  for (const personId of ['P1', 'P2', 'P3', 'P4', 'P5'])
    await service.deliver(entitlement(personId, 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('the message ids of an institution', () => {
  it('are its own: the same id of two institutions is two claims', async () => {
    const first = await settle(tokens.hospital, 'M1', visit('P1', '2025-04-01', 2000))
    const other = { ...visit('P1', '2025-04-02', 3000), institution: otherHospital }
    const second = await settle(tokens.otherHospital, 'M1', other)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.claimId).not.toBe(first.body.claimId)
    expect(await settle(tokens.hospital, 'M1', visit('P1', '2025-04-01', 2000))).toEqual(first)
    expect(await settle(tokens.otherHospital, 'M1', other)).toEqual(second)
  })

  it('are its own for reversals too', async () => {
    const first = await settle(tokens.hospital, 'R1', visit('P2', '2025-04-01', 2000))
    const other = { ...visit('P2', '2025-04-02', 3000), institution: otherHospital }
    const second = await settle(tokens.otherHospital, 'R1', other)
    const reverse = (token: Token, claimId: unknown) =>
      service.call(token, 'POST', `/claims/${claimId}/reversal`, {
        key: 'R1-back',
        body: { reversedOn: '2025-04-03' },
      })
    const [one, two] = [
      await reverse(tokens.hospital, first.body.claimId),
      await reverse(tokens.otherHospital, second.body.claimId),
    ]
    expect([one.status, two.status]).toEqual([201, 201])
    expect(one.body.claimId).not.toBe(two.body.claimId)
  })

  it('stand for one thing whichever door they come by, and for no other', async () => {
    const byJson = await settle(tokens.hospital, 'M2', visit('P3', '2025-04-01', 2000))
    const { body } = await national('M2', visitInput('P3'))
    expect(body).toMatchObject({ infcode: 0, output: { setlinfo: { setl_id: byJson.body.claimId } } })
    expect(await recorded('claim-settled', 'P3')).toHaveLength(1)
    const other = await national('M2', { ...visitInput('P3'), begntime: '2025-04-02 10:00:00' })
    expect(other.body).toMatchObject({ infcode: -1, code: 'claim.other-payload' })
    const back = await settle(tokens.hospital, 'M2', visit('P3', '2025-04-03', 2000))
    expect([back.status, back.body.code]).toEqual([409, 'claim.other-payload'])
  })

  it('are its own when an office sends for it: nothing is settled, and nothing reversed', async () => {
    const asOffice = (token: Token) => settle(token, 'M3', visit('P4', '2025-04-01', 2000))
    expect((await asOffice(tokens.hefei)).body.code).toBe('claim.institutions-own')
    expect((await asOffice(tokens.province)).body.code).toBe('caller.no-scope')
    const reviewed = { ...visit('P4', '2025-04-01', 2000), reviewed: 'nothing holds it' }
    expect((await settle(tokens.hefei, 'M3', reviewed)).body.code).toBe('claim.not-sent')
    expect(await recorded('claim-settled', 'P4')).toHaveLength(0)
    const own = await settle(tokens.hospital, 'M3', visit('P4', '2025-04-01', 2000))
    for (const token of [tokens.hefei, tokens.province]) {
      const path = `/claims/${own.body.claimId}/reversal`
      const back = await service.call(token, 'POST', path, { key: 'M3-back', body: {} })
      expect([back.status, back.body.code]).toEqual([403, 'caller.no-scope'])
    }
    const { body } = await service.call(tokens.hefei, 'POST', '/national', {
      body: { infno: '2207', msgid: 'M5', fixmedins_code: hospital, input: visitInput('P4') },
    })
    expect(body.code).toBe('caller.no-scope')
    expect(await recorded('claim-reversed', 'P4')).toHaveLength(0)
  })
})

describe('who sent a message', () => {
  it('stands with what it made: the operator at the desk, else whom the token names', async () => {
    const { body } = await national('M4', visitInput('P5'), { opter: 'zhang.san' })
    const { setl_id } = (body.output as { setlinfo: { setl_id: string } }).setlinfo
    const key = 'M4-back'
    await service.call(tokens.hospital, 'POST', `/claims/${setl_id}/reversal`, { key, body: {} })
    const [[claim], [reversal]] = [
      await recorded('claim-settled', 'P5'),
      await recorded('claim-reversed', 'P5'),
    ]
    const at = '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z'
    expect(claim?.by).toMatch(new RegExp(`^${at} institution/H34010000001 340100 ${hospital}/zhang\\.san$`))
    expect(reversal?.by).toMatch(new RegExp(`^${at} institution/H34010000001 340100 tester$`))
  })

  it('is traced where it only looks at a person', async () => {
    const infno = '1101'
    await national('M5', { psn_no: 'P5', begntime: '2025-06-01' }, { infno, opter: 'li.si' })
    const journal = openStore(service.dynamo.client, () => 'settlement-journal')
    const looks = await Array.fromAsync(journal.list({ pk: 'PERSON#P5' }))
    expect(looks).toMatchObject([{ kind: 'look', personId: 'P5', subject: `${hospital}/li.si` }])
  })
})
