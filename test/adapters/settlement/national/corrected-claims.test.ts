import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { correctPerson } from '../../../../services/settlement/correction/correct-person.ts'
import { correctionTask } from '../../../../services/settlement/correction/correction-unit.ts'
import { entitlement } from '../province.ts'
import { tellSettled, tokens, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { at, openCounter, workedStay } from './counter.ts'

let counter: Counter
const send: Counter['send'] = (...message) => counter.send(...message)

/** Tells the service all it recorded, as its publisher would. */
const tell = async (): Promise<void> => {
  const items = (await counter.service.items()) as unknown as Stored[]
  expect(await tellSettled(counter.service, items)).toBe(0)
}

/** Enrolment tells that a person was never insured, and their claims are judged again. */
const loseAll = async (personId: string): Promise<void> => {
  await counter.service.deliver(entitlement(personId, 2, [], '2025-04-02'))
  const { reference, plans } = counter.effects
  const { institutions, catalogue } = await reference.refresh()
  const run = { runId: `K-${personId}`, cause: 'entitlement', correctedOn: '2025-04-05' } as const
  const basis = { institutions, catalogue, plans: plans() }
  // A run of the night, by nobody's hand.
  const parameters = { ...run, city: '340100', scheme: 'employee', year: 2025, preview: false }
  await startRun(counter.effects.runs(), { runId: run.runId, task: correctionTask, parameters, units: [] })
  await correctPerson(personId, { ...run, year: 2025, preview: false }, basis, counter.effects)
}

const settle = async (personId: string): Promise<string> => {
  const { output } = await at('2025-04-01 10:00:00', () =>
    send('2304', `M-${personId}`, workedStay(personId)),
  )
  return output.setlinfo?.setl_id ?? ''
}

/** What 3201 has of a day for inpatient care of employees, where the hospital says that it is nothing. */
const dayOf = async (on: string) => {
  const nothing = { medfee_sumamt: '0', fund_pay_sumamt: '0', acct_pay: '0', fixmedins_setl_cnt: '0' }
  const days = { stmt_begndate: on, stmt_enddate: on }
  const { output } = await send('3201', `T-${on}-${Math.random()}`, {
    data: { insutype: '310', clr_type: '21', ...days, ...nothing },
  })
  const totals = output.stmtinfo
  return [totals?.medfee_sumamt, totals?.fund_pay_sumamt, totals?.fixmedins_setl_cnt]
}

beforeAll(async () => {
  counter = await openCounter(3)
})
afterAll(async () => {
  await tell()
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

describe('a settlement of which a correction left nothing', () => {
  it('is cancelled with what it was answered with, and the days of both messages come to nothing', async () => {
    const setl_id = await settle('P1')
    await loseAll('P1')
    const { output } = await at('2025-04-10 09:00:00', () => send('2305', 'R-P1', { setl_id, psn_no: 'P1' }))
    expect(output.setlinfo).toMatchObject({
      ...{ init_setl_id: setl_id, insutype: '310' },
      ...{ medfee_sumamt: '-10000.00', fund_pay_sumamt: '-7290.00', psn_cash_pay: '-2710.00' },
    })
    await tell()
    expect(await dayOf('2025-04-01')).toEqual(['10000.00', '7290.00', '1'])
    expect(await dayOf('2025-04-05')).toEqual(['0.00', '0.00', '0'])
    expect(await dayOf('2025-04-10')).toEqual(['-10000.00', '-7290.00', '1'])
  })

  it('gives the ledger back no more than what stood, which is nothing', async () => {
    const items = (await counter.service.items()) as unknown as Stored[]
    const [reversal] = items.filter(({ kind }) => kind === 'claim-reversed')
    const id = String(reversal?.pk).slice('CLAIM#'.length)
    const { body } = await counter.service.call(tokens.hospital, 'GET', `/claims/${id}`)
    expect(body).toMatchObject({
      amounts: { total: 0, fund: 0 },
      told: { scheme: 'employee', amounts: { total: -1_000_000, fund: -729_000 } },
    })
  })

  it('counts again as it was answered when its cancellation is taken back', async () => {
    await at('2025-04-11 09:00:00', () =>
      send('2601', 'U-P1', { psn_no: 'P1', omsgid: 'R-P1', oinfno: '2305' }),
    )
    await tell()
    expect(await dayOf('2025-04-11')).toEqual(['10000.00', '7290.00', '1'])
  })

  it('is found by 5203 as it was answered, with what was corrected of it and why', async () => {
    const setl_id = await settle('P2')
    await loseAll('P2')
    const { output } = await send('5203', 'Q-P2', { setl_id, psn_no: 'P2' })
    expect(output.setlinfo).toMatchObject({ medfee_sumamt: '10000.00', refd_setl_flag: '0' })
    expect(output.crctinfo).toEqual([
      {
        ...{ crct_time: '2025-04-05', insutype: '310', crct_stas: '0' },
        ...{ medfee_sumamt: '-10000.00', fund_pay_sumamt: '-7290.00', acct_pay: '0.00' },
        ...{ psn_cash_pay: '-2710.00', memo: '当日不享受医保待遇' },
      },
    ])
  })
})
