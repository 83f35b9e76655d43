import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import type { Spell } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import {
  accumulatorNames,
  countedIn,
} from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { residentOfHefei, stay, visit, yearOf2025 } from '../support/claims.ts'
import { startYear } from './persons-year.ts'

const runs = 300

const dayOf = (ordinal: number): string =>
  new Date(Date.UTC(2025, 0, 1) + ordinal * 86_400_000).toISOString().slice(0, 10)

const lineOf = (code: string, yuan: number) => ({
  total: yuan * 100,
  lines: [{ code, quantity: '1', unitPrice: String(yuan), amount: yuan * 100 }],
})

/** Claims on days of their own: stays of ten days apart from each other, visits between. */
const claims: fc.Arbitrary<SettleClaim[]> = fc
  .array(
    fc.record({
      isStay: fc.boolean(),
      code: fc.constantFrom('drug-a', 'drug-b', 'drug-c'),
      yuan: fc.integer({ min: 1, max: 60_000 }),
      useAccount: fc.boolean(),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ isStay, code, yuan, useAccount }, index): SettleClaim => {
      const on = dayOf(index * 30 + 12)
      const shared = { claimId: `C${index}`, ...lineOf(code, yuan), useAccount, today: '2025-12-01' }
      return isStay
        ? stay({ ...shared, admittedOn: dayOf(index * 30 + 3), dischargedOn: on })
        : visit({ ...shared, serviceOn: on })
    }),
  )

const shuffled = (of: fc.Arbitrary<SettleClaim[]>) =>
  of.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))

const spell = fc.record({
  city: fc.constantFrom('340100', '340200'),
  scheme: fc.constantFrom('resident' as const, 'employee' as const),
  from: fc.integer({ min: 0, max: 200 }).map(dayOf),
})
type RandomYear = { readonly city: string; readonly scheme: Spell['scheme']; readonly from: string }

const spellOf = ({ scheme, ...over }: RandomYear): Spell => ({
  ...residentOfHefei,
  ...over,
  scheme,
  employment: scheme === 'resident' ? 'resident' : 'employed',
})
const spells = fc.array(spell, { maxLength: 1 }).map((drawn) => drawn.map(spellOf))

/** A year of an employee or a resident of Hefei with so much on the account. */
const yearWith = (account: number) =>
  fc
    .constantFrom('resident' as const, 'employee' as const)
    .map((scheme) =>
      yearOf2025({ account, spells: [spellOf({ scheme, city: '340100', from: '2025-01-01' })] }),
    )

const countsOf = ({ year, stands }: ReturnType<typeof startYear>, ids: readonly string[]) => ({
  account: year().account,
  counted: accumulatorNames.map((name) => [
    countedIn(year(), 'resident')[name] ?? 0,
    countedIn(year(), 'employee')[name] ?? 0,
  ]),
  stays: year()
    .stays.map(({ claimId }) => claimId)
    .sort(),
  claims: ids.map((claimId) => {
    const { claim, isPaid } = stands(claimId)
    return [claimId, isPaid, claim.city, claim.amounts]
  }),
})

it('the order in which claims of different days arrive does not matter once they are corrected', () => {
  fc.assert(
    fc.property(shuffled(claims), yearWith(0), ([inOrder, arriving], year) => {
      const [right, late] = [startYear(year), startYear(year)]
      for (const command of inOrder) right.settle(command)
      for (const command of arriving) late.settle(command)
      late.correct()
      const ids = inOrder.map(({ claimId }) => claimId)
      expect(countsOf(late, ids)).toEqual(countsOf(right, ids))
      expect(right.correct()).toEqual([])
    }),
    { numRuns: runs },
  )
})

it('a second correction finds nothing, whatever came before the first', () => {
  fc.assert(
    fc.property(shuffled(claims), yearWith(500_000), spells, fc.nat(300), fc.nat(7), (drawn, ...more) => {
      const [[, arriving], [year, after, from, gone]] = [drawn, more]
      const person = startYear(year)
      for (const command of arriving) person.settle(command)
      const reversed = arriving[gone]
      if (reversed) person.reverse(reversed.claimId)
      person.change({ spells: after })
      person.correct(dayOf(from))
      expect(person.correct(dayOf(from))).toEqual([])
      expect(person.year().account).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: runs },
  )
})

it('an entitlement taken away and given back restores every claim and count exactly', () => {
  fc.assert(
    fc.property(claims, yearWith(500_000), spells, (commands, year, between) => {
      const person = startYear(year)
      for (const command of commands) person.settle(command)
      const ids = commands.map(({ claimId }) => claimId)
      const before = countsOf(person, ids)
      person.change({ spells: between })
      person.correct()
      person.change({ spells: year.spells })
      person.correct()
      expect(countsOf(person, ids)).toEqual(before)
    }),
    { numRuns: runs },
  )
})

it('every entry keeps the identities of a claim, and every claim stands by them with nothing negative', () => {
  fc.assert(
    fc.property(shuffled(claims), yearWith(500_000), spells, ([, arriving], year, after) => {
      const person = startYear(year)
      for (const command of arriving) person.settle(command)
      person.change({ spells: after })
      for (const { amounts: a } of person.correct()) {
        expect(a.total).toBe(a.fullySelfPaid + a.overLimit + a.firstSelfPaid + a.inScope)
        expect(a.patient).toBe(a.total - a.fund)
        expect(a.patient).toBe(a.account + a.cash)
      }
      for (const { claimId } of arriving) {
        const { claim, isPaid } = person.stands(claimId)
        for (const amount of Object.values(claim.amounts)) expect(amount).toBeGreaterThanOrEqual(0)
        expect(isPaid).toBe(claim.amounts.total > 0)
      }
    }),
    { numRuns: runs },
  )
})
