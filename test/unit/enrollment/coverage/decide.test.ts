import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../services/enrollment/coverage/rules/commands.ts'
import { decide } from '../../../../services/enrollment/coverage/rules/decide.ts'
import { decideEnrolment } from '../../../../services/enrollment/enrolment/rules/decide-enrolment.ts'
import type { Insured } from '../../../../services/enrollment/person/rules/insured.ts'
import { reportsBehind } from '../../../../services/enrollment/person/rules/insured.ts'
import { employeeSpell, insured, monthPaid, residentSpell } from '../given.ts'

const { from: _from, to: _to, broughtMonths: _months, ...resident } = residentSpell
const refusal = (code: string) => ({ status: 'refused', refusal: expect.objectContaining({ code }) })
const by = { subject: 'Wang', division: '340100' }
const feed = { subject: 'police', division: '340000', feed: 'public-security' } as const
const ended = insured(residentSpell, {
  status: 'ended',
  reason: 'emigration',
  spells: [{ ...residentSpell, to: '2025-03-31', endedBy: feed }],
} as never)

describe('moving', () => {
  const { from: _f, to: _t, broughtMonths: _m, ...employee } = employeeSpell
  const move: Command = { type: 'move-coverage', place: employee, from: '2025-06-01' }

  it('ends the coverage on the day before and opens the next', () => {
    expect(decide(move, insured(residentSpell))).toEqual({
      status: 'accepted',
      value: insured(residentSpell, {
        spells: [
          { ...residentSpell, to: '2025-05-31' },
          { ...employee, from: '2025-06-01', to: null },
        ],
      } as never),
    })
  })

  it('is refused without an open coverage, on its first day, and to where the person is', () => {
    expect(decide(move, ended)).toEqual(refusal('enrollment.not-covered'))
    expect(decide({ ...move, from: '2025-01-01' }, insured(residentSpell))).toEqual(
      refusal('enrollment.move-too-early'),
    )
    expect(decide({ ...move, place: resident }, insured(residentSpell))).toEqual(
      refusal('enrollment.nothing-moves'),
    )
  })
})

describe('going to another city', () => {
  const place = { ...resident, city: '340200' as const }
  const move = { type: 'move-coverage', place, from: '2025-06-01' } as const

  it('takes a release, and says by which it went', () => {
    expect(decide(move, insured(residentSpell))).toEqual(refusal('enrollment.release-needed'))
    expect(decide({ ...move, transferId: 'T1' }, insured(residentSpell))).toEqual({
      status: 'accepted',
      value: insured(residentSpell, {
        spells: [
          { ...residentSpell, to: '2025-05-31' },
          { ...place, from: '2025-06-01', to: null, transferId: 'T1' },
        ],
      } as never),
    })
  })
})

describe('a death', () => {
  const died = { type: 'record-death', on: '2025-03-31', report: 1 } as const
  const dead = insured(residentSpell, {
    status: 'ended',
    reason: 'death',
    spells: [{ ...residentSpell, to: '2025-03-31' }],
    deaths: [{ report: 1, on: '2025-03-31' }],
  } as never)

  it('ends the coverage on its day, and remembers the report that two hands made', () => {
    expect(decide(died, insured(residentSpell))).toEqual({ status: 'accepted', value: dead })
    expect(decide({ ...died, on: '2024-12-31' }, insured(residentSpell))).toEqual(
      refusal('enrollment.end-too-early'),
    )
    expect(decide(died, dead)).toEqual(refusal('enrollment.deceased'))
  })

  const toEmployer = { ...employeeSpell, from: '2025-04-01', to: null, moveReport: 4 }
  const moved = insured(residentSpell, {
    spells: [{ ...residentSpell, to: '2025-03-31' }, toEmployer],
  } as never)

  it('before an employer moved them cuts and removes what is covered later, and keeps it as it stood', () => {
    const early = { ...died, on: '2025-03-10' }
    const then = decide(early, moved)
    expect(then).toEqual({
      status: 'accepted',
      value: insured(residentSpell, {
        status: 'ended',
        reason: 'death',
        spells: [{ ...residentSpell, to: '2025-03-10' }],
        deaths: [{ report: 1, on: '2025-03-10', cut: [{ ...residentSpell, to: '2025-03-31' }, toEmployer] }],
      } as never),
    })
    if (then.status === 'refused') throw new Error('refused')
    expect(reportsBehind(then.value)).toEqual([1, 4])
    expect(decide({ type: 'take-death-back', report: 2 }, then.value)).toMatchObject({
      value: { status: 'covered', spells: moved.spells },
    })
  })

  it('of somebody who had left is recorded, and they cannot be covered again', () => {
    const late = { ...died, on: '2025-06-10' }
    const then = decide(late, ended)
    expect(then).toEqual({
      status: 'accepted',
      value: { ...ended, reason: 'death', deaths: [{ report: 1, on: '2025-06-10', endedFor: 'emigration' }] },
    })
    if (then.status === 'refused') throw new Error('refused')
    const again = {
      ...{ personId: 'P1', sex: 'female' as const, birthOn: '1980-05-20', place: resident },
      ...{ from: '2025-09-01', currentYear: 2025, by, proof: 'id-card' as const },
    }
    expect(decideEnrolment(again, then.value)).toEqual(refusal('enrollment.deceased'))
    expect(decide({ type: 'take-death-back', report: 2 }, then.value)).toEqual({
      status: 'accepted',
      value: { ...ended, deaths: [{ report: 1, on: '2025-06-10', endedFor: 'emigration', takenBackBy: 2 }] },
    })
  })

  it('before somebody left cuts the coverage, and taken back leaves it as it was ended', () => {
    const then = decide({ ...died, on: '2025-02-10' }, ended)
    expect(then).toMatchObject({ value: { spells: [{ ...residentSpell, to: '2025-02-10' }] } })
    if (then.status === 'refused') throw new Error('refused')
    expect(decide({ type: 'take-death-back', report: 2 }, then.value)).toMatchObject({
      value: { status: 'ended', reason: 'emigration', spells: ended.spells },
    })
  })

  it('that is taken back leaves the coverage open as if it never ended', () => {
    expect(decide({ type: 'take-death-back', report: 2 }, dead)).toEqual({
      status: 'accepted',
      value: insured(residentSpell, { deaths: [{ report: 1, on: '2025-03-31', takenBackBy: 2 }] }),
    })
    expect(decide({ type: 'take-death-back', report: 2 }, ended)).toEqual(refusal('death.not-recorded'))
  })
})

describe('coming back from service or prison', () => {
  const leave = { type: 'end-coverage', on: '2025-03-31', reason: 'military-service', by: feed } as const
  const back = { type: 'record-return', on: '2027-03-10', report: 7 } as const
  const serving = decide(leave, insured(residentSpell))
  const dies = { type: 'record-death', on: '2025-02-10', report: 1 } as const

  it('is recorded with its report on the spell after which coverage rests', () => {
    if (serving.status === 'refused') throw new Error('refused')
    const then = decide(back, serving.value)
    expect(then).toMatchObject({
      value: {
        status: 'ended',
        spells: [{ to: '2025-03-31', rests: 'military-service', returned: { on: '2027-03-10', report: 7 } }],
      },
    })
    if (then.status === 'refused') throw new Error('refused')
    expect(reportsBehind(then.value)).toEqual([7])
    expect(decide({ ...back, on: '2025-03-31' }, serving.value)).toEqual(
      refusal('enrollment.return-too-early'),
    )
    expect(decide(back, ended)).toEqual(refusal('enrollment.nothing-rests'))
  })

  it('told again with another day holds from that, and both reports did something', () => {
    if (serving.status === 'refused') throw new Error('refused')
    const then = decide(back, serving.value)
    if (then.status === 'refused') throw new Error('refused')
    const again = decide({ ...back, on: '2027-03-08', report: 8 }, then.value)
    if (again.status === 'refused') throw new Error('refused')
    expect(again.value.spells[0].returned).toEqual({ on: '2027-03-08', report: 8, before: [7] })
    expect(reportsBehind(again.value)).toEqual([8, 7])
  })

  it('is told of nobody after their death, which is taken back first; nothing of a return is lost with it', () => {
    if (serving.status === 'refused') throw new Error('refused')
    // The day of the death is before they left: it cuts the coverage that rests.
    const then = decide(dies, serving.value)
    if (then.status === 'refused') throw new Error('refused')
    expect(decide(back, then.value)).toEqual(refusal('enrollment.deceased'))
    const later = decide({ ...dies, on: '2027-04-01' }, serving.value)
    if (later.status === 'refused') throw new Error('refused')
    const returned = decide(back, later.value)
    if (returned.status === 'refused') throw new Error('refused')
    const alive = decide({ type: 'take-death-back', report: 9 }, returned.value)
    expect(alive).toMatchObject({ value: { spells: [{ returned: { on: '2027-03-10', report: 7 } }] } })
  })
})

describe('ending', () => {
  const end = { type: 'end-coverage', on: '2025-03-31', reason: 'emigration', by: feed } as const

  it('closes the coverage on its last day, once', () => {
    expect(decide(end, insured(residentSpell))).toEqual({ status: 'accepted', value: ended })
    expect(decide(end, ended)).toEqual({ status: 'accepted', value: ended })
  })

  it('as an officer reported it names the report and both hands, and is done by it or not at all', () => {
    const report = { number: 1, approvedBy: { subject: 'second', division: '340100' } }
    const reported = { ...end, by, report }
    expect(decide(reported, insured(residentSpell))).toMatchObject({
      value: { status: 'ended', spells: [{ to: '2025-03-31', endedBy: by, endReport: report }] },
    })
    expect(decide(reported, ended)).toEqual(refusal('enrollment.not-covered'))
  })

  it('is refused before the coverage began and after it ended otherwise', () => {
    expect(decide({ ...end, on: '2024-12-31' }, insured(residentSpell))).toEqual(
      refusal('enrollment.end-too-early'),
    )
    expect(decide({ ...end, reason: 'other' }, ended)).toEqual(refusal('enrollment.not-covered'))
  })
})

describe('the aid category', () => {
  const person = insured(residentSpell, { aids: [{ aid: 'monitored', from: '2025-03-01' }] })
  const change = (aid: 'monitored' | 'none', from: string): Command => ({ type: 'change-aid', aid, from })

  it('holds from its day on', () => {
    expect(decide(change('none', '2025-06-01'), person)).toMatchObject({
      value: {
        aids: [
          { aid: 'monitored', from: '2025-03-01' },
          { aid: 'none', from: '2025-06-01' },
        ],
      },
    })
  })

  it('changes nothing when it is the same, and cannot begin before the one set last', () => {
    expect(decide(change('monitored', '2025-06-01'), person)).toEqual({ status: 'accepted', value: person })
    expect(decide(change('none', '2025-03-01'), person)).toEqual(refusal('enrollment.aid-too-early'))
  })
})

describe('the aid category of someone whose coverage ended', () => {
  it('is set for any day: whoever is covered again has the one that civil affairs said last', () => {
    const aid = (from: string): Command => ({ type: 'change-aid', aid: 'monitored', from })
    expect(decide(aid('2025-03-31'), ended)).toMatchObject({ status: 'accepted' })
    expect(decide(aid('2025-04-01'), ended)).toMatchObject({
      status: 'accepted',
      value: { aids: [{ aid: 'monitored', from: '2025-04-01' }] },
    })
  })
})

describe('months paid elsewhere', () => {
  it('belong to the spell with which the coverage began, and not to what it was moved to', () => {
    const moved = insured(employeeSpell, {
      spells: [
        { ...employeeSpell, from: '2024-01-01', to: '2024-06-30' },
        { ...employeeSpell, from: '2025-01-01', to: '2025-04-30' },
        { ...employeeSpell, employerId: 'E2', from: '2025-05-01' },
      ],
    } as never)
    expect(decide({ type: 'prove-months', months: 120, report: 3 }, moved)).toMatchObject({
      value: {
        spells: [
          { from: '2024-01-01' },
          { from: '2025-01-01', proven: [{ months: 120, report: 3 }] },
          { from: '2025-05-01' },
        ],
      },
    })
    expect(decide({ type: 'prove-months', months: 120, report: 3 }, ended)).toEqual(
      refusal('enrollment.not-covered'),
    )
  })
})

describe('a paid bill', () => {
  it('is noted once', () => {
    const bill = monthPaid('2025-01')
    const person = insured(employeeSpell, { paidBills: [bill] })
    const again = decide({ type: 'record-paid-bill', bill: { ...bill, paidOn: '2025-02-01' } }, person)
    expect(again.status === 'accepted' && again.value).toBe(person)
  })
})

describe('a bill that was refunded', () => {
  const bill = monthPaid('2025-01')
  const paid = insured(employeeSpell, { paidBills: [bill] })
  const short = {
    type: 'withdraw-paid-bill',
    bill: { billId: bill.billId, paidOn: '2025-02-01', turn: 2 },
  } as const
  const next = (command: Parameters<typeof decide>[0], person: Parameters<typeof decide>[1]) => {
    const decision = decide(command, person)
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    return decision.value
  }

  it('is paid no longer, and an older turn of it that comes late changes nothing', () => {
    const withdrawn = next(short, paid)
    expect(withdrawn).toMatchObject({ paidBills: [], shortBills: [{ billId: bill.billId, turn: 2 }] })
    expect(next({ type: 'record-paid-bill', bill }, withdrawn)).toBe(withdrawn)
    expect(next(short, withdrawn)).toBe(withdrawn)
  })

  it('and told of before its payment is never paid by that', () => {
    const first = next(short, insured(employeeSpell))
    expect(next({ type: 'record-paid-bill', bill }, first)).toMatchObject({ paidBills: [] })
  })

  it('is paid again by its next turn', () => {
    const again = { ...bill, paidOn: '2025-02-20', turn: 3 }
    const person = next({ type: 'record-paid-bill', bill: again }, next(short, paid))
    expect(person).toMatchObject({ paidBills: [again] })
    expect(person).not.toHaveProperty('shortBills')
    expect(next(short, person)).toBe(person)
  })
})

describe('the unit that a person belongs to', () => {
  const unit = { code: '340102001001', since: '2025-03-01' }
  const placed = insured(residentSpell, { unit })
  const to = (code: string): Command => ({ type: 'place-in-unit', unit: code, on: '2025-04-01' })

  it('is another from the day on which it was told, and the same where nothing changes', () => {
    expect(decide(to('340104001'), placed)).toMatchObject({
      value: { unit: { code: '340104001', since: '2025-04-01' } },
    })
    const again = decide(to(unit.code), placed)
    expect(again.status === 'accepted' && again.value).toBe(placed)
  })

  it('lies in the covering city, and the dead and whoever turned out to be another have none to be told', () => {
    expect(decide(to('340202001'), placed)).toEqual(refusal('division.other-city'))
    const dead = insured(residentSpell, { unit, status: 'ended', reason: 'death' } as never)
    expect(decide(to('340104001'), dead)).toEqual(refusal('enrollment.deceased'))
    const another = insured(residentSpell, { sameAs: { personId: 'P2', likenessId: 'L1' } })
    expect(decide(to('340104001'), another)).toEqual(refusal('enrollment.is-another'))
  })

  it('stays with a move inside the city, and is left behind with one to another', () => {
    const flexible = { scheme: 'employee', city: '340100', employment: 'flexible' } as const
    const inside: Command = { type: 'move-coverage', place: flexible, from: '2025-06-01' }
    expect(decide(inside, placed)).toMatchObject({ value: { unit } })
    const place = { ...flexible, city: '340200' as const }
    const away = decide({ type: 'move-coverage', place, from: '2025-06-01', transferId: 'T1' }, placed)
    expect(away.status === 'accepted' && away.value).not.toHaveProperty('unit')
  })
})

describe('a difference to a bill', () => {
  const difference = { billId: 'D-P1-2025-1', of: 'R-P1-2025', dueOn: '2025-05-31', turn: 1 }
  const note = (noted: object, person: Insured) => {
    const decision = decide({ type: 'note-difference', difference: noted as never }, person)
    return decision.status === 'accepted' ? decision.value : undefined
  }

  it('is noted as its highest turn has it, in whatever order the turns come', () => {
    const paid = { ...difference, turn: 2, paidOn: '2025-05-20' }
    const open = note(difference, insured(residentSpell))
    expect(open?.differences).toEqual([difference])
    const after = note(paid, open as Insured)
    expect(after?.differences).toEqual([paid])
    expect(note(difference, after as Insured)).toBe(after)
    expect(note(paid, after as Insured)).toBe(after)
  })
})
