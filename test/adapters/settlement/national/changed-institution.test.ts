import { afterAll, beforeAll, expect, it } from 'vitest'
import { decideInstitution } from '../../../../services/settlement/institution/decide-institution.ts'
import type {
  InstitutionDecisions,
  ProposedTerms,
} from '../../../../services/settlement/institution/rules/change.ts'
import { approveChange, proposeChange } from '../../../../services/settlement/institution/rules/change.ts'
import { violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { hospital, openCounter } from './counter.ts'

let counter: Counter

const on = '2024-12-31'
/** From 2025 on of another level and name, and suspended from June. */
const terms: ProposedTerms = {
  ...{ name: 'Second-Level Hospital', city: '340100', level: 2, category: 'general', from: '2025-01-01' },
  agreement: { from: '2020-01-01', to: null, suspended: [{ from: '2025-06-01', to: null }] },
}

beforeAll(async () => {
  counter = await openCounter(1)
  const proposal = { proposalId: 'IP-change', why: 'licensed anew', terms, proposed: { by: 'maker', on } }
  for (const decide of [
    (held: InstitutionDecisions) => proposeChange(proposal, held),
    (held: InstitutionDecisions) => approveChange({ proposalId: 'IP-change', by: 'checker', on }, held),
  ]) {
    const decision = await decideInstitution(hospital, decide, counter.effects)
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
  }
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const admitted = async (begntime: string) => {
  const mdtrtinfo = { psn_no: 'P1', begntime: `${begntime} 08:00:00`, med_type: '21' }
  return (await counter.send('2401', `A-${begntime}`, { mdtrtinfo })).code
}

it('an institution is told, and its visits are taken, as it is registered for the day', async () => {
  const { output } = await counter.send('1201', 'Q1', { medinsinfo: { fixmedins_code: hospital } })
  expect(output.medinsinfo).toMatchObject([{ fixmedins_name: terms.name, hosp_lv: '2' }])
  // The institution is asked first: of the person nothing is known in the year before.
  expect(await admitted('2024-07-01')).toBe('person.unknown')
  expect(await admitted('2025-07-01')).toBe('institution.suspended')
})
