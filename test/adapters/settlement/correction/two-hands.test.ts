import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { correctionsAreByTwo } from '../../../../services/settlement/correction/hands-invariant.ts'
import { catalogueCsv, spellOf } from '../province.ts'
import type { Office } from './office.ts'
import { drain, openOffice } from './office.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

const on = '2025-12-01'
const byClerk = { ordered: { by: 'li.na', on }, approvalAbove: 11_999 } as const
const approved = { approved: { by: 'wang.fang', on } } as const
const late = { cause: 'late-claim', city: '340100', preview: false, ...byClerk } as const

/**
 * A resident with visits in March and May, and then one in February that comes late. 60 %, at most 150 yuan a year: February 120, March
 * 30, May nothing, instead of nothing, 120 and 30. So 240 yuan of the fund's money move.
 */
const lateClaim = async (personId: string) => {
  await office.entitle(personId, 1, [spellOf('resident', '2025-01-01', '2025-12-31')])
  const march = await office.visit(personId, '2025-03-10', 200)
  const may = await office.visit(personId, '2025-05-10', 300)
  const february = await office.visit(personId, '2025-02-10', 200)
  return [
    [february, 120],
    [march, -90],
    [may, -30],
  ]
}
const run = async (key: string, order: object = late): Promise<string> => {
  const runId = await office.start(key, order as typeof late)
  await drain(office.units, office.effects)
  return runId
}
const decide = async (runId: string, word: Parameters<Office['decide']>[1] = approved): Promise<string> => {
  const decided = await office.decide(runId, word)
  await drain(office.units, office.effects)
  return decided
}
const heldOf = async (personId: string) =>
  (await office.effects.claims.findYear({ personId, year: 2025 }))?.trail.held
const handsOf = async (claimId: string) =>
  (await office.effects.claims.find(claimId)).corrections.map(({ hands }) => hands)
const totals = (runId: string) => office.effects.corrections.readTotals(runId)

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `two-hands-${tables}`)
})
afterEach(async () => {
  expect(await office.violations()).toEqual([])
})

describe('a correction that an officer ordered', () => {
  it('is found and waits where it moves more than one person may move, and another approves just that', async () => {
    const differences = await lateClaim('P1')
    const ordered = await run('R1')
    expect(await totals(ordered)).toMatchObject({ persons: 1, held: 1, entries: 0 })
    expect(await heldOf('P1')).toEqual({
      ...{ since: on, moves: 24_000, runId: ordered },
      ordered: byClerk.ordered,
    })
    const made = await decide(ordered)
    expect(await office.found(made)).toEqual(differences)
    expect(await heldOf('P1')).toBeUndefined()
    const [[february]] = differences as [[string, number]]
    expect(await handsOf(february)).toEqual([{ ordered: 'li.na', approved: 'wang.fang' }])
    expect(await decide(ordered)).toBe(made)
    expect(await office.found(made)).toEqual(differences)
  })

  it('is made by one hand up to the amount, and says by whose', async () => {
    const [[february]] = (await lateClaim('P1')) as [[string, number]]
    await run('R1', { ...late, approvalAbove: 24_000 })
    expect(await handsOf(february)).toEqual([{ ordered: 'li.na' }])
  })

  it('waits where all its persons together move more than one person may, however little each of them does', async () => {
    for (const personId of ['P1', 'P2']) await lateClaim(personId)
    const each = { approvalAbove: 24_000, persons: ['P1', 'P2'] }
    const ordered = await run('R1', { ...late, ...each, totalAbove: 47_999 })
    expect(await totals(ordered)).toMatchObject({ persons: 2, corrected: 1, held: 1, entries: 3 })
    expect([await heldOf('P1'), await heldOf('P2')]).toMatchObject([undefined, { moves: 24_000 }])
    const made = await decide(ordered)
    expect(await totals(made)).toMatchObject({ corrected: 1, entries: 3 })
    expect(await heldOf('P2')).toBeUndefined()
  })

  it('moves as much for all its persons together as policy lets it, to the fen', async () => {
    for (const personId of ['P1', 'P2']) await lateClaim(personId)
    const each = { approvalAbove: 24_000, persons: ['P1', 'P2'] }
    const ordered = await run('R1', { ...late, ...each, totalAbove: 48_000 })
    expect(await totals(ordered)).toMatchObject({ persons: 2, corrected: 2, entries: 6 })
  })

  it('waits too where it is cut into orders that each move less', async () => {
    await office.entitle('P1', 1, [spellOf('resident', '2025-01-01', '2025-12-31')])
    const march = await office.visit('P1', '2025-03-10', 100)
    const may = await office.visit('P1', '2025-05-10', 100)
    // Class B from January on, ten percent first paid by the patient: 54 yuan instead of 60 of each visit.
    await office.importCatalogue('late', catalogueCsv.replace('101,甲,,', '101,B,0.10,'))
    const changed = { ...late, cause: 'catalogue', approvalAbove: 1_000 } as const
    const ofMay = await run('R1', { ...changed, from: '2025-05-01' })
    expect(await office.found(ofMay)).toEqual([[may, -6]])
    const ofMarch = await run('R2', { ...changed, from: '2025-03-01' })
    expect(await office.found(ofMarch)).toEqual([[march, -6]])
    expect(await totals(ofMarch)).toMatchObject({ held: 1, entries: 0 })
    await decide(ofMarch)
    expect(await handsOf(march)).toEqual([{ ordered: 'li.na', approved: 'wang.fang' }])
  })

  it('whatever cause it names: a changed catalogue or policy, of all the city', async () => {
    await lateClaim('P1')
    for (const cause of ['catalogue', 'policy', 'reversal', 'entitlement'] as const) {
      const ordered = await run(`R-${cause}`, { ...late, cause, from: '2025-01-01' })
      expect(await totals(ordered)).toMatchObject({ held: 1, entries: 0 })
    }
  })

  it('is not approved by its orderer under another spelling, before it is done, or where nothing waits', async () => {
    await lateClaim('P1')
    const ordered = await run('R1')
    expect(await decide(ordered, { approved: { by: ' LI.NA', on } })).toBe('correction.orderer-is-approver')
    const preview = await run('R2', { ...late, preview: true })
    expect(await decide(preview)).toBe('correction.not-ordered')
    const small = await run('R3', { ...late, persons: ['P404'] })
    expect(await decide(small)).toBe('correction.nothing-waits')
    const begun = await office.start('R4', late)
    expect(await office.decide(begun, approved)).toBe('correction.still-running')
    await drain(office.units, office.effects)
    await decide(ordered)
    expect(await decide(ordered, { approved: { by: 'chen.jie', on } })).toBe('approval.done')
  })

  it('that comes to something else by the time it is approved is held again, and nothing is made', async () => {
    await lateClaim('P1')
    const ordered = await run('R1')
    await office.visit('P1', '2025-01-10', 50)
    const made = await decide(ordered)
    expect(await totals(made)).toMatchObject({ held: 1, entries: 0 })
    expect(await heldOf('P1')).toMatchObject({ runId: made })
  })

  it('that corrects other claims by the same sum is not what was approved: it is held again', async () => {
    const [, [march]] = (await lateClaim('P1')) as [[string, number], [string, number]]
    const ordered = await run('R1')
    await office.reverse(march, '2025-11-30')
    await office.visit('P1', '2025-03-11', 200)
    const made = await decide(ordered)
    expect(await totals(made)).toMatchObject({ held: 1, entries: 0 })
    expect(await heldOf('P1')).toMatchObject({ runId: made, moves: 24_000 })
  })

  it('waits no more once it is rejected, and nothing is made', async () => {
    await lateClaim('P1')
    const ordered = await run('R1')
    const word = { rejected: { by: 'li.na', on, reason: 'the visit is reversed first' } }
    const rejected = await decide(ordered, word)
    expect(await office.found(rejected)).toEqual([])
    expect(await heldOf('P1')).toBeUndefined()
    expect(await decide(ordered)).toBe('correction.decided')
  })
})

describe('the invariant over corrections', () => {
  const faults = async (change: (item: Item) => Item): Promise<string[]> => {
    const { see, finish } = correctionsAreByTwo.start()
    for (const item of await office.items()) see(change(item as object as Item) as never)
    return finish().violations.map(({ what }) => what)
  }
  const changed =
    (kind: string, by: (item: Item) => object) =>
    (item: Item): Item =>
      item.kind === kind ? ({ ...item, ...by(item) } as Item) : item

  it('sees what moved more than one may, one person in two names, foreign hands, and a correction of no run', async () => {
    await lateClaim('P1')
    const ordered = await run('R1')
    await decide(ordered)
    expect(await faults((item) => item)).toEqual([])
    const alone = (item: Item) =>
      changed('claim-corrected', () => ({ hands: { ordered: 'li.na' } }))(
        changed('run', ({ parameters }) => ({
          parameters: { ...(parameters as object), decides: undefined },
        }))(item),
      )
    expect(await faults(alone)).toEqual([
      'it moved more than one person may move, and nobody else approved it',
    ])
    const one = (item: Item) =>
      changed('claim-corrected', () => ({ hands: { ordered: 'li.na', approved: 'LI.NA' } }))(
        changed('run', ({ parameters }) => ({
          parameters: {
            ...(parameters as object),
            decides: { runId: ordered, approved: { by: 'LI.NA', on } },
          },
        }))(item),
      )
    expect(await faults(one)).toEqual(['one person ordered and approved it'])
    const otherSum = changed('correction-result', ({ held, entries }) =>
      held ? { entries: (entries as object[]).slice(1) } : {},
    )
    expect(await faults(otherSum)).toEqual(['it is not what its approver saw'])
    expect(await faults(changed('claim-corrected', () => ({ hands: { ordered: 'chen.jie' } })))).toEqual([
      'the correction names other hands than its run',
    ])
    expect(await faults(changed('run', () => ({ kind: 'lost' })))).toEqual(['no run made the correction'])
  })
})
