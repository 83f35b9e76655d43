import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonAnswered, PersonAsked } from '#shared/contracts/person-asked.ts'
import { personAnswered, personAsked } from '#shared/contracts/person-asked.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import type { InvokeResult } from '../../../../local/contracts.ts'
import { type Listening, listen } from '../../../../local/http/listen.ts'
import { createLambda } from '../../../../local/lambda/create-lambda.ts'
import { violationsIn } from '../service.ts'
import { at, type Counter, hospital, openCounter, workedStay } from './counter.ts'

const number = '340102198005010026'
const name = '王芳·阿依古丽'
/** A number that anybody sees to be one of an ID card: its check character is right. */
const genuine = `34010219900501002${checkCharacter('34010219900501002')}`

/** Everybody but P9 is registered, each under a number of their own; P1 as the hospital knows them. */
const numberOf = (personId: string) =>
  personId === 'P1' ? number : `3401021980050${personId.slice(1).padStart(5, '1')}`
const known: readonly Extract<PersonAnswered, { status: 'found' }>[] = [
  1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14,
].map((each) => ({
  ...{ status: 'found', personId: `P${each}`, sex: 'female', birthOn: '1980-05-01' },
  ...{ name, certificate: { type: 'id-card', number: numberOf(`P${each}`) } },
}))

const asked: PersonAsked[] = []
let answers: 'at once' | 'never' | 'with a fault' = 'at once'
let registered = known

const enrollment = async (_: string, event: unknown): Promise<InvokeResult> => {
  const question = personAsked.parse(event)
  asked.push(question)
  if (answers === 'with a fault')
    return { status: 'failed', errorType: 'Runtime.ExitError', errorMessage: number }
  if (answers === 'never') await new Promise(() => {})
  const { by } = question
  const found = registered.find(({ personId, certificate }) =>
    'personId' in by ? by.personId === personId : by.certificate.number === certificate.number,
  )
  return { status: 'succeeded', payload: personAnswered.parse(found ?? { status: 'unknown' }) }
}

let counter: Counter
let lambda: Listening

beforeAll(async () => {
  lambda = await listen(0, createLambda({ invoke: enrollment, names: ['enrollment-answer'] }))
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    ENROLLMENT_FUNCTION: 'enrollment-answer',
  })
  counter = await openCounter(15)
})
afterAll(async () => {
  const kept = JSON.stringify(await counter.service.items())
  for (const secret of [name, '王芳', number]) expect(kept).not.toContain(secret)
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
  await lambda.close()
})
beforeEach(() => {
  asked.length = 0
  answers = 'at once'
  registered = known
})

const settle = (personId: string, who: object, infno = '2304') =>
  counter.send(infno, `S-${personId}`, { ...workedStay(personId), ...who })
const isSettled = async (personId: string) => {
  const { accumulators } = (await counter.yearOf(personId)) as { accumulators: object }
  return Object.keys(accumulators).length > 0
}

describe('name and certificate of a settlement', () => {
  it.each([
    ['by certificate and name', 'P1', { certno: number, psn_cert_type: '01', psn_name: name }],
    ['by a name in other letters', 'P2', { psn_name: ' 王芳．阿依古丽' }],
    ['by the ID card shown', 'P3', { mdtrt_cert_type: '02', mdtrt_cert_no: numberOf('P3') }],
  ])('are compared with the register, and told as registered: %s', async (_, personId, who) => {
    const { infcode, output } = await settle(personId, who)
    expect(infcode).toBe(0)
    expect(output.setlinfo).toMatchObject({
      ...{ psn_name: name, certno: numberOf(personId), psn_cert_type: '01' },
    })
    expect(asked).toMatchObject([
      { asker: { institution: hospital, operation: expect.stringContaining('2304') } },
    ])
  })

  it.each([
    ['another name', { psn_name: '李芳' }, 'input.psn_name'],
    ['another’s certificate', { certno: numberOf('P5'), psn_name: name }, 'input.certno'],
    [
      'another’s number as of a kind that there is not',
      { certno: numberOf('P5'), psn_cert_type: '1' },
      'input.certno',
    ],
    ['another’s number as an officer’s', { certno: genuine, psn_cert_type: '02' }, 'input.certno'],
    ['another’s number as of another kind', { certno: genuine, psn_cert_type: '99' }, 'input.certno'],
    ['another’s number as shown, of no kind', { mdtrt_cert_no: genuine }, 'input.certno'],
    ['another’s number as a card’s', { mdtrt_cert_type: '03', mdtrt_cert_no: genuine }, 'input.certno'],
    ['a certificate nobody has', { certno: '340102198005019999' }, 'input.certno'],
    ['another’s ID card', { mdtrt_cert_type: '02', mdtrt_cert_no: number }, 'input.certno'],
    [
      'their certificate, and another’s ID card',
      { certno: numberOf('P4'), mdtrt_cert_type: '02', mdtrt_cert_no: number },
      'input.certno',
    ],
    ['their certificate under another name', { certno: numberOf('P4'), psn_name: '李芳' }, 'input.psn_name'],
  ])(
    'that are not the person’s are refused in plain Chinese before any money moves: %s',
    async (_, who, field) => {
      for (const infno of ['2303', '2304']) {
        const answer = await settle('P4', who, infno)
        expect([answer.infcode, answer.code, answer.field]).toEqual([-1, 'person.other-identity', field])
        expect(answer.err_msg).toContain('人员姓名或证件号码与该人员编号的参保登记不符，未结算')
        expect(answer.err_msg).not.toContain(number)
      }
      expect(await isSettled('P4')).toBe(false)
    },
  )

  it('of a message that says neither are those of the register, asked by the person number', async () => {
    const { output } = await settle('P5', { mdtrt_cert_type: '01', mdtrt_cert_no: 'T0KEN', psn_name: '' })
    expect(output.setlinfo).toMatchObject({ psn_name: name, mdtrt_cert_type: '01' })
    expect(asked).toMatchObject([{ by: { personId: 'P5' } }])
  })

  it('of another kind of certificate, or of a person without an identity, are not told as if they were true', async () => {
    const passport = { certno: 'E12345678', psn_cert_type: '02' }
    const { setlinfo } = (await settle('P6', passport)).output
    expect(setlinfo).toMatchObject({ psn_name: name, psn_cert_type: '01' })
    expect(setlinfo?.certno).not.toBe(passport.certno)
    expect((await settle('P9', { psn_name: name })).output.setlinfo).toMatchObject({ psn_name: '' })
  })

  it('are compared without a count where they are right: nobody learns of a person by it', async () => {
    const countersOf = async () => (await counter.service.items()).filter(({ kind }) => kind === 'look-ups')
    const before = await countersOf()
    expect((await settle('P12', { psn_name: name })).infcode).toBe(0)
    expect(await countersOf()).toEqual(before)
  })

  it('do not keep a settled message from its answer, though the register says another name since', async () => {
    await settle('P7', { psn_name: name })
    registered = known.map((person) => ({ ...person, name: '王芬' }))
    const again = await settle('P7', { psn_name: name })
    expect(again.infcode).toBe(0)
    expect(again.output.setlinfo).toMatchObject({ fund_pay_sumamt: '7290.00', psn_name: '' })
  })

  it('are told by 5203 as by the settlement', async () => {
    const query = { psn_no: 'P1', mdtrt_id: 'ZY-P1' }
    const { output } = await counter.send('5203', 'Q-P1', query)
    expect(output.setlinfo).toMatchObject({ psn_name: name, certno: number, psn_cert_type: '01' })
    expect(asked).toMatchObject([{ by: { personId: 'P1' } }])
  })
})

describe('an institution that tried too many names within the minute', () => {
  const inMinute = '2025-06-01T01:20'
  it('is told of none more: people are settled for, and nobody is named, until the next minute', async () => {
    await openStore(counter.service.dynamo.client, () => 'settlement').write([
      {
        kind: 'add',
        key: { pk: `LOOK-UPS#${hospital}#${inMinute}`, sk: 'SHARD#0' },
        amounts: { asked: 600 },
        set: { kind: 'look-ups' },
      },
    ])
    const tried = await at('2025-06-01 09:20:05', () => settle('P13', { psn_name: '李芳' }))
    expect([tried.infcode, tried.output.setlinfo?.psn_name]).toEqual([0, ''])
    expect(asked).not.toEqual([])
    asked.length = 0
    const right = await at('2025-06-01 09:20:59', () => settle('P14', { psn_name: name }))
    expect([right.infcode, right.output.setlinfo?.psn_name]).toEqual([0, ''])
    expect(asked).toEqual([])
    const later = await at('2025-06-01 09:21:00', () => settle('P15', { certno: number }))
    expect(later.code).toBe('person.other-identity')
  })
})

describe('while the register does not answer', () => {
  it('people are settled for all the same, and nobody is named; it is not asked by each of them', async () => {
    answers = 'with a fault'
    const { infcode, output } = await at('2025-06-01 10:00:00', () => settle('P8', { psn_name: name }))
    expect(infcode).toBe(0)
    expect(output.setlinfo).toMatchObject({ fund_pay_sumamt: '7290.00', psn_name: '', certno: '' })
    const tries = asked.length
    answers = 'at once'
    const next = await at('2025-06-01 10:00:29', () => settle('P10', { psn_name: '李芳' }))
    expect(next.output.setlinfo).toMatchObject({ psn_name: '' })
    expect(asked).toHaveLength(tries)
    const later = await at('2025-06-01 10:00:31', () => settle('P11', { certno: number }))
    expect(later.code).toBe('person.other-identity')
  })

  it('a settlement waits for it for two seconds and no longer', async () => {
    answers = 'never'
    const began = Date.now()
    const { infcode } = await settle('P11', { certno: numberOf('P11') })
    expect(infcode).toBe(0)
    expect(Date.now() - began).toBeLessThan(4_000)
  })
})
