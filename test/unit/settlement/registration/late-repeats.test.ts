import { expect, it } from 'vitest'
import { fileWith } from '../../../../services/settlement/registration/rules/file.ts'
import type { Proposal, Registered } from '../../../../services/settlement/registration/rules/registered.ts'
import {
  approve,
  nothingRegistered,
  propose,
} from '../../../../services/settlement/registration/rules/registered.ts'
import { registeredIn } from '../../../../services/settlement/registration/store.ts'

const disease = (code: string) => ({ code, from: '2025-01-01', to: null })
const proposal = (proposalId: string, ...codes: readonly string[]): Proposal => ({
  ...{ proposalId, city: '340100', why: 'certificate', proposed: { by: 'wang', on: '2025-03-01' } },
  registrations: { diseases: codes.map(disease), civilServant: false },
})
const held = (decision: ReturnType<typeof propose>): Registered => {
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const approval = (proposalId: string) => ({ proposalId, by: 'li', on: '2025-03-02' })
const registeredBy = (...proposals: readonly Proposal[]): Registered =>
  proposals.reduce(
    (before, each) => held(approve(approval(each.proposalId), held(propose(each, before)))),
    nothingRegistered,
  )

const [first, second] = [proposal('RP-1', 'M01600'), proposal('RP-2', 'M03900')]
const now = registeredBy(first, second)

it('a late repeat of an earlier proposal or its approval changes nothing, and is not refused', () => {
  expect(held(propose(first, now))).toBe(now)
  expect(held(approve(approval('RP-1'), now))).toBe(now)
  const { registrations: _, ...filing } = first
  const filed = {
    files: 'disease',
    code: 'M01600',
    from: '2025-01-01',
    to: null,
    why: 'certificate',
  } as const
  expect(held(fileWith(filed, filing, now))).toBe(now)
})

it('is known from the record too', () => {
  expect(registeredIn({ ...now, version: 2 })).toEqual(now)
  expect(now.approvedBefore).toEqual(['RP-1'])
})
