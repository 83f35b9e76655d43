import { describe, expect, it } from 'vitest'
import type { Transfer } from '../../../../services/enrollment/transfer/rules/transfer.ts'
import { decideTransfer, stateOf } from '../../../../services/enrollment/transfer/rules/transfer.ts'
import { insured, residentSpell } from '../given.ts'

const { from: _from, to: _to, broughtMonths: _months, ...resident } = residentSpell
const refusal = (code: string) => ({ status: 'refused', refusal: expect.objectContaining({ code }) })
const transfer: Transfer = {
  ...{ transferId: 'T1', version: 1, status: 'requested', from: '2025-07-01' },
  place: { ...resident, city: '340200' },
  requested: { subject: 'wang.wuhu', division: '340200', on: '2025-06-01' },
  deadlineOn: '2025-06-16',
  wanted: { personId: 'P1', city: '340100', turns: 0 },
}
const person = insured(residentSpell)
const by = (division: string, on: string, subject = `clerk-${division}`) => ({ subject, division, on })
const release = (hand: ReturnType<typeof by>) => ({ does: 'release', by: hand }) as const
const refuse = (hand: ReturnType<typeof by>) => ({ does: 'refuse', by: hand, reason: '在缴' }) as const

describe('a person whom another city asks for', () => {
  it('is released by another officer, of the covering city at any time', () => {
    for (const on of ['2025-06-02', '2025-06-20'])
      expect(decideTransfer(release(by('340100', on)), transfer, person)).toMatchObject({
        status: 'accepted',
        value: { status: 'released', decided: by('340100', on) },
      })
  })

  it('is not released by the hand that asked, in whatever letters its name comes', () => {
    const same = by('340100', '2025-06-02', ' Wang.Wuhu')
    expect(decideTransfer(release(same), transfer, person)).toEqual(refusal('transfer.same-person'))
    expect(decideTransfer(refuse(same), transfer, person)).toEqual(refusal('transfer.same-person'))
  })

  it('is released or refused by the province only after the deadline of 15 days', () => {
    const [within, after] = [by('340000', '2025-06-16'), by('340000', '2025-06-17')]
    expect(decideTransfer(release(within), transfer, person)).toEqual(refusal('transfer.too-early'))
    expect(decideTransfer(refuse(within), transfer, person)).toEqual(refusal('transfer.too-early'))
    expect(decideTransfer(release(after), transfer, person).status).toBe('accepted')
    expect(decideTransfer(refuse(after), transfer, person).status).toBe('accepted')
  })

  it('is refused with a reason by the covering city in time, and no more once its time is over', () => {
    expect(decideTransfer(refuse(by('340100', '2025-06-16')), transfer, person)).toMatchObject({
      value: { status: 'refused', reason: '在缴' },
    })
    expect(decideTransfer(refuse(by('340100', '2025-06-17')), transfer, person)).toEqual(
      refusal('transfer.expired'),
    )
  })

  it('is decided on once', () => {
    const refused = {
      ...transfer,
      status: 'refused',
      decided: by('340100', '2025-06-02'),
      reason: '在缴',
    } as const
    expect(decideTransfer(release(by('340100', '2025-06-03')), refused, person)).toEqual(
      refusal('transfer.decided'),
    )
  })

  it('is not released once their coverage has ended or gone elsewhere, though it is open again', () => {
    const closed = { ...residentSpell, to: '2025-06-05' }
    const gone = insured(closed, { status: 'ended', reason: 'emigration' } as never)
    const elsewhere = insured({ ...residentSpell, city: '340800' })
    const back = insured(closed, {
      spells: [
        { ...closed, endedBy: by('340100', '2025-06-05') },
        { ...residentSpell, from: '2025-06-10' },
      ],
    } as never)
    const revived = insured(residentSpell, { deaths: [{ report: 1, on: '2025-06-02', takenBackBy: 2 }] })
    for (const now of [gone, elsewhere, back, revived, undefined]) {
      expect(decideTransfer(release(by('340100', '2025-06-12')), transfer, now)).toEqual(
        refusal('transfer.lapsed'),
      )
      expect(stateOf(transfer, now, '2025-06-12')).toBe('lapsed')
    }
    expect(stateOf(transfer, person, '2025-06-16')).toBe('requested')
    expect(stateOf(transfer, person, '2025-06-17')).toBe('expired')
  })
})
