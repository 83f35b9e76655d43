import { describe, expect, it } from 'vitest'
import { countByTag, figuresOf } from '../../../cli/policy/figures.ts'
import { readersInSource } from '../../../cli/policy/readers.ts'
import { provincePolicy } from '../../../cli/province-policy.ts'

const readersOf = readersInSource()
const policy = provincePolicy()

describe('the figures of the law', () => {
  it('are each read by some source file: one that nothing reads would act on nothing', () => {
    const unread = figuresOf(policy, readersOf).filter(({ readBy }) => readBy.length === 0)
    expect(unread.map(({ key }) => key)).toEqual([])
  })

  it('are found to be read by nothing where nothing reads them', () => {
    expect(readersOf('contribution.employee.no_such_rate')).toEqual([])
  })

  it('each cite a document, or are tagged as what no document gives', () => {
    const unfounded = figuresOf(policy, readersOf).filter(
      ({ cites, tag }) => cites === 'none found' && !['assumed', 'local', 'product'].includes(tag),
    )
    expect(unfounded).toEqual([])
  })

  it('are listed with the reading file and the city whose own they are', () => {
    const [first] = figuresOf(policy, readersOf, {
      city: '341100',
      key: 'contribution.resident.collection_month',
    })
    expect(first).toMatchObject({
      value: 9,
      tag: 'read',
      readBy: ['services/contribution/billing/rules/billing-figures.ts'],
    })
    const own = figuresOf(policy, readersOf, { city: '341100' }).filter(({ city }) => city !== undefined)
    expect(own.map(({ key }) => key)).toContain('contribution.resident.collection_month')
  })

  it('are counted by how sure they are', () => {
    const all = figuresOf(policy, readersOf)
    const counted = countByTag(all).reduce((total, [, count]) => total + count, 0)
    expect(counted).toBe(all.length)
  })
})
