import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import {
  decisionRecords,
  institutionRecords,
  registeredBy,
} from '../../../../services/settlement/institution/institution-items.ts'
import { institutionsAreByTwo } from '../../../../services/settlement/institution/invariants.ts'
import type {
  InstitutionDecisions,
  InstitutionProposal,
  ProposedTerms,
} from '../../../../services/settlement/institution/rules/change.ts'
import {
  approveChange,
  nothingDecided,
  proposeChange,
  rejectChange,
} from '../../../../services/settlement/institution/rules/change.ts'
import { institutionOn } from '../../../../services/settlement/institution/rules/institution.ts'
import { institutionChangesAreDecided } from '../../../../services/settlement/institution/waits.ts'

const code = 'H34010000001'
const licensed: ProposedTerms = {
  ...{ name: 'First Hospital', city: '340100', level: 2, category: 'general', from: '2020-01-01' },
  agreement: { from: '2020-01-01', to: null },
}
const proposal = (
  terms: Partial<ProposedTerms>,
  on = '2025-03-03',
  by = 'wang.fang',
): InstitutionProposal => ({
  ...{ proposalId: `IP-${on}-${by}`, why: 'certificate 17 of the health commission' },
  ...{ terms: { ...licensed, ...terms }, proposed: { by, on } },
})
const approval = ({ proposalId }: InstitutionProposal, on = '2025-03-04', by = 'li.na') => ({
  ...{ proposalId, by, on },
})

const held = (decision: ReturnType<typeof proposeChange>): InstitutionDecisions => {
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const whyNot = (decision: ReturnType<typeof proposeChange>): string | undefined =>
  decision.status === 'refused' ? decision.refusal.code : undefined

const first = proposal({})
const registered = held(approveChange(approval(first), held(proposeChange(first, nothingDecided(code)))))
const raised = proposal({ level: 3, from: '2025-07-01' }, '2025-06-01')

describe('what an institution is registered as', () => {
  it('is nothing until another person than proposed it approves', () => {
    const waiting = held(proposeChange(first, nothingDecided(code)))
    expect(registeredBy(waiting)).toBeUndefined()
    expect(whyNot(approveChange(approval(first, '2025-03-04', ' Wang.Fang'), waiting))).toBe(
      'institution.proposer-is-approver',
    )
    expect(registeredBy(registered)).toMatchObject({ code, level: 2 })
  })

  it('changes for days of service from the first of the change on, and for none before', () => {
    const changed = held(
      approveChange(approval(raised, '2025-06-30'), held(proposeChange(raised, registered))),
    )
    const institution = registeredBy(changed)
    if (!institution) throw new Error('not registered')
    const levelOn = (day: string) => institutionOn(institution, day).level
    expect([levelOn('2019-01-01'), levelOn('2025-06-30'), levelOn('2025-07-01')]).toEqual([2, 2, 3])
  })

  it('never changes for a day before it was approved, nor for that day', () => {
    const today = proposal({ level: 3, from: '2025-06-01' }, '2025-06-01')
    expect(whyNot(proposeChange(today, registered))).toBe('institution.backdated')
    const waiting = held(proposeChange(raised, registered))
    expect(whyNot(approveChange(approval(raised, '2025-07-01'), waiting))).toBe('institution.backdated')
    expect(whyNot(approveChange(approval(raised, '2025-06-30'), waiting))).toBeUndefined()
  })

  it('waits once at a time, is told where it holds already, and the same again changes nothing', () => {
    const waiting = held(proposeChange(raised, registered))
    expect(held(proposeChange(raised, waiting))).toBe(waiting)
    expect(whyNot(proposeChange(proposal({ level: 1, from: '2026-01-01' }, '2025-06-02'), waiting))).toBe(
      'institution.proposal-waits',
    )
    expect(whyNot(proposeChange(proposal({ from: '2025-09-01' }, '2025-08-01'), registered))).toBe(
      'institution.as-it-is',
    )
    const approved = held(approveChange(approval(raised), waiting))
    expect(held(approveChange(approval(raised), approved))).toBe(approved)
  })

  it('stays as it was where the proposal is rejected, which its maker may do', () => {
    const waiting = held(proposeChange(raised, registered))
    const rejected = held(
      rejectChange({ ...approval(raised, '2025-06-02', 'wang.fang'), reason: 'a slip' }, waiting),
    )
    expect(registeredBy(rejected)).toEqual(registeredBy(registered))
    expect(whyNot(approveChange(approval(raised), rejected))).toBe('institution.proposal-unknown')
  })

  it.each([
    ['Z1', {}],
    ['H34020000001', {}],
    ['H3401', {}],
    ['H34012300001', { city: '340123' }],
    ['P34010000001', {}],
    ['H34010000001', { category: 'pharmacy' }],
  ])('has a code that agreements take: not %s with %j', (bad, terms) => {
    expect(whyNot(proposeChange(proposal(terms), nothingDecided(bad)))).toBe('institution.bad-code')
  })

  it('may stand in another province, and a pharmacy has a code of its own', () => {
    const shanghai = proposal({ city: '310100' })
    expect(whyNot(proposeChange(shanghai, nothingDecided('H31010500001')))).toBeUndefined()
    const sells = proposal({ category: 'pharmacy' })
    expect(whyNot(proposeChange(sells, nothingDecided('P34010000001')))).toBeUndefined()
  })
})

it('a late repeat of a proposal or an approval that another took the place of changes nothing', () => {
  const later = held(approveChange(approval(raised, '2025-06-02'), held(proposeChange(raised, registered))))
  const earlier = proposal({ level: 1, from: '2025-06-15' }, '2025-06-03')
  const replaced = held(approveChange(approval(earlier, '2025-06-04'), held(proposeChange(earlier, later))))
  expect(replaced.approved.map(({ terms }) => terms.level)).toEqual([2, 1])
  expect(held(proposeChange(raised, replaced))).toBe(replaced)
  expect(held(approveChange(approval(raised, '2025-06-02'), replaced))).toBe(replaced)
})

describe('the invariant over institutions', () => {
  const faults = (
    decisions: InstitutionDecisions | undefined,
    stored = decisions && registeredBy(decisions),
  ) => {
    const { see, finish } = institutionsAreByTwo.start()
    if (decisions) see(decisionRecords.item({ ...decisions, version: 1 }) as object as RecordedItem)
    if (stored)
      see(institutionRecords.item({ ...stored, twoHanded: true, version: 1 }) as object as RecordedItem)
    return finish().violations.map(({ what }) => what)
  }
  const [only] = registered.approved
  if (!only) throw new Error('nothing approved')

  it('finds nothing where two officers decided', () => {
    expect(faults(registered)).toEqual([])
    expect(faults(held(proposeChange(raised, registered)))).toEqual([])
  })

  it('sees a level that one clerk changed, and an institution nobody decided on', () => {
    const other = ['it is registered otherwise than two officers decided']
    const stored = registeredBy(registered)
    if (!stored) throw new Error('not registered')
    expect(faults(registered, { ...stored, level: 1 })).toEqual(other)
    expect(faults(undefined, stored)).toEqual(other)
  })

  it('sees one hand in two names, a missing reason and a code of another place', () => {
    const by = { by: 'WANG.FANG', on: '2025-03-04' }
    expect(faults({ ...registered, approved: [{ ...only, approved: by }] })).toEqual([
      'it is registered by fewer than two officers',
    ])
    expect(
      faults({ ...registered, approved: [{ ...only, approved: { by: 'li.na', on: '2025-03-02' } }] }),
    ).toEqual(['it was approved before it was proposed'])
    expect(faults({ ...registered, approved: [{ ...only, why: '' }] })).toEqual([
      'nobody says why it is registered so',
    ])
    expect(faults({ ...registered, code: 'H34020000001' })).toEqual([
      'its code is none of an institution there',
    ])
  })

  it('sees a change that counts on days before it was approved', () => {
    const late = { ...raised, approved: { by: 'li.na', on: '2025-07-01' } }
    expect(faults({ ...registered, approved: [only, late] })).toEqual([
      'a change of it counts on days before it was approved',
    ])
  })
})

it('a proposal of an institution that nobody decides on is told of after the ten days of the policy', () => {
  const waits = [institutionChangesAreDecided(provincePolicy())]
  const waiting = { ...held(proposeChange(raised, registered)), version: 1 }
  const item = decisionRecords.item(waiting) as object as RecordedItem
  expect(overdueOf(item, waits, '2025-06-11')).toEqual([])
  expect(overdueOf(item, waits, '2025-06-12')).toMatchObject([
    { wait: 'settlement.institution-changes-are-decided', since: '2025-06-01', until: '2025-06-11' },
  ])
})
