import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { text } from '../ledger/rules/recorded.ts'
import type { Block } from './rules/seal.ts'
import { blockHash, noBlock, sealEntry, sealedKey } from './rules/seal.ts'

const sealedId = 'budget.sealed-entries-stand'

type Head = { readonly number: number; readonly hash: string }
type Fault = Omit<Violation, 'invariant'>

const blockName = ({ city, number }: Block) => `${city} block ${number}`

/** What is wrong with a block by itself and in its place after the one before. */
const brokenLinks = (block: Block, before: Block | undefined): Fault[] => {
  const where = blockName(block)
  const links = [
    { what: 'the block is not the next one', should: (before?.number ?? 0) + 1, is: block.number },
    { what: 'the block does not name the one before', should: before?.hash ?? noBlock, is: block.previous },
    { what: 'the block does not have its hash', should: blockHash(block), is: block.hash },
  ]
  return links.flatMap(({ what, should, is }) =>
    should === is ? [] : [{ where, what, figures: { should, is } }],
  )
}

const brokenHead = (city: string, head: Head | undefined, last: Block | undefined): Fault[] =>
  head?.number === last?.number && head?.hash === last?.hash
    ? []
    : [
        {
          where: city,
          what: 'the chain does not end where its head says',
          figures: { should: head?.number ?? 0, is: last?.number ?? 0 },
        },
      ]

/** What is wrong with a sealed entry: gone, changed, or sealed twice. */
const brokenEntries = (
  { entries, ...block }: Block,
  recorded: ReadonlyMap<string, string>,
  seen: Set<string>,
): Fault[] =>
  entries.flatMap(({ key, hash }) => {
    const where = `${blockName({ entries, ...block })}: ${key}`
    const twice = seen.has(key)
    seen.add(key)
    if (twice) return [{ where, what: 'the entry is sealed twice' }]
    const found = recorded.get(key)
    if (found === undefined) return [{ where, what: 'a sealed entry is gone' }]
    return found === hash ? [] : [{ where, what: 'a sealed entry was changed' }]
  })

/**
 * Every city's chain of blocks is whole and its entries are what they were when they were sealed. An edit, a drop, a
 * reorder or a replaced block is found. Entries not yet sealed are no violation; the next seal takes them.
 */
export const sealedEntriesStand: Invariant = {
  id: sealedId,
  number: 1,
  rule: 'Every sealed journal entry is unchanged in its block; every block follows the one before, up to the head.',
  start: () => {
    const recorded = new Map<string, string>()
    const chains = new Map<string, Block[]>()
    const heads = new Map<string, Head>()
    const see = (item: RecordedItem) => {
      if (item.kind === 'journal-entry') recorded.set(sealedKey(item), sealEntry(item).hash)
      if (item.kind === 'ledger-head') heads.set(text(item, 'city'), item as RecordedItem & Head)
      if (item.kind !== 'ledger-block') return
      const city = text(item, 'city')
      const chain = chains.get(city) ?? []
      chain.push(item as RecordedItem & Block)
      chains.set(city, chain)
    }
    const judge = (city: string, seen: Set<string>): Fault[] => {
      const chain = (chains.get(city) ?? []).sort((a, b) => a.number - b.number)
      return [
        ...chain.flatMap((block, index) => brokenLinks(block, chain[index - 1])),
        ...chain.flatMap((block) => brokenEntries(block, recorded, seen)),
        ...brokenHead(city, heads.get(city), chain.at(-1)),
      ]
    }
    return {
      see,
      finish: () => {
        const seen = new Set<string>()
        const violations = [...new Set([...chains.keys(), ...heads.keys()])].flatMap((city) =>
          judge(city, seen),
        )
        return {
          checked: seen.size,
          violations: violations.map((violation) => ({ invariant: sealedId, ...violation })),
        }
      },
    }
  },
}
