import { describe, expect, it } from 'vitest'
import type { EnrolPerson } from '../../../../services/enrollment/enrolment/rules/decide-enrolment.ts'
import { decideEnrolment } from '../../../../services/enrollment/enrolment/rules/decide-enrolment.ts'
import { employeeSpell, insured, residentSpell } from '../given.ts'

const { from: _from, to: _to, broughtMonths: _months, ...resident } = residentSpell
const enrol: EnrolPerson = {
  personId: 'P1',
  proof: 'id-card',
  sex: 'female',
  birthOn: '1980-05-20',
  place: resident,
  from: '2025-01-01',
  currentYear: 2025,
  by: { subject: 'Li', division: '340100' },
}
const refusal = (code: string) => ({ status: 'refused', refusal: expect.objectContaining({ code }) })
const ended = insured(residentSpell, {
  status: 'ended',
  reason: 'emigration',
  spells: [{ ...residentSpell, to: '2025-03-31' }],
} as never)

describe('enrolling', () => {
  it('opens the first coverage, with no aid category and no months paid elsewhere: one hand says neither', () => {
    const { broughtMonths: _, ...spell } = residentSpell
    expect(decideEnrolment(enrol, undefined)).toEqual({ status: 'accepted', value: insured(spell) })
  })

  it('changes nothing when the very same coverage was opened before, though it moved since', () => {
    const moved = insured(residentSpell, {
      spells: [
        { ...residentSpell, to: '2025-04-30' },
        { ...employeeSpell, from: '2025-05-01' },
      ],
    } as never)
    expect(decideEnrolment(enrol, moved)).toEqual({ status: 'accepted', value: moved })
  })

  it('is refused while another coverage is open, naming the covering city', () => {
    const elsewhere = { ...enrol, place: { ...resident, city: '340200' as const } }
    expect(decideEnrolment(elsewhere, insured(residentSpell))).toEqual({
      status: 'refused',
      refusal: expect.objectContaining({
        code: 'enrollment.already-covered',
        figures: { city: '340100', scheme: 'resident', from: '2025-01-01' },
      }),
    })
  })

  it('is refused on a day the earlier coverage still had', () => {
    expect(decideEnrolment({ ...enrol, from: '2025-03-31' }, ended)).toEqual(refusal('enrollment.overlap'))
    expect(decideEnrolment({ ...enrol, from: '2025-04-01' }, ended).status).toBe('accepted')
  })

  it('in another city is refused to the hand that ended the coverage before, and says whose hand opened it', () => {
    const by = { subject: 'Wang', division: '340000' }
    const closed = { ...residentSpell, to: '2025-03-31', endedBy: by }
    const gone = { ...ended, spells: [closed] } as typeof ended
    const elsewhere = { ...enrol, place: { ...resident, city: '340200' as const }, from: '2025-04-01' }
    expect(decideEnrolment({ ...elsewhere, by: { ...by, subject: ' wang' } }, gone)).toEqual(
      refusal('enrollment.same-person'),
    )
    expect(decideEnrolment(elsewhere, gone)).toMatchObject({
      status: 'accepted',
      value: { spells: [closed, { city: '340200', openedBy: enrol.by }] },
    })
    expect(decideEnrolment({ ...elsewhere, place: resident, by }, gone).status).toBe('accepted')
  })

  it('again leaves the aid category as civil affairs said it last', () => {
    const aids = [{ aid: 'monitored' as const, from: '2025-02-01' }]
    expect(decideEnrolment({ ...enrol, from: '2025-04-01' }, { ...ended, aids })).toMatchObject({
      status: 'accepted',
      value: { aids },
    })
    expect(decideEnrolment(enrol, insured(residentSpell, { aids }))).toEqual({
      status: 'accepted',
      value: insured(residentSpell, { aids }),
    })
  })

  it('is refused when scheme, employment and employer do not go together', () => {
    const place = (more: object) => ({ ...enrol, place: { ...resident, ...more } }) as EnrolPerson
    expect(decideEnrolment(place({ scheme: 'employee' }), undefined)).toEqual(
      refusal('enrollment.scheme-employment'),
    )
    expect(decideEnrolment(place({ employerId: 'E1' }), undefined)).toEqual(refusal('enrollment.employer'))
    expect(decideEnrolment(place({ scheme: 'employee', employment: 'employed' }), undefined)).toEqual(
      refusal('enrollment.employer'),
    )
  })
})
