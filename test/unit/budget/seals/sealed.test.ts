import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { sealedEntriesStand } from '../../../../services/budget/seals/invariants.ts'
import type { Block } from '../../../../services/budget/seals/rules/seal.ts'
import { blockHash, noBlock, sealBlock, sealEntry } from '../../../../services/budget/seals/rules/seal.ts'

const entry = (number: number, more: object = {}): RecordedItem => ({
  pk: 'JOURNAL#340100#employee#2025-01',
  sk: `ENTRY#E-${number}`,
  kind: 'journal-entry',
  city: '340100',
  scheme: 'employee',
  entryId: `E-${number}`,
  month: '2025-01',
  reason: 'contribution-received',
  on: '2025-01-10',
  source: `contribution-received:P${number}`,
  movements: { 'income-account': number * 100, 'employer-premium': -number * 100 },
  ...more,
})

const recordedBlock = (block: Block): RecordedItem => ({
  pk: 'SEALS#340100',
  sk: `BLOCK#${block.number}`,
  kind: 'ledger-block',
  ...block,
})
const recordedHead = ({ number, hash }: Pick<Block, 'number' | 'hash'>): RecordedItem => ({
  pk: 'SEALS#340100',
  sk: 'HEAD',
  kind: 'ledger-head',
  city: '340100',
  number,
  hash,
})

const content = (entries: readonly RecordedItem[], sealedOn: string) => ({
  city: '340100',
  sealedOn,
  sealedBy: `SEAL-${sealedOn}`,
  entries: entries.map((item) => sealEntry(item)),
})

/** Four entries in two blocks of two, and a fifth that waits for the next seal. */
const entries = [1, 2, 3, 4, 5].map((number) => entry(number))
const first = sealBlock({ number: 0, hash: noBlock }, content(entries.slice(0, 2), '2025-01-10'))
const second = sealBlock(first, content(entries.slice(2, 4), '2025-01-11'))
const ledger = (): RecordedItem[] => [
  ...entries,
  recordedBlock(first),
  recordedBlock(second),
  recordedHead(second),
]

const judge = (items: readonly RecordedItem[]) => {
  const check = sealedEntriesStand.start()
  for (const item of items) check.see(item)
  return check.finish()
}
const faultsIn = (items: readonly RecordedItem[]) => judge(items).violations.map(({ what }) => what)

const replaced = (sk: string, more: object) =>
  ledger().map((item) => (item.sk === sk ? { ...item, ...more } : item))
const without = (...sks: string[]) => ledger().filter(({ sk }) => !sks.includes(sk))
const resealed = (block: Block, more: Partial<Block>): Block => {
  const changed = { ...block, ...more }
  return { ...changed, hash: blockHash(changed) }
}

describe('a sealed ledger', () => {
  it('holds as it was sealed, in whatever order it is read; what waits for the next seal is no fault', () => {
    expect(judge(ledger())).toEqual({ checked: 4, violations: [] })
    fc.assert(
      fc.property(fc.shuffledSubarray(ledger(), { minLength: ledger().length }), (items) => {
        expect(faultsIn(items)).toEqual([])
      }),
    )
  })

  it('is the same for the same entries however they were read', () => {
    const backwards = sealBlock(
      { number: 0, hash: noBlock },
      content(entries.slice(0, 2).reverse(), '2025-01-10'),
    )
    expect(backwards).toEqual(first)
    expect(first.previous).toBe(noBlock)
    expect(second.previous).toBe(first.hash)
  })

  it('without any block or entry is in order', () => {
    expect(judge([])).toEqual({ checked: 0, violations: [] })
  })

  it.each([
    ['an amount', { movements: { 'income-account': 101, 'employer-premium': -101 } }],
    ['a date', { on: '2025-01-09' }],
    ['its cause', { source: 'another' }],
    ['a field that was not there', { note: 'added' }],
  ])('shows that %s of an entry was changed, balanced or not', (_, change) => {
    expect(faultsIn(replaced('ENTRY#E-1', change))).toEqual(['a sealed entry was changed'])
  })

  it('shows that an entry is gone', () => {
    expect(faultsIn(without('ENTRY#E-3'))).toEqual(['a sealed entry is gone'])
  })

  it('shows that entries of a block changed places', () => {
    const entriesReversed = [...first.entries].reverse()
    expect(faultsIn(replaced('BLOCK#1', { entries: entriesReversed }))).toEqual([
      'the block does not have its hash',
    ])
    // Hashed anew, the block no longer is the one that the next names.
    const forged = resealed(first, { entries: entriesReversed })
    expect(faultsIn(replaced('BLOCK#1', forged))).toEqual(['the block does not name the one before'])
  })

  it('shows that blocks changed places', () => {
    const swapped = ledger().map((item) =>
      item.sk === 'BLOCK#1' ? { ...item, number: 2 } : item.sk === 'BLOCK#2' ? { ...item, number: 1 } : item,
    )
    expect(faultsIn(swapped)).toContain('the block does not name the one before')
  })

  it('shows that a block was replaced by one over a changed entry', () => {
    const forgedEntry = entry(1, { on: '2025-01-01' })
    const forged = resealed(first, {
      entries: [sealEntry(forgedEntry), ...first.entries.slice(1)],
    })
    const items = replaced('ENTRY#E-1', forgedEntry).map((item) =>
      item.sk === 'BLOCK#1' ? recordedBlock(forged) : item,
    )
    expect(faultsIn(items)).toEqual(['the block does not name the one before'])
  })

  it('shows that its last block was replaced, or is gone', () => {
    const forged = resealed(second, { sealedOn: '2025-01-12' })
    expect(faultsIn(replaced('BLOCK#2', forged))).toEqual(['the chain does not end where its head says'])
    expect(faultsIn(without('BLOCK#2'))).toEqual(['the chain does not end where its head says'])
  })

  it('shows that a block in its midst is gone', () => {
    expect(faultsIn(without('BLOCK#1'))).toContain('the block is not the next one')
  })

  it('shows that an entry was sealed twice', () => {
    const twice = sealBlock(second, content(entries.slice(0, 1), '2025-01-12'))
    const items = [...entries, recordedBlock(first), recordedBlock(second), recordedBlock(twice)]
    expect(faultsIn([...items, recordedHead(twice)])).toEqual(['the entry is sealed twice'])
  })

  it('notices any change of any sealed entry', () => {
    const fields = ['entryId', 'month', 'reason', 'on', 'source'] as const
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(...fields),
        fc.string(),
        (number, field, value) => {
          const sk = `ENTRY#E-${number}`
          fc.pre(entry(number)[field] !== value)
          expect(faultsIn(replaced(sk, { [field]: value }))).toEqual(['a sealed entry was changed'])
        },
      ),
    )
  })
})
