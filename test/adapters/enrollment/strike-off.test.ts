import { afterAll, beforeAll, expect, it } from 'vitest'
import { employerEnded } from '#shared/contracts/contribution.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { invariants } from '../../../services/enrollment/night/invariants.ts'
import { employee } from './people.ts'
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

const { hefei, province } = tokens
let keys = 0
const call = (token: Token, method: string, path: string, body?: object) => {
  keys += 1
  return service.call(token, method, path, { key: `leave-${keys}`, ...(body ? { body } : {}) })
}
const enrolled = async (serial: number, more: object = {}) =>
  String(
    (await call(hefei, 'POST', '/persons', employee(serial, { employerId: 'E7', ...more }))).body.personId,
  )
const person = async (personId: string) => (await call(province, 'GET', `/persons/${personId}`)).body
const hand = (subject: string, on: string) => ({ subject, division: '340100', on })
const ended = {
  source: employerEnded.source,
  'detail-type': employerEnded.detailType,
  detail: employerEnded.schema.parse({
    id: 'employer-ended:E7',
    occurredOn: '2025-06-20',
    data: {
      ...{ employerId: 'E7', city: '340100', struckOn: '2025-05-12', lastDay: '2025-05-31' },
      document: '（合）登记内销字〔2025〕第118号',
      proposed: hand('clerk', '2025-06-18'),
      decided: hand('reviewer', '2025-06-20'),
    },
  }),
}

it('whom an employer covers that was struck off leave it with that month, each by two hands, once', async () => {
  const worker = await enrolled(61)
  await enrolled(62)
  const joined = await enrolled(63, { from: '2025-06-01' })
  const elsewhere = await enrolled(64, { employerId: 'E8' })
  await service.deliver(ended)
  await service.deliver(ended)
  await queue.workOn()
  expect(await person(worker)).toMatchObject({
    status: 'ended',
    coverage: { employerId: 'E7', to: '2025-05-31' },
  })
  const { body } = await call(hefei, 'GET', `/persons/${worker}/reports`)
  expect(body.reports).toEqual([
    expect.objectContaining({
      ...{ says: 'left', on: '2025-05-31', status: 'approved', evidenceKind: 'labour-end' },
      ...{ reportedBy: 'clerk', decidedBy: 'reviewer' },
    }),
  ])
  // Nobody leaves before they came: an officer looks at who joined after the strike-off.
  expect(await person(joined)).toMatchObject({ status: 'covered' })
  expect(await person(elsewhere)).toMatchObject({ status: 'covered', coverage: { employerId: 'E8' } })
  const checks = invariants.map((each) => each.start())
  for (const item of await service.items()) for (const check of checks) check.see(item)
  expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
  const { result } = (await service.items()).find(
    ({ pk, sk }) => String(pk).includes('leave-employer-E7') && String(sk).includes('roster'),
  ) as unknown as { result: object }
  expect(result).toEqual({ counts: { left: 2, 'enrollment.end-too-early': 1 } })
})

it('an employer that ended a second time has another run, which ends whom it covers by then', async () => {
  const again = await enrolled(65)
  const { detail } = ended
  await service.deliver({
    ...ended,
    detail: employerEnded.schema.parse({
      ...{ id: 'employer-ended:E7:2', occurredOn: '2025-09-20' },
      data: { ...detail.data, struckOn: '2025-09-02', lastDay: '2025-09-30', time: 2 },
    }),
  })
  await queue.workOn()
  expect(await person(again)).toMatchObject({ status: 'ended', coverage: { to: '2025-09-30' } })
})
