import { afterAll, beforeAll, expect, it } from 'vitest'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { creditRetirees, retireesTask } from '../../../../services/settlement/account/credit-retirees.ts'
import { takeCreditsBack } from '../../../../services/settlement/account/take-credit-back.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import { personLists } from '../../../../services/settlement/insured-year/records/person-lists.ts'
import type { Office } from '../correction/office.ts'
import { openOffice } from '../correction/office.ts'
import { entitlementOf, spellOf } from '../province.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let office: Office

beforeAll(async () => {
  dynamo = await startDynamo()
  office = await openOffice(dynamo, 'retiree-credits')
})
afterAll(async () => {
  expect(await office.violations()).toEqual([])
  await dynamo.stop()
})

const retiredIn = (personId: string, year: number) => {
  const spell = {
    ...spellOf('employee', `${year}-01-01`, `${year}-12-31`),
    ...{ employment: 'retired' as const, city: '340200' as const },
  }
  const told = entitlementOf(year, personId, [spell])
  return replaceEntitlements(entitlementsChanged.parse(told), office.effects)
}
const run = async (runId: string, city: '340100' | '340200', on: string) => {
  const lists = personLists(2025, { city, onlyDue: false })
  for (const { gsi1pk } of lists)
    await creditRetirees(
      {
        ...{ runId, unitId: gsi1pk, task: retireesTask },
        input: { city, year: 2025, on, list: { gsi1pk } },
      },
      { ...office.effects, runs: () => expect.fail('a short list takes one message') },
    )
}
const accountsOf = async (personId: string) => {
  const years = [2025, 2026].map((year) => ({ personId, year }))
  return (await office.effects.claims.findYears(years)).map(({ state }) => state.account)
}

it('a retired person has the fixed sum once a year, however often and by whomever runs are started', async () => {
  await retiredIn('A', 2025)
  await run('R1', '340200', '2025-01-12')
  expect(await accountsOf('A')).toEqual([72_000, 0])
  await run('R1', '340200', '2025-01-12')
  await run('R2', '340200', '2025-04-12')
  await run('R3', '340100', '2025-04-12')
  expect(await accountsOf('A')).toEqual([72_000, 0])
})

it('gives back the months after a death that is told late, once, and has them again when the death is taken back', async () => {
  await retiredIn('C', 2025)
  await run('R5', '340200', '2025-01-12')
  const spell = (to: string) => ({
    ...spellOf('employee', '2025-01-01', to),
    ...{ employment: 'retired' as const, city: '340200' as const },
  })
  const tell = async (version: number, to: string, more: object = {}) => {
    const told = entitlementsChanged.parse(entitlementOf(2025, 'C', [spell(to)]))
    const persons = told.data.persons.map((each) => ({ ...each, version, ...more }))
    const event = { ...told, data: { persons } }
    await replaceEntitlements(event, office.effects)
    await takeCreditsBack(event.data.persons, office.effects)
  }
  for (const _ of [1, 2]) await tell(20, '2025-03-10', { diedOn: '2025-03-10' })
  expect(await accountsOf('C')).toEqual([18_000, 0])
  await run('R6', '340200', '2025-07-12')
  expect(await accountsOf('C')).toEqual([18_000, 0])
  await tell(21, '2025-12-31')
  expect(await accountsOf('C')).toEqual([72_000, 0])
})

it('what comes to a year that the next one took over before anything came to it goes on to the next', async () => {
  await retiredIn('B', 2026)
  await retiredIn('B', 2025)
  await run('R4', '340200', '2026-01-12')
  expect(await accountsOf('B')).toEqual([0, 72_000])
})
