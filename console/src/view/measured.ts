import type { Words } from '../words/words.ts'
import type { Row } from './row.ts'
import { percentText } from './value-kind.ts'

/** What indicators of funds and indexes of institutions are measured in, where it is no share. */
const measures: Readonly<Record<string, 'months' | 'yuan' | 'times'>> = {
  'months-payable': 'months',
  'average-cost': 'yuan',
  'head-to-head-ratio': 'times',
}

/** The fields of such a row that are measured as its indicator is, and those that are always shares. */
const measured = /^(target|actual|full|zero|mean|value)$/
const always = /^(attained|weight)$/

const decimal = /^-?\d+(\.\d+)?$/

/**
 * A figure of a row that names its indicator or index, in that one's own unit: `0.98` of the rate of collection is 98%, `6` of
 * the months payable is 6 months. Undefined of every other field, and of figures that are counted as whole numbers.
 */
export const measuredText = (row: Row, name: string, { say }: Pick<Words, 'say'>): string | undefined => {
  const of = row.indicator ?? row.index
  const value = row[name]
  if (typeof of !== 'string' || typeof value !== 'string' || !decimal.test(value)) return undefined
  if (always.test(name)) return percentText(Number(value))
  if (!measured.test(name)) return undefined
  const unit = measures[of]
  return unit === undefined
    ? percentText(Number(value))
    : say('measured.in', { value, unit: say(`fund.in.${unit}`) })
}
