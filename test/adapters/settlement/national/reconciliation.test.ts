import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Stored } from '#shared/edge/store/store.ts'
import { differencesAreBorneOut } from '../../../../services/settlement/reconciliation/differences-invariant.ts'
import { registerHospital } from '../province.ts'
import { tellSettled, tokens, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { at, hospital, openCounter, stayFees, workedStay } from './counter.ts'

let counter: Counter
const send: Counter['send'] = (...message) => counter.send(...message)

const claims = new Map<string, string>()

const settle = async (person: string): Promise<void> => {
  const { output } = await at('2025-03-31 23:50:00', () =>
    send('2304', `M-${person}`, {
      psn_no: person,
      mdtrt_id: `ZY-${person}`,
      med_type: '21',
      begntime: '2025-03-01 08:15:00',
      dscg_time: '2025-03-31 23:30:00',
      medfee_sumamt: '10000.00',
      feedetail: stayFees,
    }),
  )
  claims.set(person, output.setlinfo?.setl_id ?? '')
}

/** Tells the service what it settled, as its publisher would, in events of the changes given. */
const tell = async (items: readonly Stored[]): Promise<void> => {
  expect(await tellSettled(counter.service, items)).toBe(0)
}
const recorded = async (): Promise<Stored[]> => (await counter.service.items()) as unknown as Stored[]

/** What the hospital has of three stays: each 10,000, of it 7,290 by the fund. */
const has = (setl_id: string, medfee_sumamt = '10000.00', more: object = {}) => ({
  setl_id,
  medfee_sumamt,
  fund_pay_sumamt: '7290.00',
  acct_pay: '0.00',
  ...more,
})
const days = { stmt_begndate: '2025-03-31', stmt_enddate: '2025-03-31' }
const totals = (medfee_sumamt: string, fund_pay_sumamt: string, count: string) => ({
  data: {
    ...days,
    insutype: '310',
    clr_type: '21',
    medfee_sumamt,
    fund_pay_sumamt,
    acct_pay: '0.00',
    fixmedins_setl_cnt: count,
  },
})
const reconcile = (msgid: string, detail: readonly object[]) =>
  send('3202', msgid, { data: { ...days, detail } })

beforeAll(async () => {
  counter = await openCounter(5)
  for (const person of ['P1', 'P2', 'P3']) await settle(person)
  await tell(await recorded())
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

describe('totals of a day', () => {
  it('are equal when both sides have the same', async () => {
    const { output } = await send('3201', 'T1', totals('30000.00', '21870.00', '3'))
    expect(output.stmtinfo).toEqual({
      stmt_rslt: '0',
      stmt_rslt_dscr: '对账平',
      medfee_sumamt: '30000.00',
      fund_pay_sumamt: '21870.00',
      acct_pay: '0.00',
      fixmedins_setl_cnt: '3',
    })
  })

  it.each([
    ['the cost', totals('30000.01', '21870.00', '3')],
    ['the fund’s part', totals('30000.00', '21869.99', '3')],
    ['the number', totals('30000.00', '21870.00', '2')],
  ])('are not equal when %s differs by the least there is', async (what, said) => {
    const { output } = await send('3201', `T2-${what.length}`, said)
    expect(output.stmtinfo).toMatchObject({ stmt_rslt: '1', medfee_sumamt: '30000.00' })
  })

  it('are of one scheme and clearing type', async () => {
    const said = totals('0.00', '0.00', '0')
    const { output } = await send('3201', 'T3', { data: { ...said.data, clr_type: '11' } })
    expect(output.stmtinfo).toMatchObject({ stmt_rslt: '0', fixmedins_setl_cnt: '0' })
  })

  it('stay the same when the events come again, grouped as before or anew', async () => {
    const items = await recorded()
    await tell(items)
    await tell(items.filter(({ pk }) => pk !== `CLAIM#${claims.get('P1')}`))
    const { output } = await send('3201', 'T4', totals('30000.00', '21870.00', '3'))
    expect(output.stmtinfo).toMatchObject({ stmt_rslt: '0' })
  })

  it.each([
    ['not over yet', { stmt_begndate: '2025-03-31', stmt_enddate: '2099-03-31' }],
    ['out of order', { stmt_begndate: '2025-03-31', stmt_enddate: '2025-03-30' }],
    ['too many', { stmt_begndate: '2025-01-01', stmt_enddate: '2025-03-31' }],
  ])('are refused for days that are %s', async (what, wrong) => {
    const said = totals('30000.00', '21870.00', '3')
    const answer = await send('3201', `T5-${what.length}`, { data: { ...said.data, ...wrong } })
    expect([answer.code, answer.field]).toEqual(['reconciliation.bad-period', 'input.stmt_enddate'])
  })
})

describe('details of a day', () => {
  it('match by settlement id or by message id, in any order', async () => {
    const { setl_id: _, ...byMessage } = has('')
    const detail = [has(claims.get('P3') ?? ''), { ...byMessage, msgid: 'M-P1' }, has(claims.get('P2') ?? '')]
    const { output } = await reconcile('D1', detail)
    expect(output).toMatchObject({ stmtinfo: { stmt_rslt: '0' }, detail: [] })
  })

  it('differ in both directions; each difference ends as it is recorded', async () => {
    const detail = [has(claims.get('P1') ?? ''), has(claims.get('P2') ?? '', '9999.00'), has('C-unknown')]
    const answer = await reconcile('D2', detail)
    expect(answer.output.detail).toEqual([
      {
        setl_id: claims.get('P2'),
        stmt_rslt: '103',
        ours: { medfee_sumamt: '10000.00', fund_pay_sumamt: '7290.00', acct_pay: '0.00' },
        theirs: { medfee_sumamt: '9999.00', fund_pay_sumamt: '7290.00', acct_pay: '0.00' },
      },
      expect.objectContaining({ setl_id: 'C-unknown', stmt_rslt: '102' }),
      expect.objectContaining({ setl_id: claims.get('P3'), stmt_rslt: '101' }),
    ])
    expect(await reconcile('D2', detail)).toEqual(answer)
    expect((await reconcile('D2', detail.slice(1))).code).toBe('claim.other-payload')

    const id = answer.output.stmtinfo?.reconciliation
    const path = `/reconciliations/${id}`
    const end = (entryId: string, how: string, key = `${entryId}-${how}`) =>
      counter.service.call(tokens.hospital, 'POST', `${path}/differences/${entryId}`, {
        key,
        body: { how },
      })
    const early = await end(claims.get('P3') ?? '', 'reversed')
    expect([early.status, early.body.code]).toEqual([422, 'reconciliation.not-so'])
    await at('2025-04-01 00:10:00', () =>
      send('2305', 'D2-r', { setl_id: claims.get('P3'), psn_no: 'P3', setl_time: '2025-04-01' }),
    )
    expect((await end(claims.get('P3') ?? '', 'reversed')).body.open).toBe(2)
    expect((await end(claims.get('P2') ?? '', 'confirmed')).body.open).toBe(1)
    expect((await end('C-unknown', 'resent')).body.code).toBe('reconciliation.not-so')
    expect((await end('C-unknown', 'confirmed')).body.open).toBe(0)
    expect((await end('C-unknown', 'resent')).body.code).toBe('command.overtaken')
    const other = await end('C-unknown', 'resent', 'C-unknown-again')
    expect([other.status, other.body.code]).toEqual([409, 'reconciliation.settled'])

    const read = await counter.service.call(tokens.hefei, 'GET', path)
    expect(read.body).toMatchObject({
      open: 0,
      institution: hospital,
      ours: { entries: 3, total: 3_000_000 },
    })
    const elsewhere = await counter.service.call(tokens.wuhu, 'GET', path)
    expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 'reconciliation.unknown'])
    const none = await counter.service.call(tokens.hefei, 'GET', '/reconciliations/K0')
    expect([none.status, none.body.code]).toEqual([404, 'reconciliation.unknown'])
  })

  it('end by no claim of another hospital, of which they tell as much as of none', async () => {
    const other = 'H34010000009'
    const token = { scope: 'institution', division: '340100', institution: other } as const
    await registerHospital(counter.service, other)
    const message = { infno: '2304', msgid: 'O1', infver: 'V1.0', fixmedins_code: other }
    const settled = await counter.service.call(token, 'POST', '/national', {
      key: 'O1',
      body: { ...message, input: workedStay('P5') },
    })
    const { output: theirs } = settled.body as never as { output: { setlinfo: { setl_id: string } } }
    const entryId = theirs.setlinfo.setl_id
    expect(entryId).toMatch(/./)
    const { output } = await reconcile('D6', [has(entryId), has('C-unknown')])
    const id = output.stmtinfo?.reconciliation
    const end = async (of: string) => {
      const path = `/reconciliations/${id}/differences/${of}`
      return counter.service.call(tokens.hospital, 'POST', path, { key: `O-${of}`, body: { how: 'resent' } })
    }
    const [ofOther, ofNone] = [await end(entryId), await end('C-unknown')]
    expect([ofOther.status, ofOther.body.code]).toEqual([422, 'reconciliation.not-so'])
    expect(ofOther.body.reason).toEqual(ofNone.body.reason)
    // One that ended so in an earlier release is found.
    const check = differencesAreBorneOut.start()
    for (const item of await recorded())
      check.see(
        (item.reconciliationId === id
          ? {
              ...item,
              differences: [
                { entryId, kind: 'missing-here', settled: { how: 'resent', on: '2025-04-02', by: 'clerk' } },
              ],
            }
          : item) as never,
      )
    expect(check.finish().violations).toEqual([
      {
        ...{ invariant: 'settlement.differences-are-borne-out', where: `${id} ${entryId}` },
        what: 'a difference ended by what nothing is recorded of',
      },
    ])
  })

  it('take a reversal as an entry of its own day, whatever sign the hospital gives it', async () => {
    const items = await recorded()
    const reversal = items.find(({ kind }) => kind === 'claim-reversed')
    if (reversal) await tell([reversal])
    const setl_id = String(reversal?.pk).slice('CLAIM#'.length)
    const on = { stmt_begndate: '2025-04-01', stmt_enddate: '2025-04-01' }
    for (const medfee_sumamt of ['10000.00', '-10000.00']) {
      const detail = [has(setl_id, medfee_sumamt, { refd_setl_flag: '1' })]
      const { output } = await send('3202', `D3-${medfee_sumamt}`, { data: { ...on, detail } })
      expect(output.stmtinfo).toMatchObject({ stmt_rslt: '0' })
    }
  })

  it('ask the claims themselves before anything counts as missing here: a list may be behind', async () => {
    await settle('P4')
    const detail = ['P1', 'P2', 'P3', 'P4'].map((person) => has(claims.get(person) ?? ''))
    const { output } = await reconcile('D4', detail)
    expect(output).toMatchObject({ stmtinfo: { stmt_rslt: '0' }, detail: [] })
  })

  it('are answered again when the answer was lost', async () => {
    const said = { data: { ...days, detail: [has('C-lost')] } }
    await counter.sendInVain('3202', 'D5', said)
    const { output } = await send('3202', 'D5', said)
    expect(output.detail?.[0]).toMatchObject({ setl_id: 'C-lost', stmt_rslt: '102' })
  })
})
