import { describe, expect, it } from 'vitest'
import { startMatching } from '../../../cli/verify/matching.ts'

const sides = { here: 'settlement', there: 'budget' }

describe('matching what two services recorded of the same facts', () => {
  it('finds nothing where both have the same, in any order', () => {
    const matching = startMatching('rule', sides)
    matching.here('claim-1', ['340100', 100])
    matching.there('claim-2', ['340100', 200])
    matching.there('claim-1', ['340100', 100])
    matching.here('claim-2', ['340100', 200])
    expect(matching.finish()).toEqual({ checked: 2, violations: [] })
  })

  it.each([
    ['a fact that only one side has', [['claim-1', 100]], [], 'missing in budget'],
    ['a fact that only the other has', [], [['claim-1', 100]], 'missing in settlement'],
    ['a fen of difference', [['claim-1', 100]], [['claim-1', 101]], 'differs between settlement and budget'],
    [
      'a fact recorded twice',
      [['claim-1', 100]],
      [
        ['claim-1', 100],
        ['claim-1', 100],
      ],
      'stands twice in budget',
    ],
  ] as const)('finds %s', (_, here, there, what) => {
    const matching = startMatching('rule', sides)
    for (const [id, amount] of here) matching.here(id, [amount])
    for (const [id, amount] of there) matching.there(id, [amount])
    expect(matching.finish().violations).toMatchObject([{ invariant: 'rule', where: 'claim-1', what }])
  })
})
