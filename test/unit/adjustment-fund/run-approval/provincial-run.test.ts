import { describe, expect, it } from 'vitest'
import type { ProposeRun } from '../../../../services/adjustment-fund/run-approval/rules/provincial-run.ts'
import { proposeRun } from '../../../../services/adjustment-fund/run-approval/rules/provincial-run.ts'

const proposed = { by: 'officer', on: '2026-11-30', division: '340000' }
const levy: ProposeRun = {
  ...{ run: 'levy', scheme: 'resident', year: 2026, on: '2026-01-01', cities: ['340100'] },
  ...{ proposed, commandId: 'c1' },
}
const allocation: ProposeRun = { ...levy, run: 'allocation', year: 2025, cities: [] }
const refused = { status: 'refused', refusal: { code: 'run.year-not-over', figures: { last: '2025-12-31' } } }

describe('a run of the province', () => {
  it('levies on what the year before collected, and pays the gaps of a year: either is dated after that year', () => {
    for (const run of [levy, allocation]) {
      expect(proposeRun(run, [])).toMatchObject({ status: 'accepted', value: { on: '2026-01-01' } })
      expect(proposeRun({ ...run, on: '2025-12-31' }, [])).toMatchObject(refused)
      expect(proposeRun({ ...run, on: '2024-06-01' }, [])).toMatchObject(refused)
    }
  })
})
