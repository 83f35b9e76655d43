import type { SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { checkTasks } from '#shared/edge/runs/check-records.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { accountWrites, readAccount } from '../../../services/adjustment-fund/account/store.ts'
import { disburseAllocationsUnit } from '../../../services/adjustment-fund/allocation/disburse-allocations.ts'
import type { AllocationRun } from '../../../services/adjustment-fund/allocation/start-allocation-run.ts'
import {
  approveAllocationRun,
  proposeAllocationRun,
} from '../../../services/adjustment-fund/allocation/start-allocation-run.ts'
import type { Effects } from '../../../services/adjustment-fund/effects.ts'
import {
  applyForGapCommand,
  approveApplicationCommand,
  examineApplicationCommand,
  findApplication,
  rejectApplicationCommand,
} from '../../../services/adjustment-fund/gap/applications.ts'
import {
  allocations,
  clawbackIdOf,
  clawbacks,
  furtherShares,
  lapses,
} from '../../../services/adjustment-fund/gap/store.ts'
import { recordCorrectedYear, recordFinalisedYear } from '../../../services/adjustment-fund/gap/true-up.ts'
import { clawbacksAreRemitted } from '../../../services/adjustment-fund/gap/waits.ts'
import { ofYear, partition } from '../../../services/adjustment-fund/keys.ts'
import { assessLevyUnit } from '../../../services/adjustment-fund/levy/assess-levy.ts'
import { approveLevyRun, proposeLevyRun } from '../../../services/adjustment-fund/levy/start-levy-run.ts'
import { lateFees, levies, levyReminders } from '../../../services/adjustment-fund/levy/store.ts'
import { leviesAreRemitted } from '../../../services/adjustment-fund/levy/waits.ts'
import { invariants } from '../../../services/adjustment-fund/night/invariants.ts'
import { nightlyChecks } from '../../../services/adjustment-fund/night/nightly-checks.ts'
import { receiveLevy } from '../../../services/adjustment-fund/remittance/receive-levy.ts'
import { remindCities } from '../../../services/adjustment-fund/remittance/remind-cities.ts'
import { decideOnRun } from '../../../services/adjustment-fund/run-approval/decide-run.ts'
import { rejectRun, runIdOf } from '../../../services/adjustment-fund/run-approval/rules/provincial-run.ts'
import { recordClearedYear } from '../../../services/adjustment-fund/year/record-cleared-year.ts'
import { recordClosedYear } from '../../../services/adjustment-fund/year/record-closed-year.ts'
import { recordPerformance } from '../../../services/adjustment-fund/year/record-performance.ts'
import { closedYears as storedYears } from '../../../services/adjustment-fund/year/store.ts'

const policy = readPolicy('shared/policy/anhui')
const year = { hefei: '340100', fuyang: '341200' } as const

/** Figures in fen: Hefei collects 100,000 yuan, Fuyang 50,000 and spends 58,000. */
const closedYears = [
  { city: year.hefei, pooledCollection: 10_000_000, income: 10_000_000, expenditure: 9_000_000 },
  { city: year.fuyang, pooledCollection: 5_000_000, income: 5_000_000, expenditure: 5_800_000 },
].map((figures) => ({
  id: `closed-${figures.city}`,
  occurredOn: '2025-12-31',
  data: {
    ...figures,
    scheme: 'resident' as const,
    year: 2025,
    plannedExpenditure: figures.income,
    openingBalance: 0,
    closingBalance: figures.income - figures.expenditure,
  },
}))

/** Fuyang's clearing adds 2,000 yuan to what was booked; Hefei's adds nothing. */
const cleared = (city: typeof year.hefei | typeof year.fuyang, expenditure = 0) => ({
  id: `cleared-${city}`,
  occurredOn: '2026-01-20',
  data: {
    ...{ city, scheme: 'resident' as const, year: 2025, clearedOn: '2026-01-20', statements: 3 },
    ...{ income: 0, expenditure },
    evidence: {
      collection: { due: 5_000_000, collected: 5_000_000 },
      care: {
        basis: 'first-budget' as const,
        volume: 90,
        cost: 6_000_000,
        volumeBefore: 0,
        costBefore: 5_000_000,
      },
      epidemic: { claims: 0, cost: 0 },
    },
  },
})

/** The published score of Fuyang's budget. */
const evaluated = {
  id: 'performance-341200',
  occurredOn: '2026-01-30',
  data: { city: year.fuyang, scheme: 'resident' as const, year: 2025, score: 92, publishedOn: '2026-01-30' },
}

const remittance = (city: typeof year.hefei | typeof year.fuyang, amount: number) => ({
  id: `remitted-${city}`,
  occurredOn: '2026-01-25',
  data: {
    levyId: `L-resident-2026-${city}`,
    city,
    scheme: 'resident' as const,
    year: 2026,
    amount,
    remittedOn: '2026-01-25',
  },
})

/** Opens an empty table and a queue that keeps what is sent to it. */
const openService = (dynamo: Awaited<ReturnType<typeof startDynamo>>) => {
  let tables = 0
  return async () => {
    tables += 1
    const name = `adjustment-fund-${tables}`
    await dynamo.createTable(name)
    const sent: RunUnit[] = []
    const queue = {
      send: async ({ input }: { input: { Entries: { MessageBody: string }[] } }) => {
        sent.push(...input.Entries.map(({ MessageBody }) => JSON.parse(MessageBody) as RunUnit))
        return {}
      },
    } as unknown as SQSClient
    const store = openStore(dynamo.client, () => name)
    const effects: Effects = {
      store,
      runs: () => ({ store, queue, queueUrl: 'queue' }),
      watched: () => [],
      policy: () => policy,
      journal: openJournal(store),
      meter: () => {},
    }
    return { effects, sent }
  }
}

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let open: ReturnType<typeof openService>
beforeAll(async () => {
  dynamo = await startDynamo()
  open = openService(dynamo)
})
afterAll(() => dynamo.stop())

const levy = { scheme: 'resident' as const, year: 2026, on: '2026-01-10', cities: [year.hefei, year.fuyang] }

const officer = { by: 'officer', on: '2026-01-10' }
const approver = { by: 'approver', on: '2026-01-10' }
let commands = 0
const commandId = () => {
  commands += 1
  return `C${commands}`
}

/** One officer of the province proposes a levy, another approves it. */
const startLevyRun = async (run: typeof levy, effects: Effects, by = approver) => {
  const proposed = await proposeLevyRun(
    { ...run, proposed: officer, commandId: `${run.scheme} ${run.year} ${run.cities}` },
    effects,
  )
  if (proposed.status === 'refused') return proposed
  return approveLevyRun(runIdOf(proposed.value), by, effects)
}
const startAllocationRun = async (run: AllocationRun, effects: Effects, by = approver) => {
  const proposed = await proposeAllocationRun({ ...run, proposed: officer, commandId: commandId() }, effects)
  if (proposed.status === 'refused') return proposed
  return approveAllocationRun(runIdOf(proposed.value), by, effects)
}

/** A service where both cities' years are closed and their levies assessed. */
const assessed = async () => {
  const { effects, sent } = await open()
  for (const event of closedYears) await recordClosedYear(event, effects)
  await startLevyRun(levy, effects)
  for (const unit of sent.splice(0)) await assessLevyUnit(unit, effects)
  return { effects, sent }
}

describe('a closed year', () => {
  it('is the same when it is told again', async () => {
    const { effects } = await open()
    const [first] = closedYears
    if (!first) throw new Error('no closed year')
    await recordClosedYear(first, effects)
    await recordClosedYear(first, effects)
    const data = Object.assign({}, first.data, { ofALaterRelease: 1 })
    await recordClosedYear({ ...first, data }, effects)
  })

  it.each([
    'pooledCollection',
    'income',
    'expenditure',
    'plannedExpenditure',
    'openingBalance',
    'closingBalance',
  ])(
    'is not closed again with another %s, under its own event or another one, and what stands remains',
    async (figure) => {
      const { effects } = await open()
      const [first] = closedYears
      if (!first) throw new Error('no closed year')
      await recordClosedYear(first, effects)
      const other = { ...first, data: { ...first.data, [figure]: 1 } }
      const refused = { code: 'year.closed-twice' }
      await expect(recordClosedYear(other, effects)).rejects.toMatchObject(refused)
      await expect(recordClosedYear({ ...other, id: 'another' }, effects)).rejects.toMatchObject(refused)
      await expect(recordClosedYear({ ...first, id: 'another' }, effects)).rejects.toMatchObject(refused)
      const id = { city: year.hefei, scheme: 'resident', year: 2025 } as const
      expect(await storedYears.read(effects.store, id)).toMatchObject(first.data)
    },
  )
})

describe('a cleared year', () => {
  it('is the same when it is told again, and another figure is put aside', async () => {
    const { effects } = await open()
    await recordClearedYear(cleared(year.hefei), effects)
    await recordClearedYear(cleared(year.hefei), effects)
    await expect(recordClearedYear(cleared(year.hefei, 1), effects)).rejects.toMatchObject({
      code: 'year.cleared-twice',
    })
  })
})

describe('the levy run', () => {
  it('is refused while a city’s year is open', async () => {
    const { effects } = await open()
    const [first] = closedYears
    if (first) await recordClosedYear(first, effects)
    expect(await startLevyRun(levy, effects)).toMatchObject({
      status: 'refused',
      refusal: { code: 'levy.year-not-closed' },
    })
  })

  it('assesses 5 % of each city’s collection and is done', async () => {
    const { effects } = await assessed()
    const owed = await Array.fromAsync(
      levies.list(effects.store, partition('LEVIES', 'resident'), ofYear(2026)),
    )
    expect(owed.map(({ city, amount, dueOn }) => [city, amount, dueOn])).toEqual([
      [year.hefei, 500_000, '2026-02-09'],
      [year.fuyang, 250_000, '2026-02-09'],
    ])
    expect(await readRun(effects.store, 'levy-resident-2026-1')).toMatchObject({ status: 'done', done: 2 })
  })

  it('gives a city its days from the approval on, however early the run is dated', async () => {
    const { effects, sent } = await open()
    for (const event of closedYears) await recordClosedYear(event, effects)
    await startLevyRun(levy, effects, { ...approver, on: '2026-06-01' })
    for (const unit of sent.splice(0)) await assessLevyUnit(unit, effects)
    const owed = await Array.fromAsync(
      levies.list(effects.store, partition('LEVIES', 'resident'), ofYear(2026)),
    )
    expect(owed[0]).toMatchObject({ assessedOn: '2026-01-10', toldOn: '2026-06-01', dueOn: '2026-07-01' })
    const event = remittance(year.hefei, 500_000)
    await receiveLevy({ ...event, data: { ...event.data, remittedOn: '2026-06-30' } }, effects)
    expect(await Array.fromAsync(lateFees.list(effects.store, partition('LATE-FEES', 'resident')))).toEqual(
      [],
    )
    const items = await Array.fromAsync(effects.store.scan())
    const cut = items.map((item) => (item.kind === 'levy' ? { ...item, dueOn: '2026-02-09' } : item))
    expect(judged(cut)).toContain('adjustment-fund.runs-take-two-hands')
  })

  it('goes on after a crash: only what is not done is queued again, by the figures it started with', async () => {
    const { effects, sent } = await open()
    for (const event of closedYears) await recordClosedYear(event, effects)
    await startLevyRun(levy, effects)
    const [first] = sent.splice(0)
    if (first) await assessLevyUnit(first, effects)
    await startLevyRun(levy, effects)
    expect(sent.map(({ unitId }) => unitId)).toEqual([year.fuyang])
  })

  it('does nothing when a unit comes twice', async () => {
    const { effects, sent } = await open()
    for (const event of closedYears) await recordClosedYear(event, effects)
    await startLevyRun(levy, effects)
    for (const unit of [...sent, ...sent]) await assessLevyUnit(unit, effects)
    expect(await readRun(effects.store, 'levy-resident-2026-1')).toMatchObject({ done: 2, units: 2 })
  })
})

describe('a levy in two hands', () => {
  const propose = (effects: Effects, cities: readonly string[], by = officer) =>
    proposeLevyRun({ ...levy, cities, proposed: by, commandId: commandId() }, effects)
  const closedProvince = async () => {
    const service = await open()
    for (const event of closedYears) await recordClosedYear(event, service.effects)
    return service
  }

  it('is approved by another person than proposed it, once; rejected, it levies nobody and frees its cities', async () => {
    const { effects, sent } = await closedProvince()
    await propose(effects, [year.hefei])
    expect(
      await approveLevyRun('levy-resident-2026-1', { ...officer, by: ' Officer' }, effects),
    ).toMatchObject({
      refusal: { code: 'run.same-person' },
    })
    expect(sent).toEqual([])
    expect(await approveLevyRun('levy-resident-2026-2', approver, effects)).toMatchObject({
      refusal: { code: 'run.not-proposed' },
    })
    const reject = (runId: string) =>
      decideOnRun(effects.store, { kind: 'levy', runId }, (run) =>
        rejectRun({ ...approver, reason: 'not yet' }, run),
      )
    expect(await reject('levy-resident-2026-1')).toMatchObject({ value: { status: 'rejected' } })
    expect(await approveLevyRun('levy-resident-2026-1', approver, effects)).toMatchObject({
      refusal: { code: 'run.rejected' },
    })
    await propose(effects, [year.hefei])
    await approveLevyRun('levy-resident-2026-2', approver, effects)
    await approveLevyRun('levy-resident-2026-2', approver, effects)
    for (const unit of sent) await assessLevyUnit(unit, effects)
    expect(await reject('levy-resident-2026-2')).toMatchObject({ refusal: { code: 'run.approved' } })
    expect(await found(effects)).toEqual([])
  })

  it('of some cities leaves the others free, and takes no city twice', async () => {
    const { effects, sent } = await closedProvince()
    await propose(effects, [year.hefei])
    expect(await propose(effects, [year.hefei, year.fuyang])).toMatchObject({
      refusal: { code: 'levy.city-levied', figures: { cities: year.hefei } },
    })
    expect(await propose(effects, [year.fuyang])).toMatchObject({ value: { number: 2, status: 'proposed' } })
    await approveLevyRun('levy-resident-2026-2', approver, effects)
    // The first waits for the second to go through its cities: what that raises counts for it.
    expect(await approveLevyRun('levy-resident-2026-1', approver, effects)).toMatchObject({
      refusal: { code: 'levy.earlier-run-open' },
    })
    for (const unit of sent.splice(0)) await assessLevyUnit(unit, effects)
    await approveLevyRun('levy-resident-2026-1', approver, effects)
    for (const unit of sent.splice(0)) await assessLevyUnit(unit, effects)
    const owed = await Array.fromAsync(levies.list(effects.store, partition('LEVIES', 'resident')))
    expect(owed.map(({ city, accumulated, outstanding }) => [city, accumulated, outstanding])).toEqual([
      [year.hefei, 250_000, 250_000],
      [year.fuyang, 0, 0],
    ])
    expect(await found(effects)).toEqual([])
  })

  it('sees a levy past the line by parts, one hand, and a run that nobody approved', async () => {
    const { effects } = await assessed()
    const items = await Array.fromAsync(effects.store.scan())
    const planted = (kind: string, more: object) =>
      items.map((item) => (item.kind === kind ? { ...item, ...more } : item))
    expect(judged(items)).toEqual([])
    // Fuyang's part came second, and left out what Hefei's had levied.
    const second = items.map((item) =>
      item.sk === `2026#${year.fuyang}` && item.kind === 'levy' ? { ...item, approval: 2 } : item,
    )
    expect(judged(second)).toEqual(['adjustment-fund.levies-in-parts-keep-the-line'])
    expect(judged(planted('provincial-run', { approved: officer }))).toEqual([
      'adjustment-fund.runs-take-two-hands',
    ])
    expect(judged(planted('provincial-run', { status: 'proposed' }))).toEqual([
      'adjustment-fund.runs-take-two-hands',
    ])
    expect(judged(planted('provincial-run', { cities: [year.hefei] }))).toEqual([
      'adjustment-fund.runs-take-two-hands',
    ])
  })
})

describe('a levy in parts', () => {
  const propose = (effects: Effects, share?: string, on = levy.on) =>
    proposeLevyRun(
      { ...levy, on, proposed: officer, commandId: commandId(), ...(share === undefined ? {} : { share }) },
      effects,
    )
  const run = async ({ effects, sent }: Awaited<ReturnType<typeof assessed>>, share?: string) => {
    const proposed = await propose(effects, share)
    if (proposed.status === 'refused') return proposed
    await approveLevyRun(runIdOf(proposed.value), approver, effects)
    for (const unit of sent.splice(0)) await assessLevyUnit(unit, effects)
    return proposed
  }
  const closedProvince = async () => {
    const service = await open()
    for (const event of closedYears) await recordClosedYear(event, service.effects)
    return service
  }
  const owed = async ({ store }: Effects) =>
    (await Array.fromAsync(levies.list(store, partition('LEVIES', 'resident'), ofYear(2026)))).map(
      ({ levyId, amount, status }) => [levyId, amount, status],
    )

  it('comes to the year’s levy and never past it: a third, a third and the rest of 5,000.00 yuan', async () => {
    const service = await closedProvince()
    await run(service, '0.3333')
    await run(service, '0.3333')
    expect(await propose(service.effects, '0.3335')).toMatchObject({
      refusal: { code: 'levy.above-rest', field: 'share', figures: { taken: '0.6666, 0.6666' } },
    })
    await run(service)
    expect(await owed(service.effects)).toEqual([
      [`L-resident-2026-${year.hefei}`, 166_650, 'due'],
      [`L-resident-2026-${year.hefei}-2`, 166_650, 'due'],
      [`L-resident-2026-${year.hefei}-3`, 166_700, 'due'],
      [`L-resident-2026-${year.fuyang}`, 83_325, 'due'],
      [`L-resident-2026-${year.fuyang}-2`, 83_325, 'due'],
      [`L-resident-2026-${year.fuyang}-3`, 83_350, 'due'],
    ])
    expect(await propose(service.effects)).toMatchObject({ refusal: { code: 'levy.city-levied' } })
    expect(await found(service.effects)).toEqual([])
  })

  it('of two runs that wait, the second takes no more than the first leaves', async () => {
    const { effects } = await closedProvince()
    await propose(effects, '0.6')
    expect(await propose(effects, '0.5')).toMatchObject({ refusal: { code: 'levy.above-rest' } })
    expect(await propose(effects, '0.4')).toMatchObject({ value: { number: 2, share: '0.4' } })
  })

  it('is in four parts at most', async () => {
    const service = await closedProvince()
    for (const share of ['0.1', '0.11', '0.12', '0.13']) await run(service, share)
    expect(await propose(service.effects, '0.2')).toMatchObject({
      refusal: { code: 'levy.too-many-parts', figures: { most: 4 } },
    })
  })

  it('pauses for all once the fund has reached the line, and is resumed in the year below it', async () => {
    const service = await closedProvince()
    const { effects } = service
    await run(service, '0.5')
    // 10 % of the province's 150,000 yuan: the fund holds it, whoever remitted.
    await receiveLevy(remittance(year.hefei, 250_000), effects)
    const account = await readAccount(effects.store, 'resident')
    const movement = { source: 'levy' as const, sourceId: 'earlier', city: year.hefei, on: '2026-01-26' }
    await effects.store.write(accountWrites(account, [{ ...movement, amount: 1_250_000 }]))
    await run(service, '0.25')
    expect((await owed(effects)).filter(([, , status]) => status === 'paused')).toHaveLength(2)
    const full = await readAccount(effects.store, 'resident')
    const paid = { ...movement, source: 'allocation' as const, amount: -1_000_000 }
    await effects.store.write(accountWrites(full, [paid]))
    await run(service)
    expect((await owed(effects)).filter(([id]) => String(id).endsWith('-3'))).toEqual([
      [`L-resident-2026-${year.hefei}-3`, 250_000, 'due'],
      [`L-resident-2026-${year.fuyang}-3`, 125_000, 'due'],
    ])
  })
})

describe('a late remittance', () => {
  const late = (city: typeof year.hefei, remittedOn: string) => {
    const event = remittance(city, 500_000)
    return { ...event, data: { ...event.data, remittedOn } }
  }
  const feesOf = ({ store }: Effects) =>
    Array.fromAsync(lateFees.list(store, partition('LATE-FEES', 'resident')))

  it('is charged 0.05 % a day from its last day on: 5,000.00 yuan eleven days late cost 27.50, once', async () => {
    const { effects } = await assessed()
    await receiveLevy(late(year.hefei, '2026-02-20'), effects)
    await receiveLevy(late(year.hefei, '2026-02-20'), effects)
    const levyId = `L-resident-2026-${year.hefei}`
    expect(await feesOf(effects)).toMatchObject([
      { feeId: `LF-${levyId}`, levyId, base: 500_000, days: 11, amount: 2_750, chargedOn: '2026-02-20' },
    ])
    const fee = { ...late(year.hefei, '2026-03-01').data, levyId: `LF-${levyId}`, amount: 2_750 }
    const remitted = { id: 'fee', occurredOn: '2026-03-01', data: fee }
    await receiveLevy(remitted, effects)
    await receiveLevy(remitted, effects)
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 502_750, entries: 2 })
    expect(await found(effects)).toEqual([])
  })

  it('costs nothing on the last day', async () => {
    const { effects } = await assessed()
    await receiveLevy(late(year.hefei, '2026-02-09'), effects)
    expect(await feesOf(effects)).toEqual([])
  })

  it('is reminded every ten days, with what it costs by then; who remitted is not', async () => {
    const { effects } = await assessed()
    await receiveLevy(late(year.hefei, '2026-02-09'), effects)
    const remind = (day: string) =>
      remindCities(
        { runId: '', unitId: '', task: 'remind-levies', input: {}, dueAt: `${day}T01:00:00Z` },
        effects,
      )
    for (const day of ['2026-02-18', '2026-02-19', '2026-02-20', '2026-03-01']) await remind(day)
    const reminders = await Array.fromAsync(
      levyReminders.list(effects.store, partition('REMINDERS', 'resident')),
    )
    expect(
      reminders.map(({ city, number, on, days, feeSoFar }) => [city, number, on, days, feeSoFar]),
    ).toEqual([
      [year.fuyang, 1, '2026-02-19', 10, 1_250],
      [year.fuyang, 2, '2026-03-01', 20, 2_500],
    ])
  })

  it('waits as work of the city until it is received, and too long after its last day', async () => {
    const { effects } = await assessed()
    await receiveLevy(late(year.hefei, '2026-02-09'), effects)
    const items = await Array.fromAsync(effects.store.scan())
    const waiting = items.flatMap((item) => leviesAreRemitted.waits(item) ?? [])
    expect(waiting).toEqual([{ since: '2026-01-10', until: '2026-02-09', amount: 250_000 }])
  })
})

describe('remittance', () => {
  it('books each levy once, however often and however many at a time it comes', async () => {
    const { effects } = await assessed()
    const events = [remittance(year.hefei, 500_000), remittance(year.fuyang, 250_000)]
    await Promise.all([...events, ...events].map((event) => receiveLevy(event, effects)))
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 750_000, entries: 2 })
    expect(await readAccount(effects.store, 'employee')).toMatchObject({ balance: 0, entries: 0 })
  })

  it('is put aside when it says another scheme or city than its levy is of: no other account gets it', async () => {
    const { effects } = await assessed()
    const { data, ...event } = remittance(year.hefei, 500_000)
    for (const other of [{ scheme: 'employee' as const }, { city: year.fuyang }])
      await expect(receiveLevy({ ...event, data: { ...data, ...other } }, effects)).rejects.toMatchObject({
        code: 'levy.of-another-fund',
      })
    for (const scheme of ['resident', 'employee'] as const)
      expect(await readAccount(effects.store, scheme)).toMatchObject({ balance: 0 })
  })

  it('is put aside when its amount is not the levy’s', async () => {
    const { effects } = await assessed()
    await expect(receiveLevy(remittance(year.hefei, 499_999), effects)).rejects.toMatchObject({
      code: 'levy.amount-differs',
    })
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 0 })
  })
})

/** The invariants that do not hold. */
const judged = (items: readonly RecordedItem[]): string[] => {
  const broken = invariants.flatMap(({ start }) => {
    const run = start()
    for (const item of items) run.see(item)
    return run.finish().violations.map(({ invariant }) => invariant)
  })
  return [...new Set(broken)]
}
const found = async ({ store }: Effects) => judged(await Array.fromAsync(store.scan()))

const application = {
  city: year.fuyang,
  scheme: 'resident' as const,
  year: 2025,
  causes: ['reasonable-spending' as const],
  reason: 'more stays than planned',
  madeBy: 'fuyang',
  appliedOn: '2026-01-31',
  receivedOn: '2026-01-31',
}
const examinedBy = { by: 'examiner', on: '2026-02-01', division: '340000' }
const approvedBy = { by: 'province', on: '2026-02-01', division: '340000' }
const applicationId = 'G-resident-2025-341200'

const allocated = ({ store }: Effects) =>
  Array.fromAsync(allocations.list(store, partition('ALLOCATIONS', 'resident'), ofYear(2025)))

/** Applies for Fuyang's gap, once it is cleared, and has it approved. */
const approve = async (effects: Effects) => {
  await recordClearedYear(cleared(year.fuyang, 200_000), effects)
  await recordPerformance(evaluated, effects)
  await applyForGapCommand(application, effects)
  await examineApplicationCommand(applicationId, examinedBy, effects)
  return approveApplicationCommand(applicationId, approvedBy, effects)
}

describe('a gap, from application to allocation', () => {
  it('waits until the year is cleared, and then is of the cost of the year: 58,000 booked and 2,000 cleared', async () => {
    const { effects } = await assessed()
    expect(await applyForGapCommand(application, effects)).toMatchObject({
      refusal: { code: 'gap.year-not-cleared', figures: { year: 2025, city: year.fuyang } },
    })
    await recordClearedYear(cleared(year.fuyang, 200_000), effects)
    expect(await applyForGapCommand(application, effects)).toMatchObject({
      value: { gap: 1_000_000, cleared: { income: 5_000_000, expenditure: 6_000_000 } },
    })
  })

  it('applies and approves once: a repeat gets the same answer, another application is refused', async () => {
    const { effects } = await assessed()
    const approved = { status: 'accepted', value: { status: 'approved', share: { fund: 750_000 } } }
    expect(await approve(effects)).toMatchObject(approved)
    expect(await approve(effects)).toMatchObject(approved)
    expect(await applyForGapCommand({ ...application, eligibleGap: 5 }, effects)).toMatchObject({
      refusal: { code: 'application.exists' },
    })
  })

  it('pays 7,500 of a gap of 10,000 (5,000 at 80 %, 5,000 at 70 %) scaled to the 5,000 that is there', async () => {
    const { effects, sent } = await assessed()
    await approve(effects)
    await receiveLevy(remittance(year.hefei, 500_000), effects)
    await startAllocationRun({ scheme: 'resident', year: 2025, on: '2026-02-05' }, effects)
    for (const unit of [...sent, ...sent]) await disburseAllocationsUnit(unit, effects)
    expect(await allocated(effects)).toMatchObject([
      { city: year.fuyang, approved: 750_000, amount: 500_000 },
    ])
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 0, paid: 500_000 })
  })

  it('pays a late remitter nothing until it remits, then its share in a later run', async () => {
    const { effects, sent } = await assessed()
    await approve(effects)
    await receiveLevy(remittance(year.hefei, 500_000), effects)
    const run = { scheme: 'resident' as const, year: 2025 }
    await startAllocationRun({ ...run, on: '2026-02-10' }, effects)
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
    expect(await allocated(effects)).toEqual([])

    await receiveLevy(remittance(year.fuyang, 250_000), effects)
    await startAllocationRun({ ...run, on: '2026-02-20' }, effects)
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
    expect(await allocated(effects)).toMatchObject([{ amount: 750_000 }])
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 0, entries: 3 })
  })
})

describe('a run that is dated early', () => {
  const run = { scheme: 'resident' as const, year: 2025 }

  it('pays nobody who is late when it is approved, and verification finds one that did', async () => {
    const { effects, sent } = await assessed()
    await approve(effects)
    await receiveLevy(remittance(year.hefei, 500_000), effects)
    await startAllocationRun({ ...run, on: '2026-02-05' }, effects, { ...approver, on: '2026-02-10' })
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
    expect(await allocated(effects)).toEqual([])

    await startAllocationRun({ ...run, on: '2026-02-06' }, effects, { ...approver, on: '2026-02-09' })
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
    expect(await allocated(effects)).toMatchObject([{ city: year.fuyang, amount: 500_000 }])
    expect(await found(effects)).not.toContain('adjustment-fund.runs-take-two-hands')
    const items = await Array.fromAsync(effects.store.scan())
    const late = items.map((item) => {
      if (item.kind !== 'provincial-run' || item.run !== 'allocation' || item.number !== 2) return item
      return { ...item, approved: { ...approver, division: '340000', on: '2026-02-10' } }
    })
    expect(judged(late)).toContain('adjustment-fund.runs-take-two-hands')
  })

  it('pays nobody who has owed back a share of another year for more than the days of a levy', async () => {
    const { effects, sent } = await assessed()
    await approve(effects)
    await receiveLevy(remittance(year.hefei, 500_000), effects)
    await receiveLevy(remittance(year.fuyang, 250_000), effects)
    const of = { city: year.fuyang, scheme: 'resident' as const, year: 2024 }
    const owed = { clawbackId: clawbackIdOf(of), applicationId: 'G-resident-2024-341200', paid: 9_000 }
    await effects.store.write([clawbacks.create({ ...of, ...owed, amount: 9_000, on: '2026-01-01' })])
    const pay = async (on: string) => {
      await startAllocationRun({ ...run, on }, effects)
      for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
      return (await allocated(effects)).length
    }
    expect(await pay('2026-02-01')).toBe(0)
    const back = { ...remittance(year.fuyang, 9_000).data, levyId: owed.clawbackId, year: 2024 }
    await receiveLevy({ id: 'back', occurredOn: '2026-02-02', data: back }, effects)
    expect(await pay('2026-02-02')).toBe(1)
  })

  it('pays no share that was approved after it', async () => {
    const { effects, sent } = await assessed()
    await approve(effects)
    for (const city of [year.hefei, year.fuyang])
      await receiveLevy(remittance(city, city === year.hefei ? 500_000 : 250_000), effects)
    await startAllocationRun({ ...run, on: '2026-01-31' }, effects)
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
    expect(await allocated(effects)).toEqual([])
  })
})

describe('a share that the account cannot pay', () => {
  const run = { scheme: 'resident' as const, year: 2025 }
  const pay = async ({ effects, sent }: Awaited<ReturnType<typeof assessed>>, on: string) => {
    await startAllocationRun({ ...run, on }, effects)
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
  }
  const paidSoFar = async (effects: Effects) =>
    (await allocated(effects)).map(({ allocationId, approved, amount, carried }) => [
      allocationId,
      approved,
      amount,
      carried,
    ])

  it('is carried and paid later, to the fen and no more', async () => {
    const service = await assessed()
    const { effects } = service
    await approve(effects)
    await receiveLevy(remittance(year.hefei, 500_000), effects)
    await pay(service, '2026-02-05')
    expect(await findApplication(applicationId, effects)).toMatchObject({ status: 'approved', paid: 500_000 })
    await receiveLevy(remittance(year.fuyang, 250_000), effects)
    await pay(service, '2026-02-06')
    await pay(service, '2026-02-07')
    expect(await paidSoFar(effects)).toEqual([
      ['A-resident-2025-341200', 750_000, 500_000, 250_000],
      ['A-resident-2025-341200-2', 250_000, 250_000, undefined],
    ])
    expect(await findApplication(applicationId, effects)).toMatchObject({
      ...{ status: 'allocated', allocated: 750_000, payments: 2 },
    })
    expect(await found(effects)).toEqual([])
  })

  it('lapses after the year that follows its approval', async () => {
    const service = await assessed()
    const { effects } = service
    await approve(effects)
    await receiveLevy(remittance(year.hefei, 500_000), effects)
    await receiveLevy(remittance(year.fuyang, 250_000), effects)
    const account = await readAccount(effects.store, 'resident')
    const spent = { source: 'allocation' as const, sourceId: 'other', city: year.hefei, on: '2026-02-01' }
    await effects.store.write(accountWrites(account, [{ ...spent, amount: -750_000 }]))
    await pay(service, '2027-12-31')
    expect(await paidSoFar(effects)).toEqual([])
    await pay(service, '2028-01-01')
    const ended = await Array.fromAsync(lapses.list(effects.store, partition('LAPSES', 'resident')))
    expect(ended).toMatchObject([{ lapseId: 'LA-resident-2025-341200-1', amount: 750_000 }])
    expect(await findApplication(applicationId, effects)).toMatchObject({ status: 'allocated', allocated: 0 })
  })
})

/** Final accounts, and corrections of them, that are told on the day they are of, or on another. */
type Finalised = Parameters<typeof recordFinalisedYear>[0]
type Corrected = Parameters<typeof recordCorrectedYear>[0]
const finalise = (event: Finalised, effects: Effects, today = event.data.finalisedOn) =>
  recordFinalisedYear(event, { ...effects, today })
const correct = (event: Corrected, effects: Effects, today = event.data.correctedOn) =>
  recordCorrectedYear(event, { ...effects, today })

describe('final accounts of a year whose gap was shared', () => {
  const final = (expenditure: number) => ({
    id: 'final-341200',
    occurredOn: '2026-06-30',
    data: {
      ...{ city: year.fuyang, scheme: 'resident' as const, year: 2025, finalisedOn: '2026-06-30' },
      ...{ income: 5_000_000, expenditure },
    },
  })
  const paidInFull = async () => {
    const service = await assessed()
    const { effects, sent } = service
    await approve(effects)
    await receiveLevy(remittance(year.hefei, 500_000), effects)
    await receiveLevy(remittance(year.fuyang, 250_000), effects)
    await startAllocationRun({ scheme: 'resident', year: 2025, on: '2026-02-05' }, effects)
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
    return service
  }

  it('claw back what was paid above them, once, and the account has it again: 1,000 less cost are 700 of the share', async () => {
    const { effects } = await paidInFull()
    await finalise(final(5_900_000), effects)
    await finalise(final(5_900_000), effects)
    const owed = await clawbacks.read(effects.store, { city: year.fuyang, scheme: 'resident', year: 2025 })
    expect(owed).toMatchObject({ clawbackId: 'CB-resident-2025-341200', paid: 750_000, amount: 70_000 })
    const back = { ...remittance(year.fuyang, 70_000).data, levyId: 'CB-resident-2025-341200' }
    await receiveLevy({ id: 'back', occurredOn: '2026-07-10', data: back }, effects)
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 70_000 })
    expect(await found(effects)).toEqual([])
    await expect(finalise(final(5_900_001), effects)).rejects.toMatchObject({
      code: 'year.finalised-twice',
    })
  })

  it('owe back within the days of a levy: that waits as work of the city, is reminded, and late costs what a late levy does', async () => {
    const { effects } = await paidInFull()
    await finalise(final(5_900_000), effects)
    const waits = async () =>
      (await Array.fromAsync(effects.store.scan())).flatMap((item) => clawbacksAreRemitted.waits(item) ?? [])
    // Thirty days from the approval of the final accounts on 30 June.
    expect(await waits()).toEqual([{ since: '2026-06-30', until: '2026-07-30', amount: 70_000 }])
    const remind = (day: string) =>
      remindCities(
        { runId: '', unitId: '', task: 'remind-levies', input: {}, dueAt: `${day}T01:00:00Z` },
        effects,
      )
    for (const day of ['2026-07-30', '2026-08-08', '2026-08-09', '2026-08-09', '2026-08-19'])
      await remind(day)
    const reminders = await Array.fromAsync(
      levyReminders.list(effects.store, partition('REMINDERS', 'resident')),
    )
    // 0.05 % a day of 700 yuan: 35 fen.
    expect(
      reminders.map(({ levyId, number, on, days, feeSoFar }) => [levyId, number, on, days, feeSoFar]),
    ).toEqual([
      ['CB-resident-2025-341200', 1, '2026-08-09', 10, 350],
      ['CB-resident-2025-341200', 2, '2026-08-19', 20, 700],
    ])
    const items = await Array.fromAsync(effects.store.scan())
    expect(judged(items)).toEqual([])
    expect(judged(items.filter(({ kind }) => kind !== 'levy-reminder'))).toEqual([
      'adjustment-fund.late-cities-are-reminded',
    ])
    const back = { ...remittance(year.fuyang, 70_000).data, levyId: 'CB-resident-2025-341200' }
    const remitted = { id: 'back', occurredOn: '2026-08-21', data: { ...back, remittedOn: '2026-08-21' } }
    for (const _ of ['once', 'again']) await receiveLevy(remitted, effects)
    expect(await waits()).toEqual([])
    const fees = await Array.fromAsync(lateFees.list(effects.store, partition('LATE-FEES', 'resident')))
    const feeId = 'LF-CB-resident-2025-341200'
    expect(fees).toMatchObject([{ feeId, levyId: back.levyId, base: 70_000, days: 22, amount: 770 }])
    const fee = { ...back, levyId: feeId, amount: 770, remittedOn: '2026-08-25' }
    await receiveLevy({ id: 'fee', occurredOn: '2026-08-25', data: fee }, effects)
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 70_770 })
    expect(await found(effects)).toEqual([])
  })

  it('that are told fifty days late give a city its days from then on: it is neither late at once nor charged', async () => {
    const { effects, sent } = await paidInFull()
    const remind = (day: string) =>
      remindCities(
        { runId: '', unitId: '', task: 'remind-levies', input: {}, dueAt: `${day}T01:00:00Z` },
        effects,
      )
    await remind('2026-08-19')
    await finalise(final(5_900_000), effects, '2026-08-19')
    const of = { city: year.fuyang, scheme: 'resident' as const, year: 2025 }
    expect(await clawbacks.read(effects.store, of)).toMatchObject({
      ...{ on: '2026-06-30', toldOn: '2026-08-19', dueOn: '2026-09-18' },
    })
    expect(await found(effects)).toEqual([])
    await remind('2026-08-20')
    await startAllocationRun({ scheme: 'resident', year: 2025, on: '2026-08-20' }, effects)
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
    const back = { ...remittance(year.fuyang, 70_000).data, levyId: 'CB-resident-2025-341200' }
    const remitted = { ...back, remittedOn: '2026-09-18' }
    await receiveLevy({ id: 'back', occurredOn: '2026-09-18', data: remitted }, effects)
    const kinds = (await Array.fromAsync(effects.store.scan())).map(({ kind }) => kind)
    expect(kinds).not.toContain('levy-reminder')
    expect(kinds).not.toContain('levy-late-fee')
    expect(await found(effects)).toEqual([])
  })

  it('that come before the money leave less to be paid, and claw nothing back', async () => {
    const { effects, sent } = await assessed()
    await finalise(final(5_900_000), effects)
    await approve(effects)
    await receiveLevy(remittance(year.hefei, 500_000), effects)
    await receiveLevy(remittance(year.fuyang, 250_000), effects)
    await startAllocationRun({ scheme: 'resident', year: 2025, on: '2026-02-05' }, effects)
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
    expect((await allocated(effects)).map(({ amount }) => amount)).toEqual([680_000])
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 70_000 })
    expect(await found(effects)).toEqual([])
  })

  const corrected = (number: number, expenditure: number) => ({
    id: `corrected-341200-${number}`,
    occurredOn: '2026-09-30',
    data: {
      ...{ city: year.fuyang, scheme: 'resident' as const, year: 2025, number, correctedOn: '2026-09-30' },
      ...{ income: 5_000_000, expenditure },
    },
  })

  it('that are corrected claw back once more, each by a receipt of its own', async () => {
    const { effects } = await paidInFull()
    await finalise(final(5_900_000), effects)
    await correct(corrected(2, 5_800_000), effects)
    await correct(corrected(2, 5_800_000), effects)
    const of = { city: year.fuyang, scheme: 'resident' as const, year: 2025 }
    const again = await clawbacks.read(effects.store, { ...of, part: 2 })
    expect(again).toMatchObject({ clawbackId: 'CB-resident-2025-341200-2', paid: 680_000, amount: 70_000 })
    for (const levyId of ['CB-resident-2025-341200-2', 'CB-resident-2025-341200']) {
      const back = { ...remittance(year.fuyang, 70_000).data, levyId }
      await receiveLevy({ id: `back ${levyId}`, occurredOn: '2026-10-10', data: back }, effects)
    }
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 140_000 })
    expect(await found(effects)).toEqual([])
    await expect(correct(corrected(2, 5_800_001), effects)).rejects.toMatchObject({
      code: 'year.corrected-twice',
    })
  })

  it('that are corrected upwards leave something owed further, which the next run pays out of what came back', async () => {
    const { effects, sent } = await paidInFull()
    await finalise(final(5_800_000), effects)
    const back = { ...remittance(year.fuyang, 140_000).data, levyId: 'CB-resident-2025-341200' }
    await receiveLevy({ id: 'back', occurredOn: '2026-07-10', data: back }, effects)
    await correct(corrected(1, 5_900_000), effects)
    const of = { city: year.fuyang, scheme: 'resident' as const, year: 2025 }
    expect(await furtherShares.read(effects.store, { ...of, part: 1 })).toMatchObject({
      ...{ furtherId: 'FS-resident-2025-341200-1', correction: 1, amount: 70_000 },
    })
    expect(await findApplication(applicationId, effects)).toMatchObject({ status: 'approved', paid: 750_000 })
    expect(await found(effects)).toEqual([])
    await startAllocationRun({ scheme: 'resident', year: 2025, on: '2026-10-05' }, effects)
    for (const unit of sent.splice(0)) await disburseAllocationsUnit(unit, effects)
    expect(await findApplication(applicationId, effects)).toMatchObject({
      ...{ status: 'allocated', allocated: 820_000, paid: 820_000, payments: 2 },
    })
    expect(await readAccount(effects.store, 'resident')).toMatchObject({ balance: 70_000 })
    expect(await found(effects)).toEqual([])
    const items = (await Array.fromAsync(effects.store.scan())) as RecordedItem[]
    expect(judged(items.filter(({ kind }) => kind !== 'further-share'))).toEqual([
      'adjustment-fund.shares-add-up',
    ])
    expect(judged(items.filter(({ kind }) => kind !== 'corrected-year'))).toEqual([
      ...['adjustment-fund.gaps-are-trued-up', 'adjustment-fund.shares-add-up'],
    ])
  })

  it('are trued up by their last correction, in whatever order the two arrive', async () => {
    const { effects } = await paidInFull()
    await correct(corrected(3, 5_850_000), effects)
    await correct(corrected(1, 5_700_000), effects)
    await finalise(final(5_900_000), effects)
    expect(await findApplication(applicationId, effects)).toMatchObject({
      trueUp: { correction: 3, clawedBack: 105_000 },
    })
    expect(await found(effects)).toEqual([])
  })

  it('are seen where a true-up is missing, or a clawback was taken off', async () => {
    const { effects } = await paidInFull()
    await finalise(final(5_900_000), effects)
    const items = await Array.fromAsync(effects.store.scan())
    const without = (kind: string, field: string) =>
      items.map((item) => (item.kind === kind ? { ...item, [field]: undefined } : item)) as RecordedItem[]
    expect(judged(items.filter(({ kind }) => kind !== 'clawback'))).toEqual([
      'adjustment-fund.gaps-are-trued-up',
    ])
    expect(judged(without('gap-application', 'trueUp'))).toEqual(['adjustment-fund.gaps-are-trued-up'])
    expect(judged(without('gap-application', 'examined'))).toEqual([
      'adjustment-fund.shares-take-three-hands',
    ])
    const richer = items.map((item) =>
      item.kind === 'closed-year' && item.city === year.fuyang
        ? { ...item, openingBalance: 9_000_000 }
        : item,
    )
    expect(judged(richer)).toEqual(['adjustment-fund.own-balance-comes-first'])
    const receivedOn = (on: string) =>
      items.map((item) =>
        item.kind === 'gap-application' ? { ...item, receivedOn: on, applyBy: '2026-09-30' } : item,
      )
    expect(judged(receivedOn('2026-10-01'))).toEqual(['adjustment-fund.late-applications-say-why'])
    expect(judged(receivedOn('2026-09-30'))).toEqual([])
    const scored = items.map((item) => (item.kind === 'published-score' ? { ...item, score: 61 } : item))
    expect(judged(scored)).toEqual(['adjustment-fund.own-balance-comes-first'])
  })
})

describe('an application that was rejected', () => {
  it('can be made again, and nothing else of its year', async () => {
    const { effects } = await assessed()
    await recordClearedYear(cleared(year.fuyang, 200_000), effects)
    await applyForGapCommand(application, effects)
    await rejectApplicationCommand(applicationId, { ...examinedBy, reason: 'another cause' }, effects)
    const anew = { ...application, reason: 'more stays, and dearer ones' }
    expect(await applyForGapCommand(anew, effects)).toMatchObject({ value: { status: 'applied' } })
    expect(await applyForGapCommand(application, effects)).toMatchObject({
      refusal: { code: 'application.exists' },
    })
  })
})

describe('the nightly check', () => {
  const night = { task: 'check-all-records', dueAt: '2026-02-06T19:00:00Z' } as unknown as RunUnit
  /** Lets the night pass; answers how much it looked at, and how much of it was wrong. */
  const pass = async ({ effects, sent }: Awaited<ReturnType<typeof assessed>>) => {
    const lines = vi.spyOn(console, 'log').mockImplementation(() => {})
    const tasks = checkTasks(nightlyChecks(effects.policy), effects.runs)
    await tasks['check-all-records']?.(night)
    for (const unit of sent.splice(0)) await tasks['check-records']?.(unit)
    const [told] = lines.mock.calls.map(([line]) => JSON.parse(String(line)))
    lines.mockRestore()
    return { checked: told?.Checked, violations: told?.Violations }
  }
  /** Two levies, both remitted. */
  const remitted = async () => {
    const service = await assessed()
    for (const event of [remittance(year.hefei, 500_000), remittance(year.fuyang, 250_000)])
      await receiveLevy(event, service.effects)
    return service
  }

  it('finds nothing in accounts that are in order', async () => {
    // An account, its two entries and two receipts; two levies and two receipts; two levies by their line; a run and
    // its two levies by their hands, and each looked at for a reminder; nothing shared out.
    expect(await pass(await remitted())).toEqual({ checked: 16, violations: 0 })
  })

  it('finds a balance that was raised past the service', async () => {
    const service = await remitted()
    const account = (await Array.fromAsync(service.effects.store.scan())).find(
      ({ kind }) => kind === 'account',
    )
    if (!account) throw new Error('there is no account')
    const raised = { ...account, balance: Number(account.balance) + 1 }
    await service.effects.store.write([{ kind: 'replace', item: raised, version: Number(account.version) }])
    // It is neither what came in less what went out, nor the sum of its entries.
    expect(await pass(service)).toEqual({ checked: 16, violations: 2 })
  })
})
