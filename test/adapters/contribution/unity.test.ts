import { beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#shared/edge/store/store.ts'
import { eachTestItsTable } from '#test/support/dynamodb.ts'
import { coverages } from '../../../services/contribution/coverage/store.ts'
import type { UnityEffect } from '../../../services/contribution/unity/rules/unity-effect.ts'
import { readWeighed, startWeighing, weighUnity } from '../../../services/contribution/unity/weigh-unity.ts'
import { person } from '../../unit/contribution/given.ts'
import type { Counting } from './counting.ts'
import { inSmallPages, openCounting, residentsBill } from './counting.ts'

/** Twenty-four residents of Hefei: every third drew minimum living when they were billed, 360 of 400 yuan by medical aid. */
const bills = Array.from({ length: 24 }, (_, resident) => {
  const isAided = resident % 3 === 0
  const bill = residentsBill(resident, '2024-11-05', isAided ? 36_000 : 0)
  return isAided ? { ...bill, aid: 'minimum-living' as const } : bill
})

let office: Counting
eachTestItsTable(async (dynamo, table) => {
  office = await openCounting(
    openStore(dynamo.client, () => table),
    bills,
  )
})
beforeEach(async () => {
  const known = bills.map(({ persons: [line] }) =>
    coverages.create({
      person: person(line?.personId ?? '', {
        ...{ scheme: 'resident', employment: 'resident', employerId: undefined },
      }),
      version: 1,
    }),
  )
  await office.store.write(known)
})

const weigh = async (commandId: string, asked: { city?: '340100' }, over = office.effects) => {
  const runId = await startWeighing({ commandId, year: 2025, ...asked }, over)
  let messages = 0
  for (let unit = office.units.shift(); unit; unit = office.units.shift()) {
    messages += 1
    await weighUnity(unit, over)
  }
  return { runId, messages, weighed: await readWeighed(office.store, runId) }
}

/** Eight persons pay 80 in place of 40 yuan: the province's medical aid pays four fifths. */
const eight: UnityEffect = {
  ...{ lines: 8, base: 320_000 },
  payers: { individual: 32_000, 'medical-aid': -32_000 },
}

describe("weighing the province's figures on a year's bills", () => {
  it('tells for each figure alone and for all what payers pay more or less', async () => {
    const { weighed } = await weigh('hefei', { city: '340100' })
    expect(weighed).toMatchObject({ status: 'done', units: 8, city: '340100', year: 2025 })
    const [hefei] = weighed?.effects ?? []
    expect(hefei?.of['contribution.resident.aid_share.minimum_living']).toEqual(eight)
    expect(hefei?.of.all).toEqual(eight)
  })

  it('comes to the same in small pages over several messages, and a message that comes again counts nobody twice', async () => {
    const small = office.effectsOver(inSmallPages(office.store))
    const { runId, weighed, messages } = await weigh('small', { city: '340100' }, small)
    expect(messages).toBeGreaterThanOrEqual(8)
    expect(weighed?.effects[0]?.of.all).toEqual(eight)
    const unit = { runId, unitId: '340100:residents:0', task: 'unity-effect', input: {} }
    await weighUnity(unit, office.effects)
    expect((await readWeighed(office.store, runId))?.effects[0]?.of.all).toEqual(eight)
  })

  it('of the province is of every city that differs, and changes no bill', async () => {
    const before = JSON.stringify(
      await Array.fromAsync(office.store.list({ pk: `BILL#${bills[0]?.billId}` })),
    )
    const { weighed } = await weigh('province', {})
    expect(weighed?.effects.map(({ city }) => city)).toEqual([
      ...['340100', '340200', '340500', '340700', '341700'],
    ])
    const elsewhere = weighed?.effects.slice(1).flatMap(({ of }) => Object.values(of))
    expect(elsewhere?.filter(({ lines }) => lines > 0)).toEqual([])
    const after = JSON.stringify(await Array.fromAsync(office.store.list({ pk: `BILL#${bills[0]?.billId}` })))
    expect(after).toBe(before)
  })

  it('goes on under no other policy than it was begun with', async () => {
    await startWeighing({ commandId: 'other', year: 2025, city: '340100' }, office.effects)
    const unit = office.units[0]
    const changed = { ...office.effects, policy: () => ({ ...office.effects.policy(), version: 'other' }) }
    await expect(weighUnity(unit as NonNullable<typeof unit>, changed)).rejects.toMatchObject({
      code: 'contribution.policy-changed',
    })
  })
})
