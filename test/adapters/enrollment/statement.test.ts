import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Stored } from '#shared/edge/store/store.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { statementsAddUp } from '../../../services/enrollment/transfer/statement-invariant.ts'
import { billPaid, employee, idNumberOf, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let sent = 0
beforeAll(async () => {
  service = await startEnrollment()
})
afterAll(() => service.stop())

const { hefei, wuhu, province, auditor } = tokens
const bengbu: Token = { scope: 'city', division: '340300' }
const call = (token: Token, method: string, path: string, body?: object) => {
  sent += 1
  return service.call(token, method, path, { key: `statement-${sent}`, ...(body ? { body } : {}) })
}
const enrolled = async (person: object): Promise<string> =>
  String((await call(hefei, 'POST', '/persons', person)).body.personId)
const pays = async (personId: string, scheme: string, from: string, to = from): Promise<void> => {
  const billId = `B-${personId}-${scheme}-${from}-${to}`
  expect(await service.deliver(billPaid([personId], { billId, scheme, from, to, paidOn: `${to}-15` }))).toBe(
    0,
  )
}
const violations = (items: readonly Stored[]) => {
  const check = statementsAddUp.start()
  for (const item of items) check.see(item)
  return check.finish().violations.map(({ what }) => what)
}

/** Six months paid in Hefei, one of them by two bills, and asked for by Wuhu. */
let personId: string
let transferId: string
beforeAll(async () => {
  personId = await enrolled(employee(1))
  for (const month of ['2025-01', '2025-02', '2025-04', '2025-05', '2025-06'])
    await pays(personId, 'employee', month)
  await pays(personId, 'employee', '2025-06', '2025-07')
  const asked = await call({ ...wuhu, sub: 'wang.wuhu' }, 'POST', '/transfers', {
    ...{ idNumber: idNumberOf('1980-05-20', 2), name: '王芳', sex: 'female', birthOn: '1980-05-20' },
    ...{ scheme: 'employee', city: '340200', employment: 'employed', employerId: 'W1', from: '2025-08-01' },
  })
  transferId = String(asked.body.transferId)
})

describe('the statement of what a person paid', () => {
  it('goes with them to the city that they are released to: each month once, by scheme and city, and in all', async () => {
    const released = await call(hefei, 'POST', `/transfers/${transferId}/release`)
    expect(released).toMatchObject({ status: 200, body: { statementId: transferId } })
    const { body } = await call(wuhu, 'GET', `/persons/${personId}/statements/${transferId}`)
    const hefeiPaid = { scheme: 'employee', city: '340100' }
    expect(body).toMatchObject({
      ...{ city: '340100', to: '340200', transferId, name: '王芳' },
      certificate: { type: 'id-card', number: idNumberOf('1980-05-20', 2) },
      periods: [
        { ...hefeiPaid, from: '2025-01', to: '2025-02', months: 2 },
        { ...hefeiPaid, from: '2025-04', to: '2025-07', months: 4 },
      ],
      ...{ employeeMonths: 6, provenMonths: 0, boughtMonths: 0, cumulativeMonths: 6, residentYears: 0 },
    })
  })

  it('is read by both cities, the province and an auditor, and by nobody else', async () => {
    const statement = `/persons/${personId}/statements/${transferId}`
    for (const token of [hefei, wuhu, province, auditor])
      expect((await call(token, 'GET', statement)).status).toBe(200)
    expect(await call(bengbu, 'GET', statement)).toMatchObject({
      status: 404,
      body: { code: 'statement.unknown' },
    })
  })

  it('is printed with who it is of, and says what held when it was issued whatever is paid since', async () => {
    await pays(personId, 'employee', '2025-03')
    const printed = await service.download(wuhu, `/persons/${personId}/statements/${transferId}`, {
      format: 'csv',
    })
    expect(printed.text).toContain('职工基本医疗保险,合肥市,2025-01,2025-02,2')
    expect(printed.text).toContain('职工累计缴费月数,,,,6')
    expect(printed.text).toContain('转入地,芜湖市')
  })

  it('counts years of a resident, months that reports proved, and what was paid in another city as that city’s', async () => {
    const issued = await call(wuhu, 'POST', `/persons/${personId}/statements`, {})
    await pays(personId, 'employee', '2025-09')
    const later = await call(wuhu, 'POST', `/persons/${personId}/statements`, { to: '340300' })
    expect(issued.body).toMatchObject({ employeeMonths: 7 })
    expect(later.body).toMatchObject({
      periods: [
        { city: '340100', from: '2025-01', to: '2025-07', months: 7 },
        { city: '340200', from: '2025-09', to: '2025-09', months: 1 },
      ],
    })
    expect(
      (await call(bengbu, 'GET', `/persons/${personId}/statements/${later.body.statementId}`)).status,
    ).toBe(200)

    const other = await enrolled(resident(5))
    for (const year of ['2024', '2025']) await pays(other, 'resident', `${year}-01`, `${year}-12`)
    const months = { months: 120, evidence: { kind: 'contribution-certificate', number: '苏社保2024-1' } }
    const moved = { scheme: 'employee', city: '340100', employment: 'flexible' }
    const from = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    await call(hefei, 'POST', `/persons/${other}/moves`, { ...moved, from })
    await call(hefei, 'POST', `/persons/${other}/paid-months`, months)
    await call({ ...hefei, sub: 'li.hefei' }, 'POST', `/persons/${other}/reports/1/approval`)
    expect((await call(hefei, 'POST', `/persons/${other}/statements`, {})).body).toMatchObject({
      periods: [{ scheme: 'resident', city: '340100', from: '2024-01', to: '2025-12', months: 24 }],
      ...{ residentYears: 2, employeeMonths: 0, provenMonths: 120, cumulativeMonths: 120 },
    })
  })
})

describe('the night', () => {
  it('sees a statement that does not add up, and somebody released without theirs', async () => {
    const items = await service.items()
    expect(violations(items)).toEqual([])
    const ofTransfer = (item: Stored) => item.kind === 'insured-statement' && item.statementId === transferId
    const with_ = (change: object) =>
      items.map((item) => (ofTransfer(item) ? ({ ...item, ...change } as Stored) : item))
    expect(violations(with_({ employeeMonths: 7 }))).toEqual([
      'its months of employees are not those of its periods',
    ])
    const twice = { scheme: 'employee', city: '340100', from: '2025-01', to: '2025-03', months: 3 }
    expect(violations(with_({ periods: [twice, twice] }))).toEqual(['a month of a scheme is counted twice'])
    expect(violations(with_({ to: '340300' }))).toEqual(['their statement is for another city'])
    expect(violations(items.filter((item) => !ofTransfer(item)))).toEqual([
      'the statement that went with them is not there',
    ])
  })
})
