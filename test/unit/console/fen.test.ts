import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fenOfText, inUnit, yuanText } from '../../../console/src/money/fen.ts'

test.each([
  [123_456, 'yuan', '1,234.56'],
  [12_345_600, 'wan', '12.35'],
  [12_345_678_901, 'yi', '1.23'],
  [-5, 'yuan', '-0.05'],
  [0, 'yuan', '0.00'],
  [0, 'yi', '0.00'],
  [726_302, 'yi', '0.0000726'],
  [-726_302, 'wan', '-0.726'],
  [1, 'wan', '0.000001'],
  [5_000_000, 'wan', '5.00'],
] as const)('%i fen in %s are %s', (fen, unit, text) => {
  expect(inUnit(fen, unit)).toBe(text)
})

test.each([
  ['1234.5', 123_450],
  ['1,234.56', 123_456],
  ['1，234', 123_400],
  ['-0.01', -1],
  [' 7 ', 700],
])('%s yuan are %i fen', (text, fen) => {
  expect(fenOfText(text)).toBe(fen)
})

test.each(['', '1.234', 'abc', '1e3', '--1', '.5', '1.', '99999999999999'])('“%s” is no amount', (text) => {
  expect(fenOfText(text)).toBeUndefined()
})

test('what a form shows of an amount is read back as the same fen', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e14, max: 1e14 }), (fen) => {
      expect(fenOfText(yuanText(fen))).toBe(fen)
    }),
  )
})
