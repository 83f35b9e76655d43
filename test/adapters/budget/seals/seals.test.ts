import { describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { contributionsOf } from '../contributions.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
const openAnother = eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const city = '340100'
const payment = (number: number, paidOn = '2025-01-10') =>
  office.deliver(
    contributionsReceived,
    contributionsOf({ city, scheme: 'employee' }, [
      {
        paymentId: `P${number}`,
        billId: 'B',
        payer: 'employer',
        pooled: 1_000,
        account: 0,
        paidOn,
      },
    ]),
  )
const start = (key: string, on = '2025-01-31') => office.post('maker', '/seals', { city, on }, key)
const seal = async (key: string, on?: string) => {
  const answer = await start(key, on)
  await office.doWork()
  return answer
}
const chain = async () =>
  (await office.get('maker', `/seals/${city}`)).body as unknown as Record<string, number>
const blocks = async () =>
  (await office.get('maker', `/seals/${city}/blocks`)).body.blocks as unknown as {
    number: number
    previous: string
    hash: string
    entries: object[]
  }[]

describe('a city’s ledger', () => {
  it('is sealed block after block, each time what has come since, of both funds and all periods', async () => {
    await payment(1)
    await office.deliver(claimsSettled, group([inpatientClaim('C1')], '2025-01', 'resident'))
    expect(await chain()).toMatchObject({ number: 0, sealed: 0, unsealed: 2 })
    const { status, body } = await seal('monday')
    expect(status).toBe(202)
    expect((await office.get('maker', `/runs/${body.runId}`)).body).toMatchObject({ status: 'done' })
    expect(await chain()).toMatchObject({ number: 1, sealed: 2, unsealed: 0 })
    await payment(2)
    await payment(3, '2025-02-10')
    await seal('tuesday', '2025-02-28')
    expect(await chain()).toMatchObject({ number: 2, sealed: 4, unsealed: 0, sealedOn: '2025-02-28' })
    const [first, second] = await blocks()
    expect(first?.entries).toHaveLength(2)
    expect(second?.entries).toHaveLength(2)
    expect(second?.previous).toBe(first?.hash)
    expect(await violationsIn(office)).toEqual([])
  })

  it('sealed again when nothing has come gets no block; the same command again is the same run', async () => {
    await payment(1)
    const once = await seal('monday')
    expect((await seal('monday')).body).toEqual(once.body)
    await seal('tuesday')
    expect(await blocks()).toHaveLength(1)
  })

  it('is sealed once by two runs at the same time', async () => {
    for (const number of [1, 2, 3]) await payment(number)
    await start('one')
    await start('two')
    const units = office.units.splice(0)
    await Promise.all(units.map((unit) => office.does(unit)))
    expect(await chain()).toMatchObject({ number: 1, sealed: 3, unsealed: 0 })
    expect(await violationsIn(office)).toEqual([])
  })

  it('killed after any write and started again is one whole chain', async () => {
    for (let kill = 1; kill <= 3; kill += 1) {
      if (kill > 1) await openAnother()
      for (const number of [1, 2, 3]) await payment(number)
      office.crashAfter(kill)
      await start('night').catch(() => undefined)
      await office.doWork().catch(() => undefined)
      await start('night')
      await office.doWork()
      expect(await chain()).toMatchObject({ number: 1, sealed: 3, unsealed: 0 })
      expect(await violationsIn(office)).toEqual([])
    }
  })

  it('takes no more blocks than it needs: five hundred entries each', async () => {
    const numbers = Array.from({ length: 501 }, (_, number) => number)
    for (const piece of inPieces(numbers, 40)) await Promise.all(piece.map((number) => payment(number)))
    await seal('night')
    expect((await blocks()).map(({ entries }) => entries.length)).toEqual([500, 1])
    expect(await violationsIn(office)).toEqual([])
  })

  it('is sealed every night by the schedule, a run a day for all cities and the province', async () => {
    await payment(1)
    const due = { runId: '', unitId: '', task: 'seal-ledgers', input: {}, dueAt: '2025-01-31T17:30:00Z' }
    await office.does(due)
    await office.does(due)
    expect(new Set(office.units.map(({ runId }) => runId))).toEqual(new Set(['SEAL-2025-02-01']))
    await office.doWork()
    expect((await office.get('province', '/runs/SEAL-2025-02-01')).body).toMatchObject({
      units: cities.length + 1,
      done: cities.length + 1,
    })
    expect(await chain()).toMatchObject({ number: 1, sealed: 1, sealedOn: '2025-02-01' })
  })

  it('tells the bus each block’s hash, so that a copy of it is kept elsewhere', async () => {
    await payment(1)
    await seal('night')
    const item = (await office.recorded()).find(({ kind }) => kind === 'ledger-block')
    const [block] = await blocks()
    expect(toEvents([{ sequence: '1', item: item as never }])).toMatchObject([
      {
        contract: { detailType: 'ledger-sealed.v1' },
        event: { data: { city, number: 1, hash: block?.hash, entries: 1, sealedOn: '2025-01-31' } },
      },
    ])
  })

  it('is sealed and seen by its own city only', async () => {
    expect((await office.post('otherCity', '/seals', { city, on: '2025-01-31' })).status).toBe(403)
    expect((await office.get('otherCity', `/seals/${city}`)).status).toBe(403)
    expect((await office.get('otherCity', `/seals/${city}/blocks`)).status).toBe(403)
  })
})
