import { expect, test } from 'vitest'
import { readOnce } from '#shared/kernel/read-once.ts'

test('the same item is read once as long as no other is looked at', () => {
  let reads = 0
  const fenOf = readOnce(({ fen }: { readonly fen: number }) => {
    reads += 1
    return { fen }
  })
  const [one, other] = [{ fen: 500 }, { fen: 700 }]
  expect([fenOf(one), fenOf(one), fenOf(other), fenOf(one)].map(({ fen }) => fen)).toEqual([
    500, 500, 700, 500,
  ])
  expect(reads).toBe(3)
})
