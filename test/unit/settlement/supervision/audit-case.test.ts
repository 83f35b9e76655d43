import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AuditCase } from '../../../../services/settlement/supervision/rules/audit-case.ts'
import { openCase } from '../../../../services/settlement/supervision/rules/audit-case.ts'
import type { CaseCommand } from '../../../../services/settlement/supervision/rules/decide-case.ts'
import { decideCase, evolveCase } from '../../../../services/settlement/supervision/rules/decide-case.ts'
import type { PaidClaim } from '../../../../services/settlement/supervision/rules/recovery.ts'
import {
  addFunds,
  divideRecovery,
  excessOf,
  fundNames,
  recoverable,
  takenAgain,
} from '../../../../services/settlement/supervision/rules/recovery.ts'

const opened = openCase({
  caseId: 'H1.abc',
  institution: 'H1',
  city: '340100',
  claims: ['C1'],
  openedOn: '2025-03-09',
  cause: { by: 'hand', opener: 'anna', reason: 'a tip' },
})

/** 7,290 yuan from the pool and 500 of medical aid, of which nothing came back yet. */
const paidClaim: PaidClaim = {
  claimId: 'C1',
  city: '340100',
  scheme: 'employee',
  institution: 'H1',
  care: 'inpatient',
  purpose: 'general',
  settledOn: '2025-03-08',
  year: 2025,
  paid: { basic: 729_000, seriousIllness: 0, medicalAid: 50_000, supplement: 0 },
  recovered: addFunds(),
}

type Confirm = Extract<CaseCommand, { does: 'confirm' }>
const confirm = (changed: Partial<Confirm> = {}): Confirm => ({
  does: 'confirm',
  by: 'chen',
  on: '2025-04-02',
  amount: 100_000,
  reason: 'never lay in the hospital',
  recoveryId: 'RC-1',
  claims: [paidClaim],
  ...changed,
})

const carriedOut = (state: AuditCase, ...commands: CaseCommand[]): AuditCase =>
  commands.reduce((current, command) => {
    const decision = decideCase(command, current)
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    return evolveCase(current, decision.value)
  }, state)

/** What bo finds: a thousand yuan to be taken back. */
const found = {
  does: 'find',
  as: 'recover',
  by: 'bo',
  on: '2025-03-20',
  ...{ amount: 100_000, reason: 'never lay in the hospital' },
} as const
const lookedInto = carriedOut(opened, { does: 'assign', assignee: 'bo', on: '2025-03-20' })
const assigned = carriedOut(lookedInto, found)
/** The same case with another amount found. */
const foundOf = (amount: number): AuditCase => carriedOut(lookedInto, { ...found, amount })
const refusalOf = (command: CaseCommand, state = assigned) => {
  const decision = decideCase(command, state)
  return decision.status === 'refused' ? decision.refusal.code : undefined
}

describe('a case', () => {
  it('is looked into by one, confirmed by another, and orders the money back by fund', () => {
    const decision = decideCase(confirm(), assigned)
    if (decision.status === 'refused' || decision.value.kind !== 'case-confirmed') throw new Error('refused')
    // 1,000 yuan over 7,290 and 500: 93,581.51 and 6,418.49 fen.
    expect(decision.value.recovery).toEqual({
      ...{ recoveryId: 'RC-1', caseId: 'H1.abc', city: '340100', scheme: 'employee', institution: 'H1' },
      orderedOn: '2025-04-02',
      parts: [
        {
          ...{ claimId: 'C1', care: 'inpatient', year: 2025 },
          ...{ basic: 93_582, seriousIllness: 0, medicalAid: 6_418, supplement: 0 },
        },
      ],
    })
    expect(evolveCase(assigned, decision.value).standing).toEqual({
      ...{ status: 'confirmed', assignee: 'bo', confirmedBy: 'chen', confirmedOn: '2025-04-02' },
      ...{ reason: 'never lay in the hospital', amount: 100_000, recoveryId: 'RC-1' },
      found: { by: 'bo', on: '2025-03-20', claims: ['C1'] },
    })
  })

  it('is recovered when the ledger has it', () => {
    const done = evolveCase(carriedOut(assigned, confirm()), { kind: 'case-recovered', bookedIn: '2025-04' })
    expect(done.standing).toMatchObject({ status: 'recovered', bookedIn: '2025-04', amount: 100_000 })
  })

  it('is not dated before it was opened, nor confirmed before it was looked into or its claims were settled', () => {
    expect(refusalOf({ does: 'assign', assignee: 'bo', on: '2025-03-08' }, opened)).toBe(
      'case.before-its-time',
    )
    expect(refusalOf(confirm({ on: '2024-06-01' }))).toBe('case.before-its-time')
    expect(refusalOf(confirm({ on: '2025-03-19' }))).toBe('case.before-its-time')
    const settledLater = { ...paidClaim, settledOn: '2025-04-03' }
    expect(refusalOf(confirm({ on: '2025-04-02', claims: [settledLater] }))).toBe('case.before-its-time')
  })

  it('is closed as a false alarm with its reason, before or while someone looks into it, by two officers', () => {
    const dismiss = { does: 'dismiss', by: 'chen', on: '2025-04-01', reason: 'a transfer' } as const
    const falseAlarm = { ...dismiss, does: 'find', as: 'dismiss', by: 'bo' } as const
    for (const state of [opened, assigned]) {
      expect(refusalOf(dismiss, state)).toBe('case.not-found-so')
      const waiting = carriedOut(state, falseAlarm)
      expect(refusalOf({ ...dismiss, by: ' BO' }, waiting)).toBe('case.same-person')
      expect(refusalOf({ ...dismiss, on: '2025-03-31' }, waiting)).toBe('case.before-its-time')
      expect(refusalOf(confirm(), waiting)).toBe(state === opened ? 'case.not-assigned' : 'case.not-found-so')
      expect(carriedOut(waiting, dismiss).standing).toEqual({
        ...{ status: 'dismissed', dismissedBy: 'chen', dismissedOn: '2025-04-01', reason: 'a transfer' },
        found: { by: 'bo', on: '2025-04-01' },
      })
    }
  })

  it('is confirmed with what another officer found, no fen more or less, and of those claims', () => {
    expect(refusalOf(found, opened)).toBe('case.not-assigned')
    expect(refusalOf(confirm(), lookedInto)).toBe('case.not-found-so')
    expect(refusalOf(confirm({ amount: 100_001 }))).toBe('case.found-otherwise')
    const others = carriedOut(lookedInto, { ...found, claims: ['C1', 'C2'] })
    expect(refusalOf(confirm(), others)).toBe('case.found-otherwise')
    // Whoever finds looked into it too, and a later finding takes the place of the one before.
    const later = carriedOut(others, { ...found, by: 'chen', amount: 5 })
    expect(refusalOf(confirm({ amount: 5 }), later)).toBe('case.same-person')
  })

  it('of a whole month is found with its claims: who confirms does not choose them alone', () => {
    const ofMonth: AuditCase = { ...lookedInto, claims: [], month: '2025-03' }
    expect(refusalOf(found, ofMonth)).toBe('case.no-claim')
    expect(refusalOf({ ...found, claims: [] }, ofMonth)).toBe('case.no-claim')
    const named = carriedOut(ofMonth, { ...found, claims: ['C2'] })
    expect(refusalOf(confirm(), named)).toBe('case.found-otherwise')
    const ended = carriedOut(ofMonth, { ...found, claims: ['C1'] }, confirm())
    expect(ended.standing).toMatchObject({ found: { by: 'bo', on: '2025-03-20', claims: ['C1'] } })
  })

  it('holds what the institution says, as long as it is not decided', () => {
    const contest = { does: 'contest', author: 'H1', on: '2025-03-21', text: 'he was here' } as const
    const contested = carriedOut(assigned, contest)
    expect(contested.comments).toEqual([{ author: 'H1', on: '2025-03-21', text: 'he was here' }])
    expect(refusalOf(contest, carriedOut(contested, confirm()))).toBe('case.closed')
    // Whoever spoke for the hospital is no officer of its case, whatever token they hold.
    const spoken = carriedOut(assigned, { ...contest, speaker: 'wang' })
    const wang = 'case.spoke-for-institution'
    expect(refusalOf({ does: 'dismiss', by: 'Wang', on: '2025-04-01', reason: 'false' }, spoken)).toBe(wang)
    expect(refusalOf({ does: 'assign', assignee: 'wang', on: '2025-04-01' }, spoken)).toBe(wang)
    expect(refusalOf(confirm({ by: 'wang' }), spoken)).toBe(wang)
    const full = { ...assigned, comments: Array.from({ length: 20 }, () => contest) }
    expect(refusalOf(contest, full)).toBe('case.too-many-comments')
  })

  it.each([
    ['nobody looked into it', confirm(), opened, 'case.not-assigned'],
    ['who looked into it confirms it', confirm({ by: 'bo' }), assigned, 'case.same-person'],
    [
      'who handed it on confirms it',
      confirm({ by: 'bo' }),
      carriedOut(assigned, { does: 'assign', assignee: 'eve', on: '2025-03-22' }),
      'case.same-person',
    ],
    ['who opened it confirms it', confirm({ by: 'anna' }), assigned, 'case.same-person'],
    ['no claim is named', confirm({ claims: [] }), assigned, 'case.no-claim'],
    [
      'a claim is another institution’s',
      confirm({ claims: [paidClaim, { ...paidClaim, claimId: 'C2', institution: 'H2' }] }),
      carriedOut(lookedInto, { ...found, claims: ['C1', 'C2'] }),
      'case.other-claim',
    ],
    [
      'the claims are of two funds',
      confirm({ claims: [paidClaim, { ...paidClaim, claimId: 'C2', scheme: 'resident' }] }),
      carriedOut(lookedInto, { ...found, claims: ['C1', 'C2'] }),
      'case.other-claim',
    ],
    ['a fen more is asked than was paid', confirm({ amount: 779_001 }), foundOf(779_001), 'case.above-paid'],
    ['nothing is asked', confirm({ amount: 0 }), foundOf(0), 'case.above-paid'],
    [
      'another case took it back before',
      confirm({
        claims: [{ ...paidClaim, recovered: { ...paidClaim.paid, basic: 700_000 } }],
        amount: 29_001,
      }),
      foundOf(29_001),
      'case.above-paid',
    ],
    [
      'the claim was reversed: the funds pay nothing',
      confirm({ claims: [{ ...paidClaim, paid: addFunds() }] }),
      assigned,
      'case.above-paid',
    ],
  ])('is not confirmed when %s', (_, command, state, code) => {
    expect(refusalOf(command, state)).toBe(code)
  })

  it('is decided once', () => {
    const decided = carriedOut(assigned, confirm())
    expect(refusalOf(confirm(), decided)).toBe('case.closed')
    expect(refusalOf({ does: 'assign', assignee: 'x', on: '2025-05-01' }, decided)).toBe('case.closed')
  })
})

describe('money taken back', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000_000 })
  const funds = fc.record({ basic: amount, seriousIllness: amount, medicalAid: amount, supplement: amount })
  const claims = fc
    .array(fc.record({ paid: funds, recovered: funds }), { minLength: 1, maxLength: 20 })
    .map((all) => all.map((each, index) => ({ ...paidClaim, ...each, claimId: `C${index}` })))

  it('is divided to the fen, and no fund of any claim gets back more than it paid', () => {
    fc.assert(
      fc.property(claims, fc.double({ min: 0, max: 1, noNaN: true }), (each, share) => {
        const room = recoverable(each)
        const wanted = Math.floor(room * share)
        fc.pre(wanted > 0)
        const parts = divideRecovery(wanted, each)
        const taken = parts.flatMap((part) => fundNames.map((name) => part[name]))
        expect(taken.reduce((sum, part) => sum + part, 0)).toBe(wanted)
        for (const part of parts) {
          const claim = each.find(({ claimId }) => claimId === part.claimId)
          for (const name of fundNames) {
            expect(part[name]).toBeGreaterThanOrEqual(0)
            if (part[name] > 0)
              expect(part[name] + (claim?.recovered[name] ?? 0)).toBeLessThanOrEqual(claim?.paid[name] ?? 0)
          }
        }
      }),
    )
  })

  it('is given back where a reversal leaves nothing paid, and where a correction leaves less', () => {
    const recovered = { basic: 93_582, seriousIllness: 0, medicalAid: 6_418, supplement: 0 }
    expect(excessOf({ ...paidClaim, paid: addFunds(), recovered })).toMatchObject({
      ...{ basic: -93_582, medicalAid: -6_418 },
    })
    const corrected = { ...paidClaim.paid, basic: 90_000 }
    expect(excessOf({ ...paidClaim, paid: corrected, recovered })).toMatchObject({
      basic: -3_582,
      medicalAid: 0,
    })
    expect(excessOf({ ...paidClaim, recovered })).toBeUndefined()
  })

  it('is taken again where the claim stands again, as far as the funds pay it now', () => {
    const ordered = { basic: 93_582, seriousIllness: 0, medicalAid: 6_418, supplement: 0 }
    expect(takenAgain({ ...paidClaim, recovered: addFunds() }, ordered)).toMatchObject(ordered)
    expect(takenAgain({ ...paidClaim, recovered: ordered }, ordered)).toBeUndefined()
    expect(takenAgain({ ...paidClaim, paid: addFunds(), recovered: addFunds() }, ordered)).toBeUndefined()
    const corrected = { ...paidClaim.paid, basic: 90_000 }
    expect(takenAgain({ ...paidClaim, paid: corrected, recovered: addFunds() }, ordered)).toMatchObject({
      ...{ basic: 90_000, medicalAid: 6_418 },
    })
  })
})
