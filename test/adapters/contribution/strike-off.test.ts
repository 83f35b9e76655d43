import { afterAll, beforeAll, expect, it } from 'vitest'
import { noBucket } from '#shared/edge/files/no-bucket.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { keepFiles } from '#shared/edge/secrets/keep-files.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { faultsOf, fileSender } from '#test/support/sent-files.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { billMonthUnit } from '../../../services/contribution/billing/bill-month-unit.ts'
import { usccCheck } from '../../../services/contribution/employer/rules/uscc.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { whatWaits } from '../../../services/contribution/night/what-waits.ts'
import { toEvents } from '../../../services/contribution/outbox.ts'
import { tasks } from '../../../services/contribution/tasks.ts'
import { employed, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>

const handler = async ({ Records }: { Records: { body: string }[] }) => {
  const secrets = keepFiles(openKeyRing(office.store, office.wrapping))
  const all = tasks({ ...office.effects, files: noBucket, secrets, register: async () => [] })
  for (const { body } of Records) {
    const unit = JSON.parse(body) as RunUnit
    await all[unit.task]?.(unit)
  }
  return { batchItemFailures: [] }
}

beforeAll(async () => {
  queue = await startWorkQueue(async () => ({ handler: handler as never }))
  office = await openOffice()
  for (const personId of ['P1', 'P2', 'P3']) await office.deliver(employed(personId))
  await call(tokens.hefei, 'PUT', '/employers/E1/payroll', {
    city: '340100',
    lines: ['P1', 'P2', 'P3', 'P4'].map((personId) => ({ personId, monthlyWageFen: 800_000 })),
  })
})
afterAll(async () => {
  await office.stop()
  await queue.stop()
})

const { hefei, wuhu } = tokens
const second: Token = { ...hefei, sub: 'second-hefei' }
const market = { scope: 'market-supervision', division: '340100' } as Token
const send = fileSender(() => ({ service: office, queue }))
let keys = 0
const call = (token: Token, method: string, path: string, body?: object) => {
  keys += 1
  return office.call(token, method, path, { key: `strike-${keys}`, ...(body ? { body } : {}) })
}
const creditCode = (serial: number) => {
  const first = `91340100${String(serial).padStart(9, '0')}`
  return `${first}${usccCheck(first)}`
}
const registers = (employerId: string, serial: number) =>
  call(hefei, 'PUT', `/employers/${employerId}`, {
    ...{ city: '340100', name: `${employerId}厂`, kind: 'ordinary', uscc: creditCode(serial) },
  })
const strike = (serial: number, name: string, on: string) =>
  send(
    'market-entities',
    ['统一社会信用代码,企业名称,登记状态,核准日期', `${creditCode(serial)},${name},注销,${on}`].join('\n'),
    {},
    { token: market },
  )
const struck = async (employerId: string) =>
  (await call(hefei, 'GET', `/struck-employers/${employerId}`)).body
const overdue = async (on: string) =>
  (await office.items())
    .flatMap((item) => overdueOf(item, whatWaits(office.effects.policy()), on))
    .map(({ wait }) => wait)
/** Bills a month of Hefei's employers on a day, and gives the bills of one. */
const bill = async (employerId: string, month: string, today: string) => {
  const { runId, units } = await office.start({
    ...{ kind: 'employer-month', commandId: `${employerId}-${month}-${today}`, city: '340100', month, today },
  })
  for (const unit of units) await billMonthUnit(unit, office.effects, today)
  const { body } = await call(hefei, 'GET', `/billing-runs/${runId}`)
  const bills = (await office.items()).flatMap((item) =>
    item.kind === 'bill' ? [(item as unknown as { bill: { employerId?: string; from: string } }).bill] : [],
  )
  return {
    leftOut: (body as { leftOut?: Record<string, number> }).leftOut ?? {},
    bills: bills.filter((each) => each.employerId === employerId && each.from === month),
  }
}
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

it('an employer of ours that is struck off is work with a day, and nobody else’s', async () => {
  await registers('E1', 71)
  expect((await call(hefei, 'GET', '/struck-employers/E1')).body.code).toBe('strike-off.unknown')
  expect(await strike(71, 'E1厂', '2025-03-10')).toMatchObject({ imported: 1 })
  // An enterprise that employs nobody here is nobody's work.
  await strike(72, '无人厂', '2025-03-11')
  const open = await office.call(hefei, 'GET', '/struck-employers', { query: { city: '340100' } })
  expect(open.body.struckEmployers).toEqual([
    expect.objectContaining({ employerId: 'E1', struckOn: '2025-03-10', lastDay: '2025-03-31' }),
  ])
  const { toldOn, decideBy } = (await struck('E1')) as { toldOn: string; decideBy: string }
  expect(decideBy).toBe(dayAfter(toldOn, 30))
  expect(await overdue(decideBy)).toEqual([])
  expect(await overdue(dayAfter(decideBy, 1))).toEqual(['contribution.strikes-are-decided'])
  expect((await call(wuhu, 'GET', '/struck-employers/E1')).status).toBe(404)
  // Told again it is the same work.
  await strike(71, 'E1厂', '2025-03-12')
  expect(await struck('E1')).toMatchObject({ struckOn: '2025-03-10', struckState: 'open' })
})

it('until it is decided its months are billed for thirty days and then no more; months before stay open', async () => {
  const { decideBy } = (await struck('E1')) as { decideBy: string }
  expect((await bill('E1', '2025-04', decideBy)).bills).toHaveLength(1)
  const late = await bill('E1', '2025-05', dayAfter(decideBy, 1))
  expect([late.bills.length, late.leftOut]).toEqual([
    0,
    expect.objectContaining({ 'employer-struck-off': 1 }),
  ])
  expect((await bill('E1', '2025-02', dayAfter(decideBy, 1))).bills).toHaveLength(1)
})

it('tells whom it covers still, who has newer coverage elsewhere, and who left', async () => {
  await office.deliver(employed('P2', { version: 2, employerId: 'E9', from: '2025-05-01' }))
  await office.deliver(employed('P3', { version: 2, to: '2025-04-30' }))
  const { body } = await call(hefei, 'GET', '/struck-employers/E1/people')
  expect(body.people).toEqual([
    { personId: 'P1', whereNow: 'here', since: '2025-01-01', city: '340100' },
    { personId: 'P2', whereNow: 'elsewhere', since: '2025-05-01', city: '340100' },
    { personId: 'P3', whereNow: 'left', since: '2025-01-01', city: '340100' },
    { personId: 'P4', whereNow: 'unknown' },
  ])
})

it('two officers decide that its people leave with the month of the strike-off, and enrolment is told once', async () => {
  const proposal = { as: 'ends', why: '企业已办理注销登记', document: '（合）登记内销字〔2025〕第118号' }
  const approve = (token: Token) => call(token, 'POST', '/struck-employers/E1/approval')
  expect((await approve(second)).body.code).toBe('strike-off.not-proposed')
  expect(await call(hefei, 'POST', '/struck-employers/E1/proposal', proposal)).toMatchObject({
    status: 201,
    body: { struckState: 'proposed' },
  })
  expect((await approve(hefei)).body.code).toBe('contribution.proposer-is-approver')
  const rejected = await call(second, 'POST', '/struck-employers/E1/rejection', { why: '文号有误' })
  expect(rejected.body).toMatchObject({
    struckState: 'open',
    rejected: [{ by: 'second-hefei', why: '文号有误' }],
  })
  await call(hefei, 'POST', '/struck-employers/E1/proposal', proposal)
  const approved = await approve(second)
  expect(approved.body).toMatchObject({ struckState: 'ends', decided: { by: 'second-hefei' } })
  const told = (await office.items())
    .filter(({ kind }) => kind === 'struck-employer')
    .flatMap((item) => toEvents([{ sequence: '1', item: item as Stored }]))
  expect(told.map(({ event }) => [event.id, event.data])).toEqual([
    [
      'employer-ended:E1',
      expect.objectContaining({
        ...{ employerId: 'E1', struckOn: '2025-03-10', lastDay: '2025-03-31' },
        document: proposal.document,
        decided: expect.objectContaining({ subject: 'second-hefei', division: '340100' }),
      }),
    ],
  ])
  expect((await call(hefei, 'POST', '/struck-employers/E1/proposal', proposal)).body.code).toBe(
    'strike-off.decided',
  )
  // Until enrolment ended it, whom the employer covers still is left out, and billed for nothing.
  const now = (await struck('E1')) as { decideBy: string }
  const meanwhile = await bill('E1', '2025-06', dayAfter(now.decideBy, 1))
  expect([meanwhile.bills, meanwhile.leftOut]).toEqual([
    [],
    expect.objectContaining({ 'employer-struck-off': 1 }),
  ])
  // Their coverage has ended: what was billed of April is given back, and nothing is billed of May.
  await office.deliver(employed('P1', { version: 2, to: '2025-03-31' }))
  const today = (await struck('E1')) as { decideBy: string }
  const again = await bill('E1', '2025-05', dayAfter(today.decideBy, 2))
  expect(again.bills).toEqual([])
})

it('an employer that stands by two hands is billed on, and the night finds one that is billed by nobody’s word', async () => {
  await registers('E2', 73)
  await office.deliver(employed('P5', { employerId: 'E2' }))
  await call(hefei, 'PUT', '/employers/E2/payroll', {
    ...{ city: '340100', lines: [{ personId: 'P5', monthlyWageFen: 800_000 }] },
  })
  await strike(73, 'E2厂', '2025-03-20')
  const { decideBy } = (await struck('E2')) as { decideBy: string }
  await call(hefei, 'POST', '/struck-employers/E2/proposal', {
    ...{ as: 'stands', why: '系吸收合并，由存续企业继续缴费', document: '合并协议〔2025〕3号' },
  })
  expect((await call(second, 'POST', '/struck-employers/E2/approval')).body.struckState).toBe('stands')
  const late = dayAfter(decideBy, 1)
  expect((await bill('E2', '2025-05', late)).bills).toHaveLength(1)
  const violations = async (spoil: (item: Stored) => object) => {
    const checks = invariants.map((each) => each.start())
    for (const item of await office.items()) for (const check of checks) check.see(spoil(item) as never)
    return checks.flatMap((check) => check.finish().violations.map(({ invariant }) => invariant))
  }
  expect(await violations((item) => item)).toEqual([])
  // The bill of May is dated back to May, before the days to decide were over; it was made after them.
  const undecided = (item: Stored): object =>
    item.kind === 'struck-employer' ? { ...item, state: 'open' } : item
  expect(await violations(undecided)).toEqual(['contribution.struck-off-are-not-billed'])
  const oneHand = (item: Stored): object =>
    item.kind === 'struck-employer' && 'decided' in item
      ? { ...item, decided: (item as unknown as { proposed: object }).proposed }
      : item
  expect(await violations(oneHand)).toContain('contribution.struck-off-are-not-billed')
})

it('a row that says so before its day is none', async () => {
  expect(faultsOf(await strike(71, 'E1厂', '2099-01-01'))).toEqual([[2, 'on', 'market.day-ahead']])
})

it('of an employer that ended nobody is billed for months after, though they left it or found another only later', async () => {
  await registers('E3', 74)
  for (const personId of ['P6', 'P7', 'P8']) await office.deliver(employed(personId, { employerId: 'E3' }))
  await call(hefei, 'PUT', '/employers/E3/payroll', {
    city: '340100',
    lines: ['P6', 'P7', 'P8'].map((personId) => ({ personId, monthlyWageFen: 800_000 })),
  })
  await strike(74, 'E3厂', '2025-03-10')
  const { decideBy } = (await struck('E3')) as { decideBy: string }
  await call(hefei, 'POST', '/struck-employers/E3/proposal', {
    ...{ as: 'ends', why: '企业已办理注销登记', document: '（合）登记内销字〔2025〕第120号' },
  })
  await call(second, 'POST', '/struck-employers/E3/approval')
  await office.deliver(employed('P6', { version: 2, employerId: 'E9', from: '2025-06-01' }))
  await office.deliver(employed('P7', { version: 2, employerId: 'E3', to: '2025-05-31' }))
  const may = await bill('E3', '2025-05', dayAfter(decideBy, 1))
  expect([may.bills, may.leftOut['employer-struck-off']]).toEqual([[], expect.any(Number)])
  // The month of the strike-off itself is owed for all of them.
  expect((await bill('E3', '2025-03', dayAfter(decideBy, 1))).bills).toMatchObject([
    { persons: [{ personId: 'P6' }, { personId: 'P7' }, { personId: 'P8' }] },
  ])
})

it('an end that was recorded in error is corrected by two hands with a document, and stays an end until then', async () => {
  const proposal = {
    as: 'stands',
    why: '注销登记系冒名办理，已撤销',
    document: '（合）撤销登字〔2025〕第7号',
  }
  const propose = (body: object) => call(hefei, 'POST', '/struck-employers/E3/proposal', body)
  const approve = (token: Token) => call(token, 'POST', '/struck-employers/E3/approval')
  expect((await struck('E3')).struckState).toBe('ends')
  expect((await propose({ ...proposal, as: 'ends' })).body.code).toBe('strike-off.decided')
  expect((await propose(proposal)).body).toMatchObject({
    struckState: 'ends',
    correction: { by: 'clerk-340100' },
  })
  expect((await propose(proposal)).body.code).toBe('strike-off.decided')
  expect(await overdue(dayAfter(new Date().toISOString().slice(0, 10), 30))).toContain(
    'contribution.strikes-are-decided',
  )
  const rejected = await call(second, 'POST', '/struck-employers/E3/rejection', { why: '文件不清' })
  expect(rejected.body).toMatchObject({ struckState: 'ends', rejected: [{ why: '文件不清' }] })
  expect(rejected.body).not.toHaveProperty('correction')
  await propose(proposal)
  expect((await approve(hefei)).body.code).toBe('contribution.proposer-is-approver')
  expect((await approve(second)).body).toMatchObject({
    ...{ struckState: 'stands', proposed: { document: proposal.document } },
    earlier: [{ as: 'ends', struckOn: expect.any(String) }],
  })
  // It declares wages again, and whoever joins it again is billed.
  await office.deliver(employed('P6', { version: 4, employerId: 'E3', from: '2025-05-01' }))
  const declared = await call(hefei, 'PUT', '/employers/E3/payroll', {
    ...{ city: '340100', lines: [{ personId: 'P6', monthlyWageFen: 800_000 }] },
  })
  expect(declared.status).toBe(200)
  const { decideBy } = (await struck('E3')) as { decideBy: string }
  expect((await bill('E3', '2025-07', dayAfter(decideBy, 3))).bills).toHaveLength(1)
})

it('nobody new is registered under a code that was struck off, until market supervision takes that back', async () => {
  const registered = async (employerId: string) => (await registers(employerId, 72)).body
  // Struck off on 11 March 2025 as nobody’s employer.
  expect(await registered('E8')).toMatchObject({
    ...{ code: 'contribution.credit-code-over', field: 'uscc' },
    figures: { uscc: creditCode(72), on: '2025-03-11' },
  })
  const rows = ['统一社会信用代码,企业名称,登记状态,核准日期', `${creditCode(72)},无人厂,撤销注销,2025-04-02`]
  expect(await send('market-entities', rows.join('\n'), {}, { token: market })).toMatchObject({ imported: 1 })
  expect(await registered('E8')).toMatchObject({ employerId: 'E8', uscc: creditCode(72) })
  // Struck off again it is work, as of any employer.
  await strike(72, 'E8厂', '2025-05-06')
  expect(await struck('E8')).toMatchObject({ struckState: 'open', struckOn: '2025-05-06' })
  // One that is registered by its code is changed as before.
  expect((await registers('E8', 72)).status).toBe(200)
})

it('an employer that stood is work again when it is struck off later, and enrolment is told of each end', async () => {
  const { uscc } = (await struck('E3')) as { uscc: string }
  const tell = (state: string, on: string) =>
    send(
      'market-entities',
      ['统一社会信用代码,企业名称,登记状态,核准日期', `${uscc},E3厂,${state},${on}`].join('\n'),
      {},
      { token: market },
    )
  await tell('撤销注销', '2025-09-01')
  await tell('注销', '2025-10-15')
  expect(await struck('E3')).toMatchObject({
    ...{ struckState: 'open', struckOn: '2025-10-15' },
    earlier: [{ as: 'ends' }, { as: 'stands' }],
  })
  await call(hefei, 'POST', '/struck-employers/E3/proposal', {
    ...{ as: 'ends', why: '企业已办理注销登记', document: '（合）登记内销字〔2025〕第920号' },
  })
  await call(second, 'POST', '/struck-employers/E3/approval')
  const item = (await office.items()).find(
    (each) => each.kind === 'struck-employer' && (each as { employerId?: string }).employerId === 'E3',
  )
  const [told] = toEvents([{ sequence: '1', item: item as Stored }])
  expect([told?.event.id, told?.event.data]).toEqual([
    'employer-ended:E3:2',
    expect.objectContaining({ time: 2, struckOn: '2025-10-15', lastDay: '2025-10-31' }),
  ])
})
