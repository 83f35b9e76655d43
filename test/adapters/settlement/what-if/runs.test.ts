import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { fromArrow } from '../../../../cli/what-if/arrow-file.ts'
import { extractInto } from '../../../../cli/what-if/extract.ts'
import type { Effects } from '../../../../services/settlement/effects.ts'
import { ageGroupsOf } from '../../../../services/settlement/what-if/rules/age-groups.ts'
import { judgedBy } from '../../../../services/settlement/what-if/rules/judge-columns.ts'
import { policiesOf } from '../../../../services/settlement/what-if/rules/judge-variants.ts'
import { tryVariants } from '../../../../services/settlement/what-if/rules/try-variants.ts'
import { claimsShown, talliesAtDoor } from '../../../../services/settlement/what-if/rules/what-if-run.ts'
import type { StartWhatIf } from '../../../../services/settlement/what-if/start-what-if.ts'
import { startWhatIf } from '../../../../services/settlement/what-if/start-what-if.ts'
import { tryUnit } from '../../../../services/settlement/what-if/try-unit.ts'
import type { Office } from '../correction/office.ts'
import { openOffice } from '../correction/office.ts'
import { fivePoints, poolForStays, settleCare } from '../pricing/rule-book.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office
let tableName: string

const variants = [
  {
    title: '85 % at level 2',
    figures: [{ key: 'settlement.resident.inpatient', at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }],
  },
  {
    title: 'outpatient care at 65 %',
    figures: [{ key: 'settlement.resident.outpatient', at: '/pays', was: 0.6, becomes: 0.65 }],
  },
]
const order: Omit<StartWhatIf, 'commandId'> = {
  ...{ year: 2025, city: '340100', scheme: 'resident', variants },
  ordered: { by: 'officer-1', on: '2026-01-20' },
}

const start = async (
  effects: Effects,
  commandId = 'W1',
  over: Partial<StartWhatIf> = {},
): Promise<string> => {
  const decision = await startWhatIf({ ...order, ...over, commandId }, effects)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const drain = async (units: RunUnit[], effects: Effects, times = 1): Promise<void> => {
  for (let unit = units.shift(); unit; unit = units.shift())
    for (let time = 0; time < times; time += 1) await tryUnit(unit, effects)
}
/** Everything but what runs record of their own. */
const recordedOf = (items: readonly RecordedItem[]): readonly RecordedItem[] =>
  items
    .filter(({ pk }) => !pk.startsWith('RUN#') && !pk.startsWith('RUNS#'))
    .sort((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1))

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  tableName = `what-ifs-${tables}`
  office = await openOffice(dynamo, tableName)
})
afterEach(async () => {
  expect(await office.violations()).toEqual([])
})

describe('a what-if ordered at the door', () => {
  it('judges everyone of the fund again under each variant, to the fen, and writes nothing in the books', async () => {
    await settleCare(office)
    const before = recordedOf(await office.items())
    const runId = await start(office.effects)
    expect(await office.effects.whatIfs.readTotals(runId)).toBeUndefined()
    await drain(office.units, office.effects)
    const totals = await office.effects.whatIfs.readTotals(runId)
    expect(totals).toMatchObject({ unjudged: 0, effect: { persons: 6, relieved: [4, 1], burdened: [0, 0] } })
    const { all } = totals?.effect.groups.all ?? {}
    expect(all).toMatchObject({ claims: 8, inForce: { basic: poolForStays + 6_000 } })
    expect(all?.variants).toMatchObject([
      { changed: 5, paid: { basic: poolForStays + 6_000 + fivePoints.pool } },
      { changed: 1, paid: { basic: poolForStays + 6_500 } },
    ])
    expect(recordedOf(await office.items())).toEqual(before)
  })

  it('says who tried what, the latest first', async () => {
    const first = await start(office.effects, 'W1')
    const second = await start(office.effects, 'W2', { ordered: { by: 'officer-2', on: '2026-01-21' } })
    const { found } = await office.effects.whatIfs.listTried('340100', { limit: 10 })
    expect(found.map(({ runId, ordered: { by }, titles }) => [runId, by, titles])).toEqual([
      [second, 'officer-2', variants.map(({ title }) => title)],
      [first, 'officer-1', variants.map(({ title }) => title)],
    ])
    expect((await office.effects.whatIfs.listTried('340200', { limit: 10 })).found).toEqual([])
  })

  it('whose messages come twice counts nobody twice', async () => {
    await settleCare(office)
    const once = await start(office.effects, 'W1')
    await drain(office.units, office.effects)
    const twice = await start(office.effects, 'W2')
    await drain(office.units, office.effects, 2)
    expect(await office.effects.whatIfs.readTotals(twice)).toEqual(
      await office.effects.whatIfs.readTotals(once),
    )
  })

  it('under which somebody cannot be judged says so, and by which variant', async () => {
    await settleCare(office)
    const becomes = [{ when: { level: 1 }, ratio: 0.6 }]
    const figures = [{ key: 'settlement.resident.outpatient', at: '/pays', was: 0.6, becomes }]
    const runId = await start(office.effects, 'W1', {
      variants: [...variants, { title: 'level 1 only', figures }],
    })
    await drain(office.units, office.effects)
    expect((await office.effects.whatIfs.readTotals(runId))?.fault).toMatchObject({
      ...{ plan: 3, code: 'plan.no-row', field: 'pays' },
    })
  })
})

describe('claims extracted from the books', () => {
  it('come to what the walk over the books comes to, and say who nobody is', async () => {
    await settleCare(office)
    const before = recordedOf(await office.items())
    const folder = mkdtempSync(join(tmpdir(), 'extract-'))
    try {
      const file = join(folder, 'claims.arrow')
      const law = provincePolicy()
      const books = [{ service: 'settlement', name: tableName, client: dynamo.client }]
      const extraction = await extractInto(file, { year: 2025 }, books, law)
      expect(extraction).toMatchObject({ claims: 10, persons: 8 })
      expect(recordedOf(await office.items())).toEqual(before)
      const bytes = readFileSync(file)
      for (const name of ['minor', 'severe', 'exact', 'elsewhere'])
        expect(bytes.includes(Buffer.from(name))).toBe(false)
      const policies = policiesOf(law, variants, 2025)
      if (policies.status === 'refused') throw new Error(policies.refusal.code)
      const tried = tryVariants(fromArrow(bytes).columns, {
        ...{ inForce: judgedBy(law, 2025), variants: policies.value.map((each) => judgedBy(each, 2025)) },
        ...{ ageGroups: ageGroupsOf(law, 2025), keep: claimsShown },
        of: { city: '340100', scheme: 'resident' },
        by: talliesAtDoor,
      })
      const runId = await start(office.effects)
      await drain(office.units, office.effects)
      const walked = await office.effects.whatIfs.readTotals(runId)
      expect('effect' in tried && tried.effect).toEqual(walked?.effect)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
