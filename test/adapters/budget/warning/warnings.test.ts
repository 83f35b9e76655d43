import { describe, expect, it, vi } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { insuredCounted } from '#shared/contracts/enrollment.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { invariants } from '../../../../services/budget/night/invariants.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { contributionsOf, premium } from '../contributions.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

const fund = { city: '340100', scheme: 'resident' } as const
const path = '/warning-cases/340100/resident/months-payable'
let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

/** A fund that could pay for a tenth of a month more: 6,000 yuan of 7,000 are spent in January. */
const spend = async () => {
  await openBooksIn(office, { ...fund, year: 2025, pooledBalance: 700_000, accountBalance: 0 })
  await office.deliver(claimsSettled, group([inpatientClaim('C1')], '2025-01', 'resident'))
}
const fill = () =>
  office.deliver(
    contributionsReceived,
    contributionsOf(fund, [{ ...premium('P1', 3_000_000, '2025-01-25'), payer: 'centre' }]),
  )
const judge = async (on: string) => {
  const lines = vi.spyOn(console, 'log').mockImplementation(() => {})
  const { status } = await office.post('maker', '/warnings', { ...fund, on }, `judge-${on}`)
  const counted = lines.mock.calls.map(([line]) => JSON.parse(String(line)))
  lines.mockRestore()
  expect(status).toBe(200)
  return counted
}
const cases = async () =>
  (await office.get('maker', '/warning-cases', { city: fund.city })).body.warnings as unknown as object[]
const answer = {
  ...{ officer: '张三', plan: '逐家约谈超支医疗机构，按月核对支出', until: '2025-03-15', on: '2025-02-02' },
  steps: [{ step: '向市政府报告处置方案', owner: '李四', until: '2025-02-20' }],
}
const note = { note: '已向市政府报告并获批准', on: '2025-02-10' }
const changed = { changed: '中央财政补助已到账，结余回升', on: '2025-02-12' }
const itemOf = async () => (await office.recorded()).find(({ kind }) => kind === 'warning') as RecordedItem
const eventsOf = (item: RecordedItem, before?: RecordedItem) =>
  toEvents([{ sequence: '1', item: item as never, ...(before ? { before: before as never } : {}) }]).map(
    ({ contract, event }) => {
      contract.schema.parse(event)
      return contract.detailType
    },
  )

describe('a warning', () => {
  it('is opened once with its figures, answered, carried out and closed with what changed; each is told', async () => {
    await spend()
    expect(await judge('2025-02-01')).toMatchObject([{ RedWarnings: 1 }])
    expect(await judge('2025-02-01')).toEqual([])
    const raised = await itemOf()
    expect(await cases()).toMatchObject([
      {
        ...{ indicator: 'months-payable', status: 'open', level: 'red', due: '2025-02-04' },
        judgements: [{ figures: { monthsPayable: 0.3, balance: 100_000, expenditure: 600_000 } }],
      },
    ])
    expect(eventsOf(raised)).toEqual([])
    expect((await office.get('maker', path)).body).toMatchObject({
      status: 'open',
      level: 'red',
      answers: [],
    })
    const other = path.replace('months-payable', 'quota-overrun')
    expect((await office.get('maker', other)).body.code).toBe('warning.unknown')
    expect((await office.get('otherCity', path)).status).toBe(403)

    expect((await office.post('maker', `${path}/answer`, answer, 'answer')).status).toBe(200)
    const answered = await itemOf()
    expect(eventsOf(answered, raised)).toEqual(['warning-answered.v1'])
    // A repeat finds it done.
    expect((await office.post('maker', `${path}/answer`, answer, 'answer')).status).toBe(200)
    expect(await itemOf()).toEqual(answered)
    // Raised on 1 February, red is planned for 60 days at most.
    expect(
      await office.post('maker', `${path}/answer`, { ...answer, until: '2025-04-03' }, 'put-off'),
    ).toMatchObject({
      status: 422,
      body: { code: 'warning.plan-put-off', figures: { latest: '2025-04-02' } },
    })
    expect(await itemOf()).toEqual(answered)

    await fill()
    await judge('2025-02-05')
    expect(await office.post('maker', `${path}/closing`, changed)).toMatchObject({
      status: 409,
      body: { code: 'warning.steps-open' },
    })
    await office.post('maker', `${path}/steps/1`, note)
    const before = await itemOf()
    expect((await office.post('maker', `${path}/closing`, changed)).status).toBe(200)
    expect(eventsOf(await itemOf(), before)).toEqual(['warning-closed.v1'])
    expect(await cases()).toMatchObject([{ status: 'closed', closed: { changed: changed.changed } }])
    expect(await violationsIn(office)).toEqual([])
  })

  it('is not eased by judging its fund as of a day before the last look: what was then is told and changes nothing', async () => {
    await openBooksIn(office, { ...fund, year: 2025, pooledBalance: 700_000, accountBalance: 0 })
    await office.deliver(claimsSettled, group([inpatientClaim('C1')], '2025-02', 'resident'))
    await judge('2025-02-28')
    const raised = await itemOf()
    expect(raised).toMatchObject({ level: 'red', status: 'open' })
    const past = await office.post('maker', '/warnings', { ...fund, on: '2025-01-31' }, 'past')
    expect(past).toMatchObject({ status: 200, body: { raised: [] } })
    expect(past.body.signals).not.toContainEqual(expect.objectContaining({ level: 'red' }))
    expect(await itemOf()).toEqual(raised)
    expect(await office.post('maker', '/warnings', { ...fund, on: '2025-01-31' }, 'past')).toEqual(past)
    expect(await office.post('maker', `${path}/closing`, { ...changed, on: '2025-02-28' })).toMatchObject({
      status: 409,
      body: { code: 'warning.still-warns' },
    })
    expect(await violationsIn(office)).toEqual([])
  })

  it('that nobody answers is told to its officer, the city leader and the province, and counted for the alarm', async () => {
    await spend()
    await judge('2025-02-01')
    expect(await judge('2025-02-03')).toEqual([])
    const reminded = await itemOf()
    expect(await judge('2025-02-05')).toMatchObject([{ WarningsEscalated: 1 }])
    expect(eventsOf(await itemOf(), reminded)).toEqual(['warning-called.v1'])
    expect(await judge('2025-02-07')).toMatchObject([{ WarningsEscalated: 1 }])
    expect(await judge('2025-02-08')).toEqual([])
    expect(await cases()).toMatchObject([
      {
        calls: [
          { to: 'officer', on: '2025-02-03' },
          { to: 'city-leader', on: '2025-02-05' },
          { to: 'province', on: '2025-02-07' },
        ],
      },
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('that was not told to anybody by the look after its day breaks an invariant, and so does one beside its level', async () => {
    await spend()
    await judge('2025-02-01')
    await judge('2025-02-05')
    const items = await office.recorded()
    const broken = (change: (item: RecordedItem) => object) =>
      invariants.flatMap((invariant) => {
        const check = invariant.start()
        for (const item of items) check.see({ ...item, ...change(item) } as RecordedItem)
        return check.finish().violations.map((violation) => violation.invariant)
      })
    expect(broken(() => ({}))).toEqual([])
    expect(broken(({ kind }) => (kind === 'warning' ? { calls: [] } : {}))).toEqual([
      'budget.warnings-are-escalated',
    ])
    expect(broken(({ kind }) => (kind === 'warning' ? { level: 'normal' } : {}))).toEqual([
      'budget.warnings-are-their-levels',
    ])
  })

  it('is judged by the schedule, and when the insured of a month are counted', async () => {
    await spend()
    const dueAt = '2025-01-30T21:00:00Z'
    await office.does({ task: 'judge-funds', dueAt } as unknown as RunUnit)
    await office.doWork()
    expect(await cases()).toMatchObject([{ since: '2025-01-31', level: 'red' }])
    await fill()
    const counted = {
      city: fund.city,
      month: '2025-01',
      on: '2025-01-31',
      revision: 1,
      insured: [],
      entitled: [],
    }
    const event = { id: 'insured-counted:340100:2025-01:1', occurredOn: '2025-01-31', data: counted }
    expect(await office.deliver(insuredCounted, event)).toBe(true)
    expect(await office.deliver(insuredCounted, event)).toBe(true)
    expect(await cases()).toMatchObject([{ level: 'normal' }])
  })

  it('of another city is seen and answered by nobody else; all cities’ heat is the province’s', async () => {
    await spend()
    await judge('2025-02-01')
    const forbidden = { status: 403 }
    expect(await office.get('otherCity', '/warning-cases', { city: fund.city })).toMatchObject(forbidden)
    expect(await office.post('otherCity', `${path}/answer`, answer)).toMatchObject(forbidden)
    const span = { from: '2025-01', to: '2025-02' }
    expect(await office.get('maker', '/warning-heat/resident', span)).toMatchObject(forbidden)
    const { body } = await office.get('province', '/warning-heat/resident', span)
    expect(body.cities).toHaveLength(16)
    expect((body.cities as unknown as object[])[0]).toEqual({
      city: '340100',
      months: [
        { month: '2025-01', level: 'normal', indicators: [] },
        { month: '2025-02', level: 'red', indicators: ['months-payable'] },
      ],
    })
    expect(
      await office.get('province', '/warning-heat/resident', { from: '2025-02', to: '2025-01' }),
    ).toMatchObject({
      status: 422,
      body: { code: 'indicator.span' },
    })
  })
})
