import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CoveredPerson } from '../../../../services/contribution/coverage/rules/coverage.ts'
import {
  afterTold,
  isResidentIn,
  spellsOf,
} from '../../../../services/contribution/coverage/rules/coverage.ts'
import { person } from '../given.ts'

const told = (version: number, employerId: string, from: string, to: string | null = null) =>
  person('P1', { version, employerId, from, to })
const known = (...all: CoveredPerson[]) =>
  all.reduce<CoveredPerson | undefined>(afterTold, undefined) as CoveredPerson
const shown = (known: CoveredPerson) =>
  spellsOf(known).map(({ employerId, from, to }) => [employerId, from, to])

/** At E1 from January, E2 from March, at E3 from 10 June until the end of August. */
const life = [
  told(1, 'E1', '2025-01-01'),
  told(2, 'E2', '2025-03-01'),
  told(3, 'E3', '2025-06-10'),
  told(4, 'E3', '2025-06-10', '2025-08-31'),
]
const spells = [
  ['E1', '2025-01-01', '2025-02-28'],
  ['E2', '2025-03-01', '2025-06-09'],
  ['E3', '2025-06-10', '2025-08-31'],
]

describe('a coverage', () => {
  it('keeps the spells before it, each until the next began', () => {
    expect(shown(known(...life))).toEqual(spells)
  })

  it('is the same in whatever order, and however often, it is told', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray([...life, ...life], { minLength: 8, maxLength: 8 }), (order) => {
        expect(shown(known(...order))).toEqual(spells)
      }),
    ))

  it('that begins earlier than was thought has nothing before it', () => {
    expect(shown(known(told(1, 'E1', '2025-03-01'), told(2, 'E2', '2025-02-01')))).toEqual([
      ['E2', '2025-02-01', null],
    ])
  })

  it('that is told again is the very same', () => {
    const latest = known(...life)
    for (const each of life) expect(afterTold(latest, each)).toBe(latest)
  })

  it('keeps no more than 24 spells, the latest', () => {
    const many = Array.from({ length: 40 }, (_, n) => told(n + 1, `E${n}`, `${1980 + n}-01-01`))
    expect(known(...many).earlier).toHaveLength(24)
  })
})

describe('whether somebody is a resident in a year', () => {
  const resident = person('P1', { scheme: 'resident', employment: 'resident', from: '2024-03-01' })

  it('is said by a day of it: not by the year before, nor by another scheme', () => {
    expect(isResidentIn(resident, 2025)).toBe(true)
    expect(isResidentIn({ ...resident, to: '2024-12-31' }, 2025)).toBe(false)
    expect(isResidentIn({ ...resident, to: '2025-01-01' }, 2025)).toBe(true)
    expect(isResidentIn(person('P1'), 2025)).toBe(false)
    const worksSince = person('P1', { version: 2, from: '2025-02-01', earlier: [resident] })
    expect([2024, 2025, 2026].map((year) => isResidentIn(worksSince, year))).toEqual([true, true, false])
  })

  it('is not judged of who is unknown, or is one with another', () => {
    expect(isResidentIn(undefined, 2025)).toBe(true)
    expect(isResidentIn({ ...resident, to: '2024-12-31', sameAs: 'P2' }, 2025)).toBe(true)
  })
})
