import { expect, test } from 'vitest'
import { fromLines, toLines } from '../../../cli/released/json-lines.ts'
import { newSamples } from '../../../cli/released/samples.ts'

const plain = { id: 'x1', status: 'open' }

test('a sample is taken of what shows something new, the smallest first', () => {
  const long = { ...plain, id: 'a longer one that shows nothing more' }
  const paid = { ...plain, status: 'refused' }
  const noted = { ...plain, note: 'why' }
  expect(newSamples([], [long, noted, paid, plain])).toEqual([plain, paid, noted])
})

test('nothing is taken that the released samples show already', () => {
  expect(newSamples([plain], [{ id: 'x2', status: 'open' }])).toEqual([])
  expect(newSamples([plain], [{ id: 2, status: 'open' }])).toEqual([{ id: 2, status: 'open' }])
})

test('an amount that is nothing, owed or due each count', () => {
  const amounts = [{ amount: 0 }, { amount: -3 }, { amount: 1234 }]
  expect(newSamples([], [...amounts, { amount: 12345 }])).toEqual(amounts)
})

test('ids in the names of a map do not count, and a list counts for its members', () => {
  const of = (id: string, members: number) => ({
    map: { [id]: 1 },
    list: Array.from({ length: members }, () => 1),
  })
  expect(newSamples([of('p1', 1)], [of('p2', 3)])).toEqual([])
})

test('a sample is read as it was written, bytes included', () => {
  const samples = [plain, { packed: new Uint8Array([1, 2, 255]) }]
  expect(fromLines(toLines(samples))).toEqual(samples)
})
