import { expect, test } from 'vitest'
import type { Watched } from './lived/watch.ts'
import { lived } from './lived.ts'

test('a watcher brings one dead letter on its way again and no other; one that is not there changes nothing', {
  timeout: 300_000,
}, async () => {
  const { before, unknown, one } = await lived<Watched>('watch')
  expect(before).toMatchObject({ waiting: 0, deadLetters: 2 })
  expect(before.letters.map(({ what }) => what).sort()).toEqual([
    ...['income-swept.v1 sweep:1', 'income-swept.v1 sweep:2'],
  ])
  expect(unknown).toMatchObject({ status: 200, after: { waiting: 0, deadLetters: 2 } })
  expect(one).toMatchObject({ status: 200, after: { waiting: 1, deadLetters: 1 } })
  expect(one.after.letters).toEqual(before.letters.slice(1))
})
