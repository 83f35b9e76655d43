import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../cli/terminal/display-width.ts'
import type { PhaseState } from '../../../cli/year/progress-line.ts'
import { progressLine } from '../../../cli/year/progress-line.ts'
import { phaseName } from '../../../cli/year/words.ts'

const phase: PhaseState = { name: 'claims', done: 0, total: 0, seconds: 0, moving: 0 }

describe('the line of a phase', () => {
  it('fills with its steps', () => {
    expect(progressLine({ ...phase, done: 50, total: 200, seconds: 7 }, 80)).toContain(
      '██████░░░░░░░░░░░░░░░░░░    7 s  50/200',
    )
  })

  it('moves by the clock where nobody knows how many steps there are', () => {
    const lines = Array.from({ length: 8 }, (_, index) => progressLine({ ...phase, seconds: index / 8 }, 80))
    expect(new Set(lines).size).toBe(8)
  })

  it('says how many events are on the way', () => {
    expect(progressLine({ ...phase, moving: 132 }, 80)).toContain('→ 132')
  })

  it.each([40, 80])('never breaks the line of a terminal of %i columns', (width) => {
    const long = {
      ...phase,
      name: phaseName('gaps and allocations', 'zh'),
      done: 12,
      total: 99,
      moving: 12_345,
    }
    expect(displayWidth(progressLine(long, width))).toBeLessThan(width)
  })
})
