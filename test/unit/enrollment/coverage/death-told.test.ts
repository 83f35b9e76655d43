import { expect, it } from 'vitest'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import type { Command } from '../../../../services/enrollment/coverage/rules/commands.ts'
import { decide } from '../../../../services/enrollment/coverage/rules/decide.ts'
import { nextRecord } from '../../../../services/enrollment/coverage/rules/person-record.ts'
import { coverages } from '../../../../services/enrollment/coverage/store.ts'
import { toEvents } from '../../../../services/enrollment/outbox.ts'
import type { Insured } from '../../../../services/enrollment/person/rules/insured.ts'
import { employeeSpell, insured, rules } from '../given.ts'

const { employerId: _, ...withoutEmployer } = employeeSpell
const retired = insured({ ...withoutEmployer, employment: 'retired', broughtMonths: 300 })

const after = (command: Command, of: Insured): Insured => {
  const decision = decide(command, of)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}

/** What settlement is told of somebody’s year: until when they are entitled, and on which day they died. */
const told = (of: Insured) => {
  const record = nextRecord(undefined, of, { rules, on: '2025-05-20' })
  const item = { pk: 'P', sk: 'P', kind: coverages.kind, ...record, version: 1 }
  return toEvents([{ sequence: '1', item: item as never }])
    .filter(({ contract }) => contract === entitlementsChanged)
    .flatMap(({ event }) => entitlementsChanged.schema.parse(event).data.persons)
    .map(({ spells, diedOn }) => [spells.at(-1)?.to, diedOn])
}

it('a death is told with the days that it leaves, as long as it stands', () => {
  const dead = after({ type: 'record-death', on: '2025-03-10', report: 1 }, retired)
  expect(told(retired)).toEqual([['2025-12-31', undefined]])
  expect(told(dead)).toEqual([['2025-03-10', '2025-03-10']])
  expect(told(after({ type: 'take-death-back', report: 2 }, dead))).toEqual([['2025-12-31', undefined]])
})
