import { expect, test } from 'vitest'
import { fileNameIn } from '../../../console/src/api/call.ts'
import { base64Of, importIdOf, pieceBytes, piecesOf, stemOf } from '../../../console/src/files/pieces.ts'

const bytes = (length: number) => new Uint8Array(length).map((_, at) => at % 251)

test('a file goes out in pieces that together are the file, each below what a request may hold', () => {
  const whole = bytes(2 * pieceBytes + 7)
  const pieces = piecesOf(whole)
  expect(pieces.map(({ length }) => length)).toEqual([pieceBytes, pieceBytes, 7])
  expect(Buffer.concat(pieces).equals(Buffer.from(whole))).toBe(true)
  for (const piece of pieces) expect(base64Of(piece).length).toBeLessThanOrEqual(480_000)
})

test('a file that holds nothing is one piece, which its service then refuses in words', () => {
  expect(piecesOf(bytes(0)).map(({ length }) => length)).toEqual([0])
})

test('nobody thinks out the name of an import: it says the kind, the day, and what no other has', () => {
  expect(importIdOf('roster', '2026-12-01', '1c2b3a49-0000-4000-8000-000000000000')).toBe(
    'roster-20261201-1c2b3a49',
  )
})

test('what comes back is called like the file that was sent', () => {
  expect(stemOf('参保 名单.2025.xlsx')).toBe('参保 名单.2025')
})

test('a file has the name that its service gave it, whichever way it said so', () => {
  expect(fileNameIn('attachment; filename="bad-rows-list-1.csv"')).toBe('bad-rows-list-1.csv')
  expect(fileNameIn("attachment; filename*=UTF-8''%E9%A2%84%E7%AE%97.xlsx")).toBe('预算.xlsx')
  expect(fileNameIn('attachment')).toBeUndefined()
})
