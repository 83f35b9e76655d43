import { expect, test } from 'vitest'
import { measuredText } from '../../../console/src/view/measured.ts'
import { afterDecember, isShareText } from '../../../console/src/view/value-kind.ts'
import { en } from '../../../console/src/words/en.ts'

const words = {
  say: (key: string, holes: Readonly<Record<string, string | number>> = {}) =>
    (en as Readonly<Record<string, string>>)[key]?.replaceAll(/\{\{(\w+)\}\}/g, (_, name) =>
      String(holes[name]),
    ) ?? key,
}

test.each([
  [{ indicator: 'collection-rate', target: '0.98' }, 'target', '98%'],
  [{ indicator: 'months-payable', actual: '25.7' }, 'actual', '25.7 months'],
  [{ indicator: 'months-payable', weight: '0.15', target: '6' }, 'weight', '15%'],
  [{ indicator: 'months-payable', attained: '4.2833' }, 'attained', '428.33%'],
  [{ index: 'average-cost', zero: '18000' }, 'zero', '18000 yuan'],
  [{ index: 'readmission', full: '0.02' }, 'full', '2%'],
] as const)('a figure is said in the unit of what it measures: %o', (row, name, text) => {
  expect(measuredText(row, name, words)).toBe(text)
})

test('what is no figure of an indicator is said as it is elsewhere', () => {
  expect(measuredText({ index: 'readmission', weight: 15 }, 'weight', words)).toBeUndefined()
  expect(measuredText({ groupCode: 'FR11', weight: '1.05' }, 'weight', words)).toBeUndefined()
  expect(measuredText({ indicator: 'cost-per-claim', actual: null }, 'actual', words)).toBeUndefined()
})

test('of an agreement the kept part is a share, and the score that it is kept from is none', () => {
  expect(isShareText('kept', '0.30', undefined)).toBe(true)
  expect(isShareText('from', '90', undefined)).toBe(false)
  expect(isShareText('weight', '1.05', undefined)).toBe(false)
})

test('the thirteenth period of a year holds its final entries, the fourteenth carries it forward, and June is a month', () => {
  expect(afterDecember('2025-13')).toEqual({ year: '2025', of: 'final' })
  expect(afterDecember('2025-14')).toEqual({ year: '2025', of: 'carried' })
  expect(afterDecember('2025-06')).toBeUndefined()
})
