import { describe, expect, it } from 'vitest'
import type { ChangeVisit } from '../../../../services/settlement/visit/rules/change-visit.ts'
import {
  addFees,
  cancelVisit,
  describeVisit,
  discharge,
  openVisit,
  withdrawDischarge,
  withdrawFees,
} from '../../../../services/settlement/visit/rules/change-visit.ts'
import { undoEvent } from '../../../../services/settlement/visit/rules/undo-event.ts'
import { linesLeft, visitOf } from '../../../../services/settlement/visit/rules/visit.ts'
import type { FeeLine, VisitEvent } from '../../../../services/settlement/visit/rules/visit-events.ts'

const opened = {
  kind: 'visit-opened',
  care: 'inpatient',
  institution: 'H1',
  personId: 'P1',
  facts: { medType: '21', purpose: 'general', beganOn: '2025-03-01' },
} as const

const line = (serial: string, batch?: string): FeeLine => ({
  serial,
  code: 'A1',
  quantity: '1',
  unitPrice: '10',
  amount: 1_000,
  ...(batch === undefined ? {} : { batch }),
})
const added = (...serials: string[]): VisitEvent => ({
  kind: 'visit-fees-added',
  lines: serials.map((serial) => line(serial)),
})

const of = { institution: 'H1', care: 'inpatient', personId: 'P1' } as const
const stay: readonly VisitEvent[] = [opened, added('1', '2')]
const settled: VisitEvent = { kind: 'visit-settled', claimId: 'C1' }
const limits = (mostLines = 10) => ({ mostLines, today: '2025-12-31' })

const serials = (events: readonly VisitEvent[]) => visitOf('V1', events)?.lines.map(({ serial }) => serial)

/** What a call makes of a visit: the event, or the code of the refusal. */
const call = (events: readonly VisitEvent[], decide: ChangeVisit): VisitEvent | string => {
  const decision = decide(visitOf('V1', events))
  return decision.status === 'accepted' ? decision.value : decision.refusal.code
}

describe('a visit', () => {
  it('is opened once', () => {
    expect(call([], openVisit(opened))).toEqual(opened)
    expect(call(stay, openVisit(opened))).toBe('claim.other-payload')
  })

  it('collects fee lines, each serial number once', () => {
    expect(serials([...stay, added('3')])).toEqual(['1', '2', '3'])
    expect(call(stay, addFees(of, [line('2')], limits()))).toBe('fee.serial-used')
    expect(call(stay, addFees(of, [line('3'), line('3')], limits()))).toBe('fee.serial-used')
    expect(call(stay, addFees(of, [line('3')], limits(2)))).toBe('claim.too-many-lines')
  })

  it('gives withdrawn lines up, and their serial numbers for use again', () => {
    const withdrawn = call(stay, withdrawFees(of, { which: 'lines', serials: ['1'] }))
    expect(withdrawn).toEqual({ kind: 'visit-fees-withdrawn', serials: ['1'] })
    const after = [...stay, withdrawn as VisitEvent]
    expect(serials(after)).toEqual(['2'])
    expect(call(after, addFees(of, [line('1')], limits()))).toMatchObject({ kind: 'visit-fees-added' })
  })

  it('withdraws a batch, or everything there is; what is not there is refused', () => {
    const mixed: readonly VisitEvent[] = [
      opened,
      { kind: 'visit-fees-added', lines: [line('1', 'B1'), line('2', 'B2')] },
    ]
    expect(call(mixed, withdrawFees(of, { which: 'batch', batch: 'B2' }))).toMatchObject({ serials: ['2'] })
    expect(call(mixed, withdrawFees(of, { which: 'all' }))).toMatchObject({ serials: ['1', '2'] })
    expect(call(mixed, withdrawFees(of, { which: 'lines', serials: ['1', '9'] }))).toBe('fee.unknown')
    expect(call([opened], withdrawFees(of, { which: 'all' }))).toBe('fee.unknown')
  })

  it('ends on the day of discharge, not before it began, and once', () => {
    const left = call(stay, discharge(of, '2025-03-09', { diagnosis: 'K29' })) as VisitEvent
    const after = [...stay, left]
    expect(visitOf('V1', after)).toMatchObject({ endedOn: '2025-03-09', facts: { diagnosis: 'K29' } })
    expect(call(after, discharge(of, '2025-03-10', {}))).toBe('visit.discharged')
    expect(call(stay, discharge(of, '2025-02-28', {}))).toBe('claim.bad-date')
    const back = [...after, call(after, withdrawDischarge(of)) as VisitEvent]
    expect(visitOf('V1', back)).not.toHaveProperty('endedOn')
    expect(call(back, withdrawDischarge(of))).toBe('visit.not-discharged')
  })

  it('may be described anew until it is settled', () => {
    const corrected = call(stay, describeVisit(of, { diagnosis: 'I10' })) as VisitEvent
    expect(visitOf('V1', [...stay, corrected])?.facts).toEqual({ ...opened.facts, diagnosis: 'I10' })
    expect(call([...stay, settled], describeVisit(of, { diagnosis: 'I10' }))).toBe('visit.settled')
  })

  it.each([
    ['of another institution', { ...of, institution: 'H2' }, 'visit.unknown'],
    ['of other care', { ...of, care: 'outpatient' as const }, 'visit.unknown'],
    ['of another person', { ...of, personId: 'P2' }, 'visit.other-person'],
  ])('is not the sender’s when it is %s', (_, other, code) => {
    expect(call(stay, cancelVisit(other))).toBe(code)
  })

  it('is cancelled when nothing is settled, and then takes nothing more', () => {
    const cancelled = [...stay, call(stay, cancelVisit(of)) as VisitEvent]
    expect(call(cancelled, addFees(of, [line('3')], limits()))).toBe('visit.cancelled')
    expect(call([...stay, settled], cancelVisit(of))).toBe('visit.settled')
    expect(call([], cancelVisit(of))).toBe('visit.unknown')
  })
})

describe('an event that is taken back', () => {
  const undone = (events: readonly VisitEvent[], event: number) => {
    const decision = undoEvent('V1', events, event)
    if (decision.status === 'refused') return decision.refusal.code
    return decision.value ? [...events, decision.value] : 'before'
  }

  it('counts as if it had never happened', () => {
    expect(serials(undone([...stay, added('3')], 2) as VisitEvent[])).toEqual(['3'])
    const withdrawn: VisitEvent = { kind: 'visit-fees-withdrawn', serials: ['1'] }
    expect(serials(undone([...stay, withdrawn], 3) as VisitEvent[])).toEqual(['1', '2'])
    const left: VisitEvent = { kind: 'visit-discharged', on: '2025-03-09', facts: {} }
    expect(visitOf('V1', undone([...stay, left], 3) as VisitEvent[])).not.toHaveProperty('endedOn')
  })

  it('is taken back once', () => {
    expect(undone(undone(stay, 2) as VisitEvent[], 2)).toBe('before')
  })

  it('leaves a cancelled visit when it was the registration', () => {
    expect(visitOf('V1', undone(stay, 1) as VisitEvent[])?.status).toBe('cancelled')
  })

  it('stays when the visit is settled', () => {
    expect(undone([...stay, settled], 2)).toBe('visit.settled')
  })

  it('stays when it was a withdrawal whose serial numbers are in use again', () => {
    const reused = [...stay, { kind: 'visit-fees-withdrawn', serials: ['1'] } as const, added('1')]
    expect(undone(reused, 3)).toBe('fee.serial-used')
  })
})

describe('the charging batches of a visit', () => {
  const outpatient = { ...of, care: 'outpatient' } as const
  const twoBatches: readonly VisitEvent[] = [
    { ...opened, care: 'outpatient' },
    { kind: 'visit-fees-added', lines: [line('1', 'B1'), line('2', 'B2'), line('3')] },
  ]
  const ofB1 = [...twoBatches, { kind: 'visit-settled', claimId: 'C1', batch: 'B1' } as const]
  const left = (events: readonly VisitEvent[], batch?: string) => {
    const visit = visitOf('V1', events)
    return visit && linesLeft(visit, batch).map(({ serial }) => serial)
  }

  it('are settled each on their own; without one, all that is left', () => {
    expect(left(twoBatches)).toEqual(['1', '2', '3'])
    expect([left(ofB1), left(ofB1, 'B1'), left(ofB1, 'B2')]).toEqual([['2', '3'], [], ['2']])
    expect(left([...ofB1, { kind: 'visit-settled', claimId: 'C2' }])).toEqual([])
  })

  it('are open again by themselves when their settlement is reversed', () => {
    const both = [...ofB1, { kind: 'visit-settled', claimId: 'C2', batch: 'B2' } as const]
    const reversed = [...both, { kind: 'visit-settlement-reversed', claimId: 'C1' } as const]
    expect(left(reversed)).toEqual(['1', '3'])
    expect(visitOf('V1', reversed)?.reversed).toEqual(['C1'])
  })

  it('take no line and lose none once they are settled; others do', () => {
    const add = (batch?: string) => call(ofB1, addFees(outpatient, [line('4', batch)], limits()))
    expect(add('B1')).toBe('visit.settled')
    expect([add('B2'), add()]).toMatchObject([{ kind: 'visit-fees-added' }, { kind: 'visit-fees-added' }])
    const withdraw = (withdrawal: Parameters<typeof withdrawFees>[1]) =>
      call(ofB1, withdrawFees(outpatient, withdrawal))
    expect(withdraw({ which: 'batch', batch: 'B1' })).toBe('visit.settled')
    expect(withdraw({ which: 'lines', serials: ['1'] })).toBe('visit.settled')
    expect(withdraw({ which: 'all' })).toMatchObject({ serials: ['2', '3'] })
    expect(call(ofB1, cancelVisit(outpatient))).toBe('visit.settled')
  })

  it('settled by lines of their own stand also for those collected that name no batch', () => {
    const own = [...twoBatches, { kind: 'visit-settled', claimId: 'C1', batch: 'B1', own: true } as const]
    expect(left(own)).toEqual(['2'])
  })
})

describe('the day of a fee line', () => {
  const on = (day: string) => ({ ...line(day), on: day })
  const left: VisitEvent = { kind: 'visit-discharged', on: '2025-03-09', facts: {} }

  it('lies in the visit: not before it began, not after it ended, not after today', () => {
    const days = ['2025-03-01', '2025-03-09', '2025-12-31']
    expect(call([opened], addFees(of, days.map(on), limits()))).toMatchObject({ kind: 'visit-fees-added' })
    expect(call([opened], addFees(of, [on('2025-02-28')], limits()))).toBe('fee.outside-visit')
    expect(call([opened], addFees(of, [on('2026-01-01')], limits()))).toBe('fee.outside-visit')
    expect(call([opened, left], addFees(of, [on('2025-03-10')], limits()))).toBe('fee.outside-visit')
  })

  it('is named with the visit’s days when it does not', () => {
    const visit = visitOf('V1', [opened, left])
    expect(
      addFees(of, [on('2025-03-01'), on('2025-03-10'), on('2025-02-01')], limits())(visit),
    ).toMatchObject({
      refusal: {
        field: 'lines.1.on',
        figures: { line: 2, on: '2025-03-10', from: '2025-03-01', to: '2025-03-09', outside: 2 },
      },
    })
  })
})
