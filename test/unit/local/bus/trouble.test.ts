import { describe, expect, it } from 'vitest'
import { asLastReleaseTold, knownTo } from '../../../../local/bus/last-release.ts'
import { putEvents } from '../../../../local/bus/put-events.ts'
import { putTroubled } from '../../../../local/bus/trouble.ts'
import type { FaultKind } from '../../../../local/chaos/fault-kinds.ts'

const entry = (Detail: object, DetailType = 'note-taken.v1') => ({
  ...{ EventBusName: 'main', Source: 'test', DetailType, Detail: JSON.stringify(Detail) },
})
const put = (entries: readonly object[], happens: (kind: FaultKind) => boolean) => {
  const outcome = putTroubled({ Entries: entries }, happens, (input) =>
    putEvents(input, ['main'], new Date('2026-01-01T00:00:00Z')),
  )
  if ('fault' in outcome) throw new Error(outcome.fault.message)
  return outcome
}

describe('a bus in trouble', () => {
  it('takes some entries of a call, and says of each in its place whether it did', () => {
    let draws = 0
    const outcome = put([entry({ id: 'a' }), entry({ id: 'b' }), entry({ id: 'c' })], (kind) => {
      if (kind !== 'refusedEntry') return false
      draws += 1
      return draws === 2
    })
    expect(outcome.result.FailedEntryCount).toBe(1)
    expect(outcome.result.Entries.map((each) => 'ErrorCode' in each)).toEqual([false, true, false])
    expect(outcome.accepted.map(({ event }) => event.detail)).toEqual([{ id: 'a' }, { id: 'c' }])
  })

  it('takes none where it refuses each', () => {
    const outcome = put([entry({ id: 'a' })], (kind) => kind === 'refusedEntry')
    expect(outcome).toMatchObject({ accepted: [], result: { FailedEntryCount: 1 } })
  })

  it('carries what a function of the last release tells, in its words', () => {
    const receipt = { billId: 'R-1', turn: 1 }
    const { accepted } = put(
      [
        entry(
          { id: 'a', occurredOn: '2026-01-01', data: { receipts: [receipt] } },
          'contributions-received.v1',
        ),
      ],
      (kind) => kind === 'lastRelease',
    )
    expect(accepted[0]?.event.detail).toMatchObject({ data: { receipts: [{ billId: 'R-1' }] } })
    expect(JSON.stringify(accepted)).not.toContain('turn')
  })
})

describe('what the last release told', () => {
  it('is as it is today, where that release had no word for it', () => {
    const again = JSON.stringify({ id: 'a', data: { receipts: [{ personId: 'P1', turn: 2 }] } })
    expect(asLastReleaseTold('contributions-received.v1', again)).toBe(again)
    expect(asLastReleaseTold('never-heard-of.v1', again)).toBe(again)
    // A clawback without its word would be a levy, and the city's expenditure.
    const back = JSON.stringify({ id: 'CB-1', data: { levyId: 'CB-1', clawbackOf: 'G-1' } })
    expect(asLastReleaseTold('levy-assessed.v1', back)).toBe(back)
  })

  it('has the fields of its schema, in lists, maps and alternatives', () => {
    const one = { type: 'object', properties: { a: {} }, additionalProperties: false } as const
    const schema = {
      type: 'object',
      properties: {
        list: { type: 'array', items: one },
        map: { type: 'object', additionalProperties: one },
        either: { anyOf: [{ type: 'null' }, one] },
      },
      additionalProperties: false,
    } as const
    const today = { a: 1, b: 2 }
    expect(knownTo(schema, { list: [today], map: { x: today }, either: today, more: 1 })).toEqual({
      ...{ list: [{ a: 1 }], map: { x: { a: 1 } }, either: { a: 1 } },
    })
    expect(knownTo(schema, { either: null })).toEqual({ either: null })
  })
})
