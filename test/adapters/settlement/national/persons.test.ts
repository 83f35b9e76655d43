import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonAnswered, PersonAsked } from '#shared/contracts/person-asked.ts'
import { personAnswered, personAsked } from '#shared/contracts/person-asked.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { InvokeResult } from '../../../../local/contracts.ts'
import { tokens } from '../service.ts'
import { at, type Counter, fee, hospital, type NationalAnswer, openCounter } from './counter.ts'
import { startRegister } from './register.ts'

const number = '340102198005010026'
const name = '王芳'

/** P1 as enrollment tells of them, and P90, whom settlement knows nothing of in the year. */
const known: readonly PersonAnswered[] = [
  {
    ...{ status: 'found', personId: 'P1', name, certificate: { type: 'id-card', number } },
    ...{ sex: 'female', birthOn: '1980-05-01' },
  },
  {
    ...{ status: 'found', personId: 'P90', name: '李娜' },
    ...{
      certificate: { type: 'id-card', number: '34010219900101002X' },
      sex: 'female',
      birthOn: '1990-01-01',
    },
  },
]

const asked: PersonAsked[] = []
let fails = false

/** Enrollment's function `answer`, as far as settlement sees of it. */
const enrollment = async (_: string, event: unknown): Promise<InvokeResult> => {
  if (fails) return { status: 'failed', errorType: 'Runtime.ExitError', errorMessage: number }
  const question = personAsked.parse(event)
  asked.push(question)
  const { by } = question
  const found = known.find((person) => {
    if (person.status !== 'found') return false
    if ('personId' in by) return by.personId === person.personId
    return by.certificate.number === person.certificate.number && (by.name ?? person.name) === person.name
  })
  return { status: 'succeeded', payload: personAnswered.parse(found ?? { status: 'unknown' }) }
}

let counter: Counter
let register: Awaited<ReturnType<typeof startRegister>>

beforeAll(async () => {
  register = await startRegister(enrollment)
  counter = await openCounter(2)
})
afterAll(async () => {
  await register.close()
})
beforeEach(() => {
  asked.length = 0
  fails = false
})

let sent = 0
const ask = (input: object) => {
  sent += 1
  return counter.send('1101', `who-${sent}`, { data: { begntime: '2025-06-01', ...input } })
}

const wangFang = {
  ...{ psn_no: 'P1', psn_cert_type: '01', certno: number, psn_name: name },
  ...{ gend: '2', naty: '', brdy: '1980-05-01', age: '45' },
}

describe('1101 finds a person by certificate', () => {
  it.each([
    ['the ID card', { mdtrt_cert_type: '02', mdtrt_cert_no: number }],
    ['the ID card and the name', { mdtrt_cert_type: '02', mdtrt_cert_no: number, psn_name: name }],
    ['number, kind and name', { certno: number, psn_cert_type: '01', psn_name: name }],
    [
      'number and name beside a voucher',
      { mdtrt_cert_type: '01', mdtrt_cert_no: 'T0KEN', certno: number, psn_cert_type: '01', psn_name: name },
    ],
    ['the ID card and their own number', { mdtrt_cert_type: '02', mdtrt_cert_no: number, psn_no: 'P1' }],
    ['the person number alone', { psn_no: 'P1' }],
  ])('by %s: who they are, how they are insured', async (_, input) => {
    const { infcode, output } = await ask(input)
    expect(infcode).toBe(0)
    expect(output.baseinfo).toEqual(wangFang)
    expect(output.insuinfo).toMatchObject([{ insutype: '310', psn_insu_stas: '1', insuplc_admdvs: '340100' }])
    expect(output.idetinfo).toEqual([])
  })

  it('who is registered and not entitled in the year: who they are, and no insurance', async () => {
    const { output } = await ask({ mdtrt_cert_type: '02', mdtrt_cert_no: '34010219900101002X' })
    expect(output.baseinfo).toMatchObject({ psn_no: 'P90', psn_name: '李娜', age: '35' })
    expect(output.insuinfo).toEqual([])
  })

  it('telling enrollment who asks: institution, operator and transaction', async () => {
    await ask({ mdtrt_cert_type: '02', mdtrt_cert_no: number })
    expect(asked).toMatchObject([
      {
        asker: {
          institution: hospital,
          scope: 'institution',
          operation: 'POST /v1/settlement/national 1101',
        },
      },
    ])
  })

  it('and the look is traced with the person found', async () => {
    const looks = async () => {
      const query = { personId: 'P90' }
      const { body } = await counter.service.call(tokens.province, 'GET', '/looks', { query })
      return body.looks as object[]
    }
    const before = await looks()
    await ask({ mdtrt_cert_type: '02', mdtrt_cert_no: '34010219900101002X' })
    const [newest, ...earlier] = await looks()
    expect(newest).toMatchObject({ personId: 'P90', institution: hospital })
    expect(earlier).toEqual(before)
  })
})

describe('1101 finds nobody', () => {
  const unknown = { infcode: -1, code: 'person.unknown' }

  it.each([
    ['an unknown card', { mdtrt_cert_type: '02', mdtrt_cert_no: '340102198005010999' }],
    ['a card under another name', { mdtrt_cert_type: '02', mdtrt_cert_no: number, psn_name: '李娜' }],
    ["a card and another's number", { mdtrt_cert_type: '02', mdtrt_cert_no: number, psn_no: 'P2' }],
    ['an unknown card and a number', { certno: '340102198005010999', psn_name: name, psn_no: 'P1' }],
  ])('by %s, and says the same of each', async (_, input) => {
    expect(await ask(input)).toMatchObject(unknown)
  })

  it.each([
    ['01', 'an electronic voucher', { mdtrt_cert_type: '01', mdtrt_cert_no: 'T0KEN' }, 'mdtrt_cert_type'],
    ['03', 'a social-security card', { mdtrt_cert_type: '03', mdtrt_cert_no: 'A123' }, 'mdtrt_cert_type'],
    ['90', 'another certificate', { psn_cert_type: '90', certno: 'A1', psn_name: name }, 'psn_cert_type'],
  ])('by %s, %s, and says which can be used', async (_, __, input, field) => {
    expect(await ask(input)).toMatchObject({
      ...{ infcode: -1, code: 'person.certificate-not-offered', field: `input.${field}` },
      err_msg: expect.stringContaining('居民身份证'),
    })
    expect(asked).toEqual([])
  })

  it.each([
    [{ certno: number, psn_cert_type: '01' }, 'psn_name'],
    [{ mdtrt_cert_type: '02' }, 'mdtrt_cert_no'],
    [{}, 'mdtrt_cert_type'],
  ])('by %j, and names %s', async (input, field) => {
    expect(await ask(input)).toMatchObject({ code: 'call.bad-field', field: `input.${field}` })
  })
})

describe('while enrollment does not answer', () => {
  it('a certificate is declined with a code of its own, and a person number works without names', async () => {
    fails = true
    expect(await ask({ mdtrt_cert_type: '02', mdtrt_cert_no: number })).toMatchObject({
      infcode: -1,
      code: 'person.register-unavailable',
    })
    const { output } = await ask({ psn_no: 'P1' })
    expect(output.baseinfo).toEqual({ ...wangFang, psn_cert_type: '', certno: '', psn_name: '' })
    expect(output.insuinfo).toHaveLength(1)
  })
})

describe('the name and certificate in setlinfo', () => {
  const visit = (mdtrt_id: string, more: object = {}) => ({
    ...{ psn_no: 'P1', mdtrt_id, med_type: '11', begntime: '2025-11-20', medfee_sumamt: '10.00' },
    ...{ feedetail: [fee('1', 'XA01AAA001', '1', '10', '10.00')], psn_name: '', certno: '', ...more },
  })
  const who = ({ output: { setlinfo } }: NationalAnswer) => [
    setlinfo?.psn_name,
    setlinfo?.psn_cert_type,
    setlinfo?.certno,
  ]

  it('are the register’s where the message has neither, and the look is traced as this settlement’s', async () => {
    const settled = await counter.send('2207', 'name-1', visit('N1'))
    expect(who(settled)).toEqual([name, '01', number])
    expect(asked).toMatchObject([
      { by: { personId: 'P1' }, asker: { operation: 'POST /v1/settlement/national 2207' } },
    ])
    expect(await counter.send('2207', 'name-1', visit('N1'))).toEqual(settled)
    expect(who(await counter.send('5203', 'name-2', { psn_no: 'P1', mdtrt_id: 'N1' }))).toEqual(who(settled))
  })

  it('are the register’s, in its own writing, also where the message has them: what it says is compared', async () => {
    const said = visit('N2', { psn_name: '王 芳', certno: number, psn_cert_type: '01' })
    expect(who(await counter.send('2207', 'name-3', said))).toEqual([name, '01', number])
    expect(asked).toMatchObject([{ by: { certificate: { type: 'id-card', number } } }])
  })

  it('are not looked up for a preview that says neither', async () => {
    expect(who(await counter.send('2206', 'name-4', visit('N3')))).toEqual(['', '', ''])
    expect(asked).toEqual([])
  })

  it('are empty while enrollment does not answer: a settlement waits for no name, and the next not at all', async () => {
    const settle = (second: number, id: string) =>
      at(`2025-11-21 10:00:${String(second).padStart(2, '0')}`, async () =>
        who(await counter.send('2207', `name-${id}`, visit(id))),
      )
    fails = true
    expect(await settle(0, 'N4')).toEqual(['', '', ''])
    fails = false
    expect(await settle(29, 'N5')).toEqual(['', '', ''])
    expect(asked).toEqual([])
    expect(await settle(30, 'N6')).toEqual([name, '01', number])
  })
})

describe('settlement', () => {
  it('stores neither name nor certificate of whom it was asked', async () => {
    const { client } = counter.service.dynamo
    const stores = ['settlement', 'settlement-journal'].map((table) => openStore(client, () => table))
    const items = await Promise.all(stores.map((store) => Array.fromAsync(store.scan())))
    expect(items[1]?.length).toBeGreaterThan(0)
    for (const secret of [number, name, '34010219900101002X', '李娜'])
      expect(JSON.stringify(items)).not.toContain(secret)
  })
})
