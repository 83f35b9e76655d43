import { expect, test } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { desks } from '../../../console/src/desks/desks.ts'
import { visibleTo } from '../../../console/src/shell/visible.ts'
import { waitPlaces } from '../../../console/src/work/wait-places.ts'

type Waits = {
  readonly whatWaits: (of: Policy) => readonly Wait[]
  readonly ofSeveral?: Readonly<Record<string, unknown>>
}

const policy = readPolicy('shared/policy/anhui')
const services = ['enrollment', 'contribution', 'settlement', 'budget', 'adjustment-fund']
const modules = await Promise.all(
  services.map((name): Promise<Waits> => import(`../../../services/${name}/night/what-waits.ts`)),
)
const counted = modules.flatMap(({ whatWaits, ofSeveral = {} }) => [
  ...whatWaits(policy).flatMap(({ id, work }) => (work ? [id] : [])),
  ...Object.keys(ofSeveral),
])

test('whatever is counted as waiting has a page of the console where something is done about it, and nothing else has', () => {
  expect(counted.length).toBeGreaterThan(50)
  expect(Object.keys(waitPlaces).toSorted()).toEqual(counted.toSorted())
})

test('the place of a wait is a page, which an officer of a city or of the province sees', () => {
  const seen = ['city', 'province'].flatMap((scope) =>
    visibleTo({ sub: 'x', scope, division: scope === 'city' ? '340100' : '340000' }).flatMap(
      ({ key, pages }) => pages.map((page) => `${key}/${page.key}`),
    ),
  )
  expect(desks.length).toBeGreaterThan(5)
  const missing = Object.values(waitPlaces).filter(({ page }) => !seen.includes(page))
  expect(missing).toEqual([])
})
