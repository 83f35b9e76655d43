import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokens, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { at, hospital, openCounter, stayFees } from './counter.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter(2)
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const desk = { opter_no: '0042', mac: '00-16-3E-11-22-33', ip: '10.2.3.4' }
const signIn = (msgid: string, more: object = {}) =>
  counter.send('9001', msgid, { signIn: { ...desk, ...more } })
const signOut = (msgid: string, sign_no: unknown) =>
  counter.send('9002', msgid, { signOut: { sign_no, opter_no: '0042' } })
const morning = <Result>(work: () => Promise<Result>) => at('2026-03-02 07:58:30', work)

describe('signing in', () => {
  it('is the first call of the morning, and is answered the same when it comes again', async () => {
    const first = await morning(() => signIn('S1'))
    expect(first.output.signinoutb).toEqual({
      sign_no: expect.stringMatching(/^S[0-9a-f]{20}$/),
      sign_time: '2026-03-02 07:58:30',
    })
    expect(await signIn('S1')).toEqual(first)
    expect(await signIn('S1', { opter_no: '0043' })).toMatchObject({ code: 'claim.other-payload' })
    const other = await signIn('S2')
    expect(other.output.signinoutb?.sign_no).not.toBe(first.output.signinoutb?.sign_no)
  })

  it('takes mac and ip blank, but knows who signs in', async () => {
    expect(await signIn('S3', { mac: '', ip: null })).toMatchObject({ infcode: 0 })
    expect(await signIn('S4', { opter_no: ' ' })).toMatchObject({
      ...{ infcode: -1, field: 'input.opter_no', err_msg: '操作员编号（opter_no）未填写' },
    })
  })

  it('keeps no ID number of an operator whose hospital numbers them so', async () => {
    await signIn('S-id', { opter_no: '34010219800501002X' })
    const kept = JSON.stringify(await counter.service.items())
    expect(kept).not.toContain('34010219800501002X')
    expect(kept).toContain('340102********002X')
  })

  it('is forgotten by the table after 400 days', async () => {
    const { output } = await morning(() => signIn('S5'))
    const record = (await counter.service.items()).find(
      ({ kind, signNo }) => kind === 'sign-in' && signNo === output.signinoutb?.sign_no,
    )
    // 400 days after 07:58:30 in China on 2 March 2026.
    expect(Number(record?.expires) * 1000).toBe(Date.parse('2027-04-06T07:58:30+08:00'))
  })
})

describe('signing out', () => {
  it('tells when, and tells the first time again', async () => {
    const { output } = await morning(() => signIn('S6'))
    const sign_no = output.signinoutb?.sign_no
    const first = await at('2026-03-02 17:30:00', () => signOut('S6-out', sign_no))
    expect(first.output).toEqual({ signoutoutb: { sign_time: '2026-03-02 17:30:00' } })
    const later = await at('2026-03-02 18:00:00', () => signOut('S6-again', sign_no))
    expect(later.output).toEqual(first.output)
  })

  it('was done by the end of the day where nobody did it', async () => {
    const { output } = await morning(() => signIn('S7'))
    const next = await at('2026-03-03 08:00:00', () => signOut('S7-out', output.signinoutb?.sign_no))
    expect(next.output).toEqual({ signoutoutb: { sign_time: '2026-03-02 23:59:59' } })
  })

  it('is refused for a number that nobody was given, and for that of another institution', async () => {
    const { output } = await signIn('S8')
    expect(await signOut('S8-out', 'S00000000000000000000')).toMatchObject({
      ...{ infcode: -1, code: 'sign-in.unknown', field: 'input.sign_no' },
    })
    const { body } = await counter.service.call(tokens.otherHospital, 'POST', '/national', {
      body: {
        ...{ infno: '9002', msgid: 'S9', fixmedins_code: 'H34010000002' },
        input: { signOut: { sign_no: output.signinoutb?.sign_no } },
      },
    })
    expect(body).toMatchObject({ infcode: -1, code: 'sign-in.unknown' })
  })
})

describe('the number of a sign-in on a message', () => {
  const settle = async (psn_no: string, msgid: string, sign_no: string) => {
    const input = {
      psn_no,
      mdtrt_id: `ZY-${psn_no}`,
      med_type: '21',
      begntime: '2025-03-01',
      dscg_time: '2025-03-05',
    }
    await counter.service.call(tokens.hospital, 'POST', '/national', {
      body: {
        ...{ infno: '2304', msgid, fixmedins_code: hospital, opter: '0042', sign_no },
        input: { ...input, medfee_sumamt: '10000.00', feedetail: stayFees },
      },
    })
    return (await counter.service.items()).find(
      (item) => item.kind === 'claim-settled' && item.personId === psn_no,
    )?.by
  }

  it('stands with what it made, so that the machine is known; any other number is carried and not kept', async () => {
    const { output } = await signIn('S10')
    const sign_no = output.signinoutb?.sign_no ?? ''
    expect(await settle('P1', 'S11', sign_no)).toMatch(new RegExp(` ${hospital}/0042 ${sign_no}$`))
    expect(await settle('P2', 'S12', 'HIS-SIGN-7')).toMatch(new RegExp(` ${hospital}/0042$`))
  })
})
