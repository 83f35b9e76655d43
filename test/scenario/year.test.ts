import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainRecorded } from '../../cli/explain/explain-recorded.ts'
import { checks as invariants } from '../../cli/verify/checks.ts'
import { localTables } from '../../cli/verify/tables.ts'
import type { StackRecord } from '../../cli/verify/verify.ts'
import { recordsIn } from '../../cli/verify/verify.ts'
import { openClient } from '../../cli/year/client.ts'
import { toJson } from '../../cli/year/json.ts'
import { waitForQuiet } from '../../cli/year/quiet.ts'
import { throughStack } from '../../cli/year/stack.ts'
import type { YearReport } from '../../cli/year/year.ts'
import { carryOutYear } from '../../cli/year/year.ts'
import { services } from '../../infra/services.ts'
import { localClient, localPlace } from '../../local/local-clients.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { startStack } from '../../local/stack.ts'
import { faults } from './faults.ts'

const options = { people: 60, seed: 1, cities: 2, year: 2025, watched: false, log: () => {} }
const minutes = 60_000

const carryOut = (stack: RunningStack) =>
  carryOutYear(throughStack(stack, { isOwn: true, close: stack.stop }), options)

/** What one invariant finds wrong in records; the others would take twenty times as long to look at them. */
const violationsOf = (invariant: string, records: readonly StackRecord[]) => {
  const rule = invariants.find(({ id }) => id === invariant)
  const check = rule?.start()
  for (const { service, item } of records)
    if (rule?.only === undefined || rule.only === service) check?.see(service, item)
  return check?.finish().violations ?? []
}

type Paid = {
  readonly line?: string
  readonly city: string
  readonly scheme: string
  readonly pooled: number
}

/** What a fund was paid in late fees. */
const lateFeesOf = (
  records: readonly StackRecord[],
  of: { readonly city: string; readonly scheme: string },
) =>
  records
    .flatMap(({ item }) => (item.kind === 'payment' ? [item.receipt as Paid] : []))
    .filter(({ line, city, scheme }) => line === 'late-fee' && city === of.city && scheme === of.scheme)
    .reduce((all, { pooled }) => all + pooled, 0)

describe('a fund year of two cities', () => {
  let stack: RunningStack
  let report: YearReport
  let records: StackRecord[]

  beforeAll(async () => {
    stack = await startStack({ inMemory: true })
    report = await carryOut(stack)
    records = await Array.fromAsync(recordsIn(localTables(stack)))
  }, 10 * minutes)
  afterAll(() => stack?.stop())

  it('settles most claims and refuses some, each with its reason', () => {
    const { settled, refused, refusals, reversed } = report.tally
    expect(settled).toBeGreaterThan(250)
    expect(reversed).toBeGreaterThan(0)
    expect([...refusals.values()].reduce((sum, count) => sum + count, 0)).toBe(refused)
    expect(refusals.get('unknown')).toBeUndefined()
  })

  it('comes to the same in virtual time, to the fen', async () => {
    const args = ['cli/year/main.ts', '--simulated', '--json', '--people', '60', '--cities', '2']
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 })
    const simulated = JSON.parse(stdout) as ReturnType<typeof toJson>
    const { cities, claims } = toJson(report)
    expect(simulated.claims).toEqual(claims)
    expect(simulated.cities).toEqual(JSON.parse(JSON.stringify(cities)))
    expect(simulated.violations).toBe(0)
  }, 120_000)

  it('gives every fund income, expenditure and a levy', () => {
    expect(report.cities.map(({ code }) => code)).toEqual(['340100', '341200'])
    for (const { code, schemes } of report.cities) {
      for (const [scheme, fund] of [
        ['employee', schemes.employee],
        ['resident', schemes.resident],
      ] as const) {
        expect(fund?.insured).toBeGreaterThan(0)
        expect(fund?.income).toBeGreaterThan(0)
        expect(fund?.expenditure).toBeGreaterThan(0)
        // A late fee is income, and no collection of which a share is levied.
        const levied = (fund?.income ?? 0) - lateFeesOf(records, { city: code, scheme })
        expect(fund?.levy).toBe(Math.round(levied * 0.05))
      }
    }
  })

  it('shares a deficit out of the adjustment fund', () => {
    const residents = report.cities.flatMap(({ schemes }) => schemes.resident ?? [])
    const inDeficit = residents.filter(({ income, clearedCost }) => clearedCost > income)
    expect(inDeficit.length).toBeGreaterThan(0)
    for (const { allocation } of inDeficit) expect(allocation).toBeGreaterThan(0)
  })

  it('settles a claim in two round trips, with all effects in at most 3 read units', () => {
    // A claim that is refused is read again, consistently, and takes up to four round trips without being settled.
    const { settled, refused } = report.tally
    expect(report.units.roundTripsPerClaim).toBeLessThanOrEqual(2 + (4 * refused) / settled)
    expect(report.units.readPerClaim).toBeLessThanOrEqual(3)
  })

  it('keeps every invariant, having looked at something for each', () => {
    expect(report.verified.violations).toEqual([])
    expect(report.deadLetters).toBe(0)
    const unseen = report.verified.checks.filter(({ checked }) => checked === 0).map(({ id }) => id)
    // Nobody of the generated year is treated elsewhere on a filing, and the first year that counts adds to no ceiling. No
    // claim of it is held and reviewed, and no hospital reconciles. Who is registered twice is a resident, without an
    // account or an allowance.
    expect(unseen).toEqual([
      ...['settlement.joined-accounts', 'cross.ceiling-additions', 'settlement.differences-are-borne-out'],
      ...['cross.reviewed-claims', 'settlement.filings', 'settlement.take-backs'],
    ])
  })

  it(
    'passes the night: every service has looked at what it recorded and found nothing wrong',
    async () => {
      const sqs = new SQSClient(localClient(stack.endpoints.sqs))
      for (const { name, schedules } of services)
        for (const { input } of schedules.filter(({ name: schedule }) => schedule.startsWith('check-')))
          await sqs.send(
            new SendMessageCommand({
              QueueUrl: `${stack.endpoints.sqs}/${localPlace.account}/tongchou-${name}-RunsUnitsQueue`,
              MessageBody: JSON.stringify({ ...input, dueAt: '2026-05-01T19:00:00Z' }),
            }),
          )
      await waitForQuiet(stack.url)
      const units = stack.units()
      for (const { name, checks = [] } of services)
        for (const operation of checks) {
          const { Checked = 0, ...found } = units[`${name}/${operation}`] ?? {}
          expect([name, operation, Checked > 0, found]).toMatchObject([
            name,
            operation,
            true,
            { Violations: 0, Moving: 0 },
          ])
        }
    },
    2 * minutes,
  )

  it.each(faults)('would find $what', ({ invariant, plant }) => {
    const planted = plant(records)
    expect(planted).not.toEqual(records)
    expect(violationsOf(invariant, planted).map((violation) => violation.invariant)).toContain(invariant)
  })

  it('explains claims and reversals so that every sum adds up', async () => {
    const entries = records.filter(({ item }) =>
      ['claim-settled', 'claim-reversed'].includes(String(item.kind)),
    )
    const everyTwentieth = entries.filter((_, index) => index % 20 === 0)
    const reversal = entries.filter(({ item }) => item.kind === 'claim-reversed').slice(0, 3)
    for (const { item } of [...everyTwentieth, ...reversal]) {
      const claimId = item.pk.slice('CLAIM#'.length)
      const { payers, sums, steps } = await explainRecorded(stack.url, claimId, 'zh')
      for (const { total, terms } of [payers, ...sums])
        expect([claimId, terms.reduce((sum, { amount }) => sum + amount, 0)]).toEqual([claimId, total.amount])
      expect(steps.length).toBeGreaterThan(3)
    }
    await expect(explainRecorded(stack.url, 'C404', 'en')).rejects.toThrow(
      'no claim or reversal is recorded under C404',
    )
  })

  it('serves what is public to whoever follows its links, without a token, and names no person and no claim', async () => {
    const ids = new Set(
      records.flatMap(({ item: { personId, claimId } }) =>
        [personId, claimId].flatMap((each) => (typeof each === 'string' && each.length > 4 ? [each] : [])),
      ),
    )
    expect(ids.size).toBeGreaterThan(100)
    const seen = new Map<string, string>()
    const wanted = ['/public', '/public/']
    for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
      if (seen.has(path)) continue
      const answer = await fetch(`${stack.url}${path}`)
      expect([path, answer.status]).toEqual([path, 200])
      const text = await answer.text()
      seen.set(path, text)
      if (answer.headers.get('content-type')?.startsWith('text/html'))
        for (const [, to = ''] of text.matchAll(/href="([^"]*)"/g))
          wanted.push(new URL(to, `${stack.url}${path}`).pathname)
    }
    for (const kind of ['quotas-2025-v1', 'execution-2025-12', 'clearing-2025', 'costs-2025-12'])
      for (const format of ['html', 'csv', 'xlsx'])
        expect([...seen.keys()]).toContain(`/public/340100/employee/${kind}.${format}`)
    for (const [path, text] of seen)
      expect([path, [...ids].filter((id) => text.includes(id))]).toEqual([path, []])
    const csv = '/public/340100/employee/quotas-2025-v1.csv'
    expect(seen.get(csv)).toContain('安徽省立医院')
    const head = await fetch(`${stack.url}${csv}`, { method: 'HEAD' })
    const etag = head.headers.get('etag') ?? ''
    expect([head.status, head.headers.get('cache-control')]).toEqual([200, 'public, max-age=3600'])
    expect((await fetch(`${stack.url}${csv}`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await fetch(`${stack.url}/public/340100/none.csv`)).status).toBe(404)
    expect((await fetch(`${stack.url}${csv}`, { method: 'PUT', body: 'mine' })).status).toBe(404)
  }, 60_000)

  it('shows and moves no city’s data to another city’s caller', async () => {
    const client = openClient(stack.url)
    const foreign = { sub: 'clerk-341200', scope: 'city', division: '341200' }
    const claim = records.find(({ item }) => item.kind === 'claim-settled' && item.city === '340100')?.item
    const requests = [
      ['GET', '/v1/budget/execution/340100/employee/2025', undefined],
      ['GET', '/v1/budget/payment-orders?city=340100&scheme=employee&state=open', undefined],
      ['GET', '/v1/budget/warnings?city=340100', undefined],
      ['GET', '/v1/contribution/bills?city=340100', undefined],
      [
        'POST',
        '/v1/contribution/sweeps',
        { city: '340100', scheme: 'employee', fundYear: 2025, on: '2025-12-31' },
      ],
      [
        'POST',
        '/v1/budget/year-closes',
        { city: '340100', scheme: 'employee', year: 2025, on: '2026-01-25' },
      ],
      [
        'POST',
        '/v1/adjustment-fund/gap-applications',
        { city: '340100', scheme: 'resident', year: 2025, causes: ['policy-change'], reason: 'not mine' },
      ],
    ] as const
    for (const [method, path, body] of requests) {
      const { status, body: answer } = await client.send(foreign, method, path, body, 'foreign-call')
      expect([path, status, answer.code]).toEqual([path, 403, 'caller.other-division'])
    }
    // An id tells nothing: another city's claim is answered as one that nobody settled.
    const claims = [claim?.pk.slice('CLAIM#'.length), 'C-of-nobody'].map(
      (id) => `/v1/settlement/claims/${id}`,
    )
    for (const path of claims) {
      const { status, body: answer } = await client.send(foreign, 'GET', path)
      expect([path, status, answer.code]).toEqual([path, 404, 'claim.unknown'])
    }
    const levies = await client.get<{ levies: { city: string }[] }>(
      foreign,
      '/v1/adjustment-fund/levies?year=2026&scheme=resident',
    )
    // Its levy is taken in two parts.
    expect(levies.levies.map(({ city }) => city)).toEqual(['341200', '341200'])
  })
})
