import { expect, test } from 'vitest'
import { chinaDay } from '../../../console/src/view/china-time.ts'
import { usualTimes } from '../../../console/src/view/usual-time.ts'

test('at seven in the morning in China it is that day, though in Greenwich it is still the day before', () => {
  expect(chinaDay(new Date('2026-12-31T23:00:00Z'))).toBe('2027-01-01')
  expect(chinaDay(new Date('2026-12-31T15:59:59Z'))).toBe('2026-12-31')
})

test('of this year the last month that is over is read first, of a former year December, and in January January', () => {
  const june = new Date('2026-06-15T02:00:00Z')
  expect(usualTimes('2026', june)).toEqual({
    ...{ year: '2026', fundYear: '2026', month: '2026-05', on: '2026-06-15' },
    ...{ from: '2026-01', to: '2026-05' },
  })
  expect(usualTimes('2025', june)).toMatchObject({ month: '2025-12', from: '2025-01', to: '2025-12' })
  expect(usualTimes('2026', new Date('2026-01-05T02:00:00Z')).month).toBe('2026-01')
  expect(usualTimes('2027', june).month).toBe('2027-01')
})
