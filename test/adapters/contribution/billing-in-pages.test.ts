import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRun } from '#shared/edge/runs/run.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { saveCoverages } from '../../../services/contribution/coverage/save-coverages.ts'
import { covered, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.stop())

/** 2,100 flexible workers of Hefei: more than one message bills. */
const workers = Array.from({ length: 2100 }, (_, n) => {
  const of = { scheme: 'employee', employment: 'flexible', employerId: undefined }
  const [person] = covered(`P${n}`, of).detail.data.persons
  return person as never
})
const billed = async () => (await office.items()).filter(({ kind }) => kind === 'bill').length

describe('the billing of more persons than one message can', () => {
  it('goes on in another message of the same unit, and bills each of them once', async () => {
    for (const some of inPieces(workers, 100)) await saveCoverages(some, office.effects)
    const command = { kind: 'employer-month', commandId: 'many', city: '340100', month: '2025-01' } as const
    const { runId, units } = await office.start(command)
    // The other unit is of the retired who pay on: there are none.
    const [unit, ofRetired] = units
    if (!unit || !ofRetired) throw new Error('no unit was queued')
    await office.workOn(unit)
    const [next, ...others] = office.queued()
    expect(others).toEqual([])
    expect(await readRun(office.effects.store, runId)).toMatchObject({ done: 0, units: 2 })
    const soFar = await billed()
    expect(soFar).toBeGreaterThanOrEqual(2000)
    expect(next).toMatchObject({ runId, unitId: unit.unitId, input: { bills: soFar } })
    if (!next) throw new Error('the unit did not go on')

    // The message that was first comes once more, before and after the one that ends the walk.
    await office.workOn(unit)
    await office.workOn(next)
    await office.workOn(unit)
    expect(await billed()).toBe(2100)
    expect(await readRun(office.effects.store, runId)).toMatchObject({ done: 1 })
    await office.workOn(ofRetired)
    expect(await billed()).toBe(2100)
    expect(await readRun(office.effects.store, runId)).toMatchObject({ done: 2, status: 'done' })
  }, 60_000)
})
