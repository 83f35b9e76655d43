import { describe, expect, it } from 'vitest'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { eachTestItsTable } from '#test/support/dynamodb.ts'
import type { Bill } from '../../../services/contribution/bill/rules/bill.ts'
import { billWrite, readBill, readBills } from '../../../services/contribution/bill/store.ts'
import { countForStatement } from '../../../services/contribution/subsidy/count-residents.ts'
import type { Counting } from './counting.ts'
import { inSmallPages, openCounting, residentsBill, rulebookBills, rulebookDues } from './counting.ts'

let office: Counting
const openNext = eachTestItsTable(async (dynamo, table) => {
  office = await openCounting(openStore(dynamo.client, () => table))
})

/** A bill becomes what it is when it is paid. */
const pays = async (bill: Bill): Promise<void> => {
  const read = await readBill(office.store, bill.billId)
  await office.store.write([billWrite(bill, { version: read?.version ?? 0 })])
}

const expectIssued = async (runId: string, statementId: string): Promise<void> => {
  const asOf = '2025-01-01'
  expect(await office.readIssued(statementId)).toMatchObject({
    ...{ runId, asOf, headcount: 24, aidFunded: 160_000, dues: rulebookDues },
  })
  expect(await readRun(office.store, runId)).toMatchObject({ status: 'done', units: 9, done: 9 })
  const counted = await readBills(
    office.store,
    rulebookBills.map(({ billId }) => billId),
  )
  const named = rulebookBills.map((_, resident) => (resident < 24 ? statementId : undefined))
  expect(counted.map((read) => read?.bill.statementId)).toEqual(named)
  expect(await office.violations()).toEqual([])
}

describe("a statement's run", () => {
  it('counts those paid up by its day, part by part, and the next only who came since', async () => {
    const first = await office.begin('first')
    await office.drain()
    await expectIssued(first.runId, first.statementId)

    const second = await office.begin('second', '2025-03-01')
    await office.drain()
    // 2 × 420, 210, 14 and 56 yuan.
    expect(await office.readIssued(second.statementId)).toMatchObject({
      ...{ headcount: 2, aidFunded: 0 },
      dues: [
        { payer: 'centre', pooled: 84_000 },
        { payer: 'province', pooled: 42_000 },
        { payer: 'city', pooled: 2_800 },
        { payer: 'county', pooled: 11_200 },
      ],
    })
    expect(await office.violations()).toEqual([])
  })

  it('goes on in another message where a part is longer than one page, and comes to the same', async () => {
    const { runId, statementId } = await office.begin('pages')
    const messages: unknown[] = []
    const small = office.effectsOver(inSmallPages(office.store))
    for (let unit = office.units.shift(); unit; unit = office.units.shift()) {
      if (unit.input.cursor !== undefined) messages.push(unit.input.cursor)
      await countForStatement(unit, small)
    }
    expect(new Set(messages).size).toBe(messages.length)
    expect(messages.length).toBeGreaterThanOrEqual(4)
    await expectIssued(runId, statementId)
  })

  it('keeps bills and counts the same at every moment, and is issued only when all are counted', async () => {
    const seen: unknown[] = []
    const write: Store['write'] = async (writes) => {
      const written = await office.store.write(writes)
      seen.push(...(await office.violations()))
      return written
    }
    const watched = office.effectsOver({ ...inSmallPages(office.store), write })
    const { runId, statementId } = await office.begin('watched', '2025-01-01', watched)
    const [last, ...others] = office.units.splice(0)
    if (!last) throw new Error('nothing is queued')
    office.units.push(...others)
    await office.drain(watched)
    expect(await office.readIssued(statementId)).toBeUndefined()
    office.units.push(last)
    await office.drain(watched)
    await expectIssued(runId, statementId)
    expect(seen).toEqual([])
  })

  it('beside another of the same moment counts each resident in one of the two', async () => {
    const [first, second] = await Promise.all([office.begin('first'), office.begin('second')])
    const [ones, others] = [office.units.splice(0, 9), office.units.splice(0, 9)]
    const drain = async (units: typeof ones) => {
      const over = office.effectsOver(inSmallPages(office.store), office.queueTo(units))
      for (let unit = units.shift(); unit; unit = units.shift()) await countForStatement(unit, over)
    }
    await Promise.all([drain(ones), drain(others)])
    const issued = await Promise.all([first, second].map(({ statementId }) => office.readIssued(statementId)))
    const total = (amountOf: (statement: (typeof issued)[number]) => number | undefined) =>
      issued.reduce((sum, statement) => sum + (amountOf(statement) ?? 0), 0)
    expect(first.statementId).not.toBe(second.statementId)
    expect(total((statement) => statement?.headcount)).toBe(24)
    for (const { payer, pooled } of rulebookDues) {
      const due = (statement: (typeof issued)[number]) =>
        statement?.dues?.find((each) => each.payer === payer)
      expect(total((statement) => due(statement)?.pooled)).toBe(pooled)
    }
    expect(await office.violations()).toEqual([])
  })

  it('counts nobody whose payment was taken back between the listing and the claim', async () => {
    const [refunded] = rulebookBills
    if (!refunded) throw new Error('there is no bill')
    const lagging: Store = {
      ...office.store,
      page: async (listing) => {
        const page = await office.store.page(listing)
        await pays({ ...refunded, status: 'refunded', paid: {} })
        return page
      },
    }
    const { statementId } = await office.begin('lagging')
    await office.drain(office.effectsOver(lagging))
    expect(await office.readIssued(statementId)).toMatchObject({ headcount: 23, aidFunded: 140_000 })
    expect(await office.violations()).toEqual([])
  })
})

describe("a statement's run that is cut off or repeated comes to the same", () => {
  it('when every message comes twice, and when it is asked for twice', async () => {
    const small = office.effectsOver(inSmallPages(office.store))
    const begun = await office.begin('twice')
    expect(await office.begin('twice')).toEqual(begun)
    await office.drain(small, 2)
    expect(await office.begin('twice')).toEqual(begun)
    expect(office.units).toEqual([])
    await expectIssued(begun.runId, begun.statementId)
  })

  it('when its messages are done all at once, each by two functions', async () => {
    const { runId, statementId } = await office.begin('at once')
    while (office.units.length > 0) {
      const units = office.units.splice(0)
      const small = office.effectsOver(inSmallPages(office.store))
      await Promise.all([...units, ...units].map((unit) => countForStatement(unit, small)))
    }
    await expectIssued(runId, statementId)
  })

  it('when its messages come in the opposite order', async () => {
    const { runId, statementId } = await office.begin('reversed')
    const small = office.effectsOver(inSmallPages(office.store))
    for (let unit = office.units.pop(); unit; unit = office.units.pop()) await countForStatement(unit, small)
    await expectIssued(runId, statementId)
  })

  it('when a message of a page comes once more after the statement was issued, and others paid meanwhile', async () => {
    const { runId, statementId } = await office.begin('late')
    const late = [...office.units]
    await office.drain()
    await pays(residentsBill(26, '2024-12-31'))
    for (const unit of late) await countForStatement(unit, office.effects)
    await expectIssued(runId, statementId)
  })

  it('when a message that was half-way goes on after its part was closed by another', async () => {
    const { runId, statementId } = await office.begin('overtaken')
    const twice = [...office.units]
    const late = residentsBill(26, '2024-12-31')
    let isOvertaken = false
    const overtaken: Store = {
      ...office.store,
      page: async (listing) => {
        const page = await office.store.page(listing)
        if (isOvertaken || !page.items.some(({ pk }) => pk === `BILL#${late.billId}`)) return page
        isOvertaken = true
        await office.drain()
        // Whoever pays now stands in the page that is read a moment later, behind the end of the part.
        await pays(late)
        return office.store.page(listing)
      },
    }
    const over = office.effectsOver(overtaken)
    for (const unit of twice) await countForStatement(unit, over)
    expect(isOvertaken).toBe(true)
    await expectIssued(runId, statementId)
  })

  it.each(['before', 'after'] as const)(
    'when the function is killed %s each of its writes and messages',
    async (when) => {
      /** Acts as ever until the given write or message: there the function dies. */
      const dying = (at: number) => {
        let acts = 0
        const act = async <Result>(does: () => Promise<Result>): Promise<Result> => {
          acts += 1
          if (acts === at && when === 'before') throw new Error('killed')
          const result = await does()
          if (acts === at) throw new Error('killed')
          return result
        }
        const { queue } = office.effects.runs()
        const send = (command: Parameters<typeof queue.send>[0]) => act(() => queue.send(command))
        const store: Store = {
          ...inSmallPages(office.store, 6),
          write: (writes) => act(() => office.store.write(writes)),
        }
        return { effects: office.effectsOver(store, { send } as typeof queue), acts: () => acts }
      }
      let deaths = 0
      for (let isKilled = true; isKilled; ) {
        if (deaths > 0) await openNext()
        const { effects, acts } = dying(deaths + 1)
        const begun = await office.begin('killed', '2025-01-01', effects).catch(() => undefined)
        const { runId, statementId } = begun ?? (await office.begin('killed', '2025-01-01', effects))
        for (let unit = office.units.shift(); unit; unit = office.units.shift()) {
          const redelivered = unit
          await countForStatement(unit, effects).catch(() => office.units.unshift(redelivered))
        }
        await expectIssued(runId, statementId)
        isKilled = acts() > deaths
        deaths += isKilled ? 1 : 0
      }
      // The statement, the run and its messages, eight parts of a claim or more and their ends, the conclusion.
      expect(deaths).toBeGreaterThan(20)
    },
  )
})

describe('a higher standard that is published later', () => {
  /** The policy with another subsidy for 2025 than 700 yuan. */
  const withSubsidy = (yuan: number) => {
    const policy = office.effects.policy()
    const key = 'contribution.resident.subsidy'
    const before = policy.parameters.get(key)
    const last = before?.values.at(-1)
    if (!before || !last) throw new Error('there is no subsidy')
    const values = [...before.values, { ...last, value: yuan }]
    return { ...policy, parameters: new Map(policy.parameters).set(key, { ...before, values }) }
  }
  const at = (yuan: number) => ({ ...office.effects, policy: () => withSubsidy(yuan) })

  it('is claimed for heads counted before by a statement of the difference; who is refunded goes back at what counted them', async () => {
    const first = await office.begin('at 670', '2025-01-01', at(670))
    await office.drain()
    const [resident] = rulebookBills
    if (!resident) throw new Error('there is nobody')
    const { completedOn: _, ...short } = resident
    await pays({
      ...{ ...short, statementId: first.statementId, status: 'refunded', paid: {}, turns: 2 },
      withdrawnOn: '2025-02-01',
    })
    const second = await office.begin('at 700', '2025-02-28')
    await office.drain()
    // 23 heads at 30 yuan more: the centre 18, the province 9, the city 0.60, the county 2.40; one goes back at 670.
    expect(await office.readIssued(second.statementId)).toMatchObject({
      ...{ headcount: -1, more: { centre: 43_200, province: 21_600, city: 1_440, county: 5_760 } },
      dues: [
        { payer: 'centre', pooled: 23 * 1_800 - 40_200 },
        { payer: 'province', pooled: 23 * 900 - 20_100 },
        { payer: 'city', pooled: 23 * 60 - 1_340 },
        { payer: 'county', pooled: 23 * 240 - 5_360 },
        { payer: 'medical-aid', pooled: -20_000 },
      ],
    })
    expect(await office.violations()).toEqual([])
    const third = await office.begin('at 700 again', '2025-02-28')
    await office.drain()
    expect(await office.readIssued(third.statementId)).toMatchObject({ headcount: 0, dues: undefined })
    expect(await office.violations()).toEqual([])
  })
})
