import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { releasedFiles } from '../../../cli/released/files.ts'
import { judge } from '../../../cli/verify/verify.ts'
import { amountNames } from '../../../services/settlement/insured-year/rules/claim-events.ts'

const released = (service: string, kind: string): readonly RecordedItem[] =>
  releasedFiles(`items/${service}/${kind}.jsonl`).flatMap(({ values }) => values as RecordedItem[])
const the = <Thing>(thing: Thing | undefined): Thing => {
  if (thing === undefined) throw new Error('no sample')
  return thing
}

/** What `verify` finds of a rule over some records, and what of them waits for somebody. */
const judged = async (invariant: string, service: string, ...items: readonly RecordedItem[]) => {
  const { violations, work, late } = await judge(
    items.map((item) => ({ service, item })),
    '2099-12-31',
  )
  return {
    red: violations.filter((each) => each.invariant === invariant).map(({ what }) => what),
    told: work.map(({ kind, count, since }) => [kind, count, since]),
    late: late.length,
  }
}

/** Rules of two hands came after these records were written: they are work that is never late, and no fault. */
describe('what an earlier release let one person decide', () => {
  it('is an institution as it was registered', async () => {
    const hospital = the(released('settlement', 'institution')[0])
    const rule = 'settlement.institutions-by-two'
    expect(await judged(rule, 'settlement', hospital)).toEqual({
      ...{ red: [], late: 0 },
      told: [['settlement.one-hand-institutions-are-told', 1, '2024-01-01']],
    })
    const planted = await judged(rule, 'settlement', { ...hospital, twoHanded: true })
    expect(planted.red).toEqual(['it is registered otherwise than two officers decided'])
    expect(planted.told).toEqual([])
  })

  it('is a correction that an officer ordered', async () => {
    const correction = the(released('settlement', 'claim-corrected')[0])
    const amounts = (correction.amounts as readonly number[]).map((amount, at) =>
      amountNames[at] === 'fund' ? -1 : amount,
    )
    const corrected = { ...correction, amounts }
    const claim = { ...the(released('settlement', 'claim-settled')[0]), pk: correction.pk }
    const sample = the(
      released('settlement', 'run').find(({ task }) => task === 'correct-claims'),
    ) as RecordedItem & { readonly parameters: object }
    const run = (more: object): RecordedItem => {
      const { runId } = correction as { readonly runId?: unknown }
      const parameters = { ...sample.parameters, preview: false, runId, ...more }
      return { ...sample, pk: `RUN#${String(runId)}`, runId, parameters }
    }
    const rule = 'settlement.corrections-by-two'
    expect(await judged(rule, 'settlement', claim, corrected, run({}))).toEqual({
      ...{ red: [], late: 0 },
      told: [['settlement.one-hand-corrections-are-told', 1, '2025-12-31']],
    })
    const bounded = await judged(rule, 'settlement', claim, corrected, run({ approvalAbove: 0 }))
    expect(bounded.red).toEqual(['it moved more than one person may move, and nobody else approved it'])
    const inAll = await judged(
      ...([rule, 'settlement', claim, corrected, run({ approvalAbove: 500, totalAbove: 0 })] as const),
    )
    expect(inAll.red).toEqual([
      'it moved more for all persons together than one person may, and nobody else approved it',
    ])
    const ordered = { by: 'wang.fang', on: '2025-12-31' }
    const named = await judged(rule, 'settlement', claim, corrected, run({ approvalAbove: 500, ordered }))
    expect(named.red).toEqual(['the correction names other hands than its run'])
    expect((await judged(rule, 'settlement', claim, corrected)).red).toEqual(['no run made the correction'])
    expect((await judged(rule, 'settlement', run({ preview: true }))).told).toEqual([])
  })

  it('is a plan of quotas in force without a target', async () => {
    const plan = the(released('budget', 'quota-plan')[0])
    for (const rule of [
      'budget.quotas-are-decided-by-enough-hands',
      'budget.quotas-divide-an-approved-target',
      'budget.quotas-are-of-agreed-institutions',
    ])
      expect(await judged(rule, 'budget', plan)).toEqual({
        ...{ red: [], late: 0 },
        told: [['budget.one-hand-quotas-are-told', 1, '2026-11-30']],
      })
    const planted = { ...plan, twoHanded: true }
    const hands = await judged('budget.quotas-are-decided-by-enough-hands', 'budget', planted)
    expect(hands.red).toEqual(['neither a round nor a decision of the province published it'])
    const target = await judged('budget.quotas-divide-an-approved-target', 'budget', planted)
    expect(target.red).toEqual(['no approved target of that number'])
  })

  it('is money in suspense that was returned or assigned', async () => {
    const held = the(released('contribution', 'suspense')[0])
    const { parts } = held.suspense as { readonly parts: readonly object[] }
    const returned = (more: object): RecordedItem => ({
      ...held,
      suspense: { ...(held.suspense as object), parts: [{ ...parts[0], ...more }] },
    })
    const told = await judged('contribution.suspense', 'contribution', returned({}))
    expect(told.red).toEqual([])
    expect(told.told).toContainEqual(['contribution.one-hand-suspense-is-told', 1, '2025-02-20'])
    expect((await judged('contribution.return-orders', 'contribution', returned({}))).red).toEqual([])
    const byFewer = ['it was assigned or returned by fewer than two officers']
    for (const today of [
      { twoHanded: true },
      { orderId: 'RO-1' },
      { proposed: { by: 'wang.fang', on: '2025-02-19' } },
    ])
      expect((await judged('contribution.suspense', 'contribution', returned(today))).red).toEqual(byFewer)
  })
})
