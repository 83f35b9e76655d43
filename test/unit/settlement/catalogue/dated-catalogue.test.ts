import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogueOf } from '#test/support/dated-catalogue.ts'
import { chunksOf, linesOf, unpack } from '../../../../services/settlement/catalogue/catalogue-chunks.ts'
import type { DatedEntry } from '../../../../services/settlement/catalogue/rules/catalogue.ts'
import {
  listedEntry,
  readName,
  readTerms,
} from '../../../../services/settlement/catalogue/rules/catalogue-line.ts'
import {
  catalogueOfTexts,
  mergeEntries,
} from '../../../../services/settlement/catalogue/rules/dated-catalogue.ts'

const entry = (changed: Partial<DatedEntry> = {}): DatedEntry => ({
  code: 'XA01',
  name: '阿莫西林胶囊',
  listType: '101',
  from: '2024-01-01',
  to: null,
  class: 'A',
  firstSelfPaid: 0,
  priceLimit: { 1: null, 2: null, 3: null },
  itemClass: 'A',
  ...changed,
})

const code = fc.constantFrom('A', 'A1', 'A-1', 'B', '甲', 'B2', 'Z')
const day = fc.constantFrom('2024-01-01', '2024-07-01', '2025-01-01', '2025-06-30')
const anyEntry: fc.Arbitrary<DatedEntry> = fc
  .record({
    code,
    from: day,
    to: fc.option(day, { nil: null }),
    class: fc.constantFrom('A', 'B', 'C'),
    firstSelfPaid: fc.integer({ min: 0, max: 1_000_000 }),
    limit: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: null }),
    itemClass: fc.constantFrom('A', 'B', 'C', '高值药'),
    restricted: fc.boolean(),
  })
  .map(({ limit, restricted, ...rest }) => ({
    ...entry(rest),
    priceLimit: { 1: limit, 2: null, 3: limit },
    ...(restricted ? { restriction: { mostDays: 14, diagnoses: ['C50'], onBreach: 'refuse' as const } } : {}),
  }))

/** The rule in plain words: of the entries of a code that began by the day, the one that began last, until its end. */
const inForce = (entries: readonly DatedEntry[], wanted: string, on: string) => {
  const begun = entries.filter((each) => each.code === wanted && each.from <= on)
  const latest = begun.sort((a, b) => (a.from < b.from ? 1 : -1))[0]
  return latest && (latest.to === null || on <= latest.to) ? latest : undefined
}

const distinct = (entries: readonly DatedEntry[]) => [
  ...new Map(entries.map((each) => [`${each.code} ${each.from}`, each])).values(),
]

describe('an entry written as a line', () => {
  it('is read as it was written, whatever it says', () => {
    fc.assert(
      fc.property(anyEntry, (written) => {
        const { terms, name } = listedEntry(written)
        expect({ ...readTerms(terms), ...readName(name) }).toEqual(written)
      }),
    )
  })

  it('takes a few bytes where nothing is unusual', () => {
    expect(listedEntry(entry()).terms).toBe('XA01\t2024-01-01\t[0,"A"]')
  })
})

describe('the catalogue of a day', () => {
  it('has of each code the entry that began last, until its own last day', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), code, day, (all, wanted, on) => {
        const entries = distinct(all)
        const expected = inForce(entries, wanted, on)
        const { name: _, listType: __, ...terms } = expected ?? entry()
        expect(catalogueOf(entries).find(wanted, on)).toEqual(expected && terms)
      }),
    )
  })

  it('is the same whether all entries came at once or one import after the other', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), fc.array(anyEntry), (first, second) => {
        const [one, other] = [distinct(first), distinct(second)].map((each) => each.map(listedEntry))
        expect(mergeEntries(mergeEntries([], one ?? []), other ?? [])).toEqual(
          distinct([...first, ...second])
            .map(listedEntry)
            .sort((a, b) => (a.terms < b.terms ? -1 : 1)),
        )
      }),
    )
  })
})

describe('chunks of the catalogue', () => {
  const many = Array.from({ length: 20_000 }, (_, index) =>
    listedEntry(
      entry({ code: `X${String(index % 19_000).padStart(6, '0')}`, from: `20${10 + (index % 7)}-01-01` }),
    ),
  )
  const lines = mergeEntries([], many)

  it('are as many as it takes for each to fit into an item of 400 KB, and lose nothing', () => {
    const chunks = chunksOf(lines)
    expect(chunks.length).toBeGreaterThan(2)
    for (const { terms, names } of chunks) {
      expect(terms.byteLength).toBeLessThan(400_000)
      expect(names.byteLength).toBeLessThan(400_000)
    }
    expect(chunks.flatMap(({ terms, names }) => linesOf(unpack(terms), unpack(names)))).toEqual(lines)
  })

  it('keep the entries of a code together, so that each is found in one', () => {
    const catalogue = catalogueOfTexts(chunksOf(lines).map(({ terms }) => unpack(terms)))
    const missing = lines.filter(
      ({ terms }) => catalogue.find(readTerms(terms).code, '2030-01-01') === undefined,
    )
    expect(missing).toEqual([])
    expect(catalogue.find('X', '2030-01-01')).toBeUndefined()
    expect(catalogue.find('a', '2030-01-01')).toBeUndefined()
  })

  it('are named after their content: the same lines give the same chunks', () => {
    const digests = () => chunksOf(lines).map(({ digest }) => digest)
    expect(digests()).toEqual(digests())
  })
})
