import { afterAll, beforeAll, expect, it } from 'vitest'
import { addMonths, chinaDay, monthOf } from '#shared/calendar/day.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { billAlone } from '../../../services/contribution/billing/bill-shards.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { covered, employed, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let keys = 0
const month = monthOf(chinaDay(new Date()))
const next = addMonths(month, 1)

beforeAll(async () => {
  office = await openOffice()
  await office.deliver(
    ...['F1', 'F2', 'F3'].map((personId) =>
      covered(personId, { scheme: 'employee', employment: 'flexible' }),
    ),
    employed('P1'),
  )
})
afterAll(() => office.stop())

const choose = (
  personId: string,
  baseFen: number,
  from = month,
  key?: string,
  token: Token = tokens.hefei,
) => {
  keys += 1
  const body = { from, baseFen, document: 'LH-2026-7' }
  return office.call(token, 'POST', `/persons/${personId}/flexible-bases`, { key: key ?? `b-${keys}`, body })
}
const codeOf = async (answer: ReturnType<typeof choose>) => (await answer).body.code
const bill = async (of: string) => {
  keys += 1
  const command = {
    kind: 'employer-month',
    commandId: `run-${keys}`,
    city: '340100',
    month: of,
    today: `${of}-05`,
  }
  const { units } = await office.start(command as never)
  for (const unit of units.filter(({ unitId }) => unitId.startsWith('flexible')))
    await billAlone(unit, 'flexible', office.effects)
}
const baseOf = async (personId: string, of: string) =>
  (
    (await office.call(tokens.province, 'GET', `/bills/E-${personId}-${of}`)).body.persons as {
      base: number
    }[]
  )[0]?.base

it('is the lowest of a month where nothing is chosen, and what was chosen from its month on', async () => {
  expect((await choose('F1', 1_000_000, next)).status).toBe(201)
  for (const of of [month, next]) await bill(of)
  // 60 % of 7,490 yuan.
  expect([await baseOf('F1', month), await baseOf('F1', next)]).toEqual([449_400, 1_000_000])
  expect(await baseOf('F2', next)).toBe(449_400)
})

it('is chosen once in a year of contributions; the same again is the same', async () => {
  const [first, again] = [
    await choose('F3', 800_000, addMonths(month, 2), 'once'),
    await choose('F3', 800_000, addMonths(month, 2), 'once'),
  ]
  expect([first.status, again.body.choiceId]).toEqual([201, first.body.choiceId])
  expect(await codeOf(choose('F3', 900_000, addMonths(month, 2)))).toBe('flexible-base.chosen-before')
  expect((await choose('F3', 900_000, addMonths(month, 14))).status).toBe(201)
  const { body } = await office.call(tokens.province, 'GET', '/persons/F3/flexible-bases', {})
  expect((body.choices as object[]).length).toBe(2)
})

it('lies between 60 and 300 % of the reference wage, in a month to come that is not billed, of a flexible worker', async () => {
  expect(await codeOf(choose('F2', 449_399, addMonths(month, 2)))).toBe('flexible-base.out-of-bounds')
  expect(await codeOf(choose('F2', 2_247_001, addMonths(month, 2)))).toBe('flexible-base.out-of-bounds')
  expect(await codeOf(choose('F2', 500_000, addMonths(month, -1)))).toBe('flexible-base.from-past')
  expect(await codeOf(choose('F2', 500_000, next))).toBe('flexible-base.month-billed')
  expect(await codeOf(choose('P1', 500_000, next))).toBe('flexible-base.not-flexible')
  expect((await choose('F2', 500_000, next, undefined, tokens.wuhu)).status).toBe(422)
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of await office.items()) for (const check of checks) check.see(item)
  expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
})
