import type { SQSEvent } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { employee, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>

beforeAll(async () => {
  queue = await startWorkQueue(() => import('../../../services/enrollment/handlers/work.ts'))
  service = await startEnrollment()
})
afterAll(async () => {
  await service.stop()
  await queue.stop()
})

const { hefei, wuhu, province } = tokens
const path = '/indicators/2025-03'

/** The message of the schedule, as it comes on the second of April. */
const scheduleComes = async () => {
  const { handler } = await import('../../../services/enrollment/handlers/work.ts')
  const body = JSON.stringify({ task: 'count-insured-of-month', dueAt: '2025-04-01T18:30:00Z' })
  await handler({ Records: [{ messageId: 'm', body }] } as unknown as SQSEvent)
}

describe('the count of the insured of a month', () => {
  it('is started by the schedule, once, and tells each city its own against its residents', async () => {
    for (const [serial, person] of [resident(1), resident(2), employee(3)].entries())
      await service.call(hefei, 'POST', '/persons', { key: `p-${serial}`, body: person })
    const wuhus = resident(4, { city: '340200' })
    await service.call(wuhu, 'POST', '/persons', { key: 'p-w', body: wuhus })
    expect(await service.call(hefei, 'GET', path, { query: { city: '340100' } })).toMatchObject({
      status: 404,
      body: { code: 'indicator.not-counted' },
    })

    await scheduleComes()
    await scheduleComes()
    expect(await queue.workOn()).toEqual([])

    const { body } = await service.call(hefei, 'GET', path, { query: { city: '340100' } })
    expect(body).toMatchObject({
      ...{ month: '2025-03', on: '2025-03-31', status: 'done' },
      divisions: [
        {
          ...{ city: '340100', insured: 3, residents: 9_369_881, coverage: 0, coverageAim: '0.95' },
          insuredAs: [
            { scheme: 'employee', employment: 'employed', persons: 1 },
            { scheme: 'resident', employment: 'resident', persons: 2 },
          ],
          // They are alike, which was found after that March.
          ...{ retiredToWorking: 0, counties: [], duplicates: 0, paymentToEntitlement: [] },
        },
      ],
    })
    expect((await service.call(hefei, 'GET', path)).status).toBe(403)
    const all = (await service.call(province, 'GET', path)).body.divisions as { insured: number }[]
    expect(all).toHaveLength(16)
    expect(all.reduce((sum, { insured }) => sum + insured, 0)).toBe(4)
  })

  it('is counted again by the province alone, for a month that is over, and the new count holds', async () => {
    await service.call(hefei, 'POST', '/persons', { key: 'late', body: resident(5, { from: '2025-03-01' }) })
    const again = (token: typeof province, month: string, key: string) =>
      service.call(token, 'POST', `/indicators/${month}/counts`, { key })
    expect((await again(hefei as never, '2025-03', 'no')).status).toBe(403)
    expect(await again(province, '2099-03', 'ahead')).toMatchObject({
      status: 422,
      body: { code: 'indicator.month-not-over' },
    })
    expect((await again(province, '2025-03', 'again')).status).toBe(202)
    expect((await again(province, '2025-03', 'again')).status).toBe(202)
    expect(await queue.workOn()).toEqual([])
    expect(await service.call(hefei, 'GET', path, { query: { city: '340100' } })).toMatchObject({
      body: { divisions: [{ insured: 4 }] },
    })
  })

  it('is told by city when all of it is counted, once for each count, with the revision that holds', async () => {
    const { effects } = await import('../../../services/enrollment/composed.ts')
    const { toEvents } = await import('../../../services/enrollment/outbox.ts')
    const part = { pk: 'INDICATORS#2025-03', prefix: 'COUNTED#340100' }
    const items = await Array.fromAsync(effects.store.list(part))
    const told = toEvents(items.map((item, index) => ({ sequence: String(index), item })))
    const parsed = told.map(
      ({ contract, event }) => contract.schema.parse(event) as unknown as { id: string },
    )
    expect(parsed).toMatchObject([
      {
        id: 'insured-counted:340100:2025-03:1',
        data: {
          insured: [
            { scheme: 'employee', employment: 'employed', persons: 1 },
            { scheme: 'resident', employment: 'resident', persons: 2 },
          ],
        },
      },
      { id: 'insured-counted:340100:2025-03:2', data: { revision: 2 } },
    ])
  })
})
