import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { lineDays } from '../../../../services/settlement/visit/line-days-invariant.ts'
import type { VisitEvent } from '../../../../services/settlement/visit/rules/visit-events.ts'
import { eventWrite } from '../../../../services/settlement/visit/store.ts'

const line = (serial: string, on?: string) => ({
  ...{ serial, code: 'A1', quantity: '1', unitPrice: '10', amount: 1_000 },
  ...(on === undefined ? {} : { on }),
})
const facts = { medType: '21', purpose: 'general', beganOn: '2025-10-10' } as const
const opened: VisitEvent = {
  ...{ kind: 'visit-opened', care: 'inpatient', institution: 'H1', personId: 'P1' },
  facts,
}
const left: VisitEvent = { kind: 'visit-discharged', on: '2025-10-15', facts: {} }
const settled: VisitEvent = { kind: 'visit-settled', claimId: 'C1' }
const charged = (...days: readonly (string | undefined)[]): VisitEvent => ({
  kind: 'visit-fees-added',
  lines: days.map((day, index) => line(String(index + 1), day)),
})

const finding = (events: readonly VisitEvent[], seen = (items: RecordedItem[]) => items) => {
  const items = events.map((event, index) => {
    const write = eventWrite('V1', index + 1, event)
    return (write.kind === 'create' ? write.item : {}) as RecordedItem
  })
  const { see, finish } = lineDays.start()
  for (const item of seen(items)) see(item)
  return finish()
}

describe('the days of settled lines', () => {
  it('are sound within the stay, and where no day was said, in whatever order the events are seen', () => {
    const stay = [opened, charged('2025-10-10', '2025-10-15', undefined), left, settled]
    expect(finding(stay)).toEqual({ checked: 1, violations: [] })
    expect(finding(stay, (items) => items.toReversed())).toEqual({ checked: 1, violations: [] })
  })

  it('before admission or after discharge are found, with the line', () => {
    const { violations } = finding([opened, charged('2025-10-09', '2025-10-12', '2025-10-16'), left, settled])
    expect(violations).toMatchObject([
      {
        where: 'VISIT#V1',
        what: 'a line of it lies outside its days',
        figures: { lines: '1 2025-10-09, 3 2025-10-16' },
      },
    ])
  })

  it('are asked of what is settled only, and of visits that were seen whole', () => {
    expect(finding([opened, charged('2025-10-09'), left])).toEqual({ checked: 0, violations: [] })
    const part = [opened, charged('2025-10-09'), left, settled]
    expect(finding(part, (items) => items.slice(1))).toEqual({ checked: 0, violations: [] })
  })
})
