import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/day.ts'
import { checkRecords } from '#shared/contracts/service.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { foundFrom, openBackDoor, passNight } from '#test/support/night.ts'
import {
  claimKey,
  correctedKey,
  insuredYearKey,
  reversedByKey,
} from '../../../../services/settlement/keys.ts'
import { invariants } from '../../../../services/settlement/night/invariants.ts'
import { nightlyChecks } from '../../../../services/settlement/night/nightly-checks.ts'
import { claimRecoveredKey } from '../../../../services/settlement/supervision/recovery-item.ts'
import { service } from '../../../../services/settlement/table.ts'
import { startQueue } from '../queue.ts'
import type { RecordedYear } from '../recorded-year.ts'
import { openRecordedYear } from '../recorded-year.ts'
import { violationsAtOnce, violationsIn } from '../service.ts'

let year: RecordedYear
let store: Store
let backDoor: ReturnType<typeof openBackDoor>

beforeAll(async () => {
  year = await openRecordedYear()
  store = year.store
  backDoor = openBackDoor('settlement')
})
afterAll(async () => {
  expect(await violationsIn(year.service)).toEqual([])
  await year.service.stop()
})

/** What stood where a test planted a fault; it is put back after the test. */
let before: { readonly key: Key; readonly record: Stored | undefined }[] = []
afterEach(async () => {
  for (const { key, record } of before.reverse())
    await (record ? backDoor.put(record as Item & Key) : backDoor.remove(key))
  before = []
})
const at = async (key: Key): Promise<Stored> => {
  const record = await store.get(key)
  if (!record) throw new Error(`nothing stands at ${key.pk} ${key.sk}`)
  return record
}
/** Writes a record past the service, for the length of a test. */
const plant = async (record: Stored): Promise<Stored> => {
  const { pk, sk } = record
  before.push({ key: { pk, sk }, record: await store.get({ pk, sk }) })
  await backDoor.put(record as Item & Key)
  return record
}
const change = async (key: Key, changed: (record: Stored) => Item): Promise<Stored> => {
  const record = await at(key)
  return plant({ ...record, ...changed(record) } as Stored)
}
const lose = async ({ pk, sk }: Key): Promise<Stored> => {
  const key = { pk, sk }
  const record = await at(key)
  before.push({ key, record })
  await backDoor.remove(key)
  return record
}
/** Adds to a figure that is kept by its position. */
const plus = (figures: unknown, position: number, amount: number): number[] =>
  (figures as number[]).map((figure, index) => (index === position ? figure + amount : figure))
const pool = 10

const ofKind = async (kind: string): Promise<Stored[]> =>
  ((await year.service.items()) as unknown as Stored[]).filter((item) => item.kind === kind)
const theReversalOf = async (claimId: string): Promise<Stored> =>
  at(claimKey(String((await at(reversedByKey(claimId))).reversalId)))

/** A day months after anything was settled. */
const later = '2025-11-03'
const round = Array.from({ length: 28 }, (_, night) => addDays(later, night))

/** What the check finds from a record alone, each place once; verify has to find the same. */
const found = async (record: Stored, on = later): Promise<string[]> => {
  const names = [...new Set(await foundFrom(record, nightlyChecks, store, on))]
  const atOnce = (await violationsAtOnce(year.service)).map(({ invariant, where }) => `${invariant} ${where}`)
  expect(atOnce).toEqual(expect.arrayContaining(names))
  return names
}
/** The same, night by night for four weeks; what each night finds. */
const foundInTurn = async (record: Stored): Promise<string[][]> => {
  const nights: string[][] = []
  for (const on of round) nights.push(await foundFrom(record, nightlyChecks, store, on))
  return nights.filter((night) => night.length > 0)
}

describe('the nightly check of settlement', () => {
  it('makes one run of a night whose clock strikes twice, and tells the metrics what it looked at', async () => {
    const checks = { ...nightlyChecks, parts: 3 }
    const { units, counted, told } = await passNight(checks, store, { strikes: 2, on: later })
    expect(units).toBe(3)
    expect(counted).toMatchObject({ violations: 0, moving: 0 })
    expect(counted.checked).toBeGreaterThan(0)
    expect(told).toEqual([])
  })

  it('is what the service’s worker does with the message of its schedule', async () => {
    const queue = await startQueue()
    const [night] = service.schedules.filter(({ name }) => name === checkRecords)
    queue.units.push({ ...night?.input, dueAt: '2025-11-10T03:20:00+08:00' } as unknown as RunUnit)
    expect(await queue.workOn()).toEqual([])
    expect(queue.units).toHaveLength(128)
    expect(await queue.workOn()).toEqual([])
    const run = await readRun(store, 'check-records-2025-11-10')
    expect(run).toMatchObject({ units: 128, done: 128, status: 'done' })
    await queue.stop()
  })

  it('looks at each thing as often as it should over four weeks', async () => {
    let checked = 0
    for (const on of round.map((day) => addDays(day, 28)))
      checked += (await passNight({ ...nightlyChecks, parts: 1 }, store, { on })).counted.checked
    // What every night checks. 7 years, these by what is registered and by the entries of their account too, and 10 claims that stand of 12. These 12 and 4 reversals by
    // themselves, and by who sent them. 3 corrected claims and the year they are of, 4 reversals with their marks, a case and its recovery, and its hands. A version
    // of the catalogue and its import. An institution.
    const everyNight = 7 + 7 + 7 + 10 + 16 + 16 + 3 + 1 + 8 + 2 + 1 + 2 + 1
    // Once: 12 claims by their years and by their visits, the 11 visits, and the three calls that admitted, charged
    // and discharged. The lines of the one visit that was registered, with it and with each of its two claims.
    expect(checked).toBe(28 * everyNight + 12 + 12 + 11 + 3 + 3)
  })

  it('judges all of the service’s invariants', () => {
    const judged = nightlyChecks.looks.flatMap((look) => look.invariants.map(({ id }) => id))
    expect(judged.sort()).toEqual(invariants.map(({ id }) => id).sort())
  })

  it('finds nothing wrong from any record alone, in any night', async () => {
    const records = (await year.service.items()) as unknown as Stored[]
    expect(new Set(records.map(({ kind }) => kind))).toContain('claim-settled')
    for (const on of [later, ...round.slice(1, 4)])
      for (const record of records) expect(await foundFrom(record, nightlyChecks, store, on)).toEqual([])
  })
})

describe('of a person, from the record of their year, the check finds', () => {
  it('a fen on the account that nobody brought', async () => {
    const record = await change(insuredYearKey('P1', 2025), ({ account }) => ({
      account: Number(account) + 1,
    }))
    expect(await found(record)).toEqual(['settlement.accumulators P1 2025'])
  })

  it('a claim that is lost: what it counted is in the year still', async () => {
    await lose(claimKey(year.visits[1] ?? ''))
    expect(await found(await at(insuredYearKey('P1', 2025)))).toEqual(['settlement.accumulators P1 2025'])
  })

  it('a claim on a day without entitlement', async () => {
    const until = (spells: unknown) =>
      (spells as string[][]).map((spell) => [...spell.slice(0, 5), '2025-04-30'])
    const record = await change(insuredYearKey('P1', 2025), ({ spells }) => ({ spells: until(spells) }))
    expect(await found(record)).toEqual([`settlement.entitlement ${year.visits[3]}`])
  })

  it('nothing of others, and nothing of the person from the record of a claim', async () => {
    await change(insuredYearKey('P1', 2025), ({ account }) => ({ account: Number(account) + 1 }))
    expect(await found(await at(insuredYearKey('P2', 2025)))).toEqual([])
    expect(await found(await at(claimKey(year.visits[0] ?? '')))).toEqual([])
  })
})

describe('of an entry, from its own record, the check finds', () => {
  it('a claim of which the pool pays a fen more', async () => {
    const record = await change(claimKey(year.standing), ({ amounts }) => ({
      amounts: plus(amounts, pool, 1),
    }))
    expect(await found(record)).toEqual([`settlement.identities CLAIM#${year.standing}`])
  })

  it('a correction of a fen more, and one of a claim that is not there', async () => {
    const [claimId = ''] = year.ofResident
    const key = correctedKey(claimId, 1)
    const correction = await at(key)
    const record = await change(key, ({ amounts }) => ({ amounts: plus(amounts, pool, 1) }))
    expect(await found(record)).toEqual([`settlement.corrections ${claimId}`])
    const lost = await plant({ ...correction, ...correctedKey('CNOBODY', 1) })
    expect(await found(lost)).toEqual(['settlement.corrections CNOBODY.1'])
  })

  it('a reversal whose claim is not marked, and a mark of no reversal', async () => {
    const reversal = await theReversalOf(year.reversed)
    await lose(reversedByKey(year.reversed))
    expect(await found(reversal)).toEqual([`settlement.reversals ${reversal.pk.slice('CLAIM#'.length)}`])
    const mark = await plant({
      ...reversedByKey(year.standing, 3),
      ...{ kind: 'claim-reversed-by', reversalId: 'CNOTHING' },
    })
    expect(await found(mark)).toEqual([`settlement.reversals CLAIM#${year.standing}`])
  })

  it('a reversal of a claim that is not there, and the year that lost it', async () => {
    const reversal = await theReversalOf(year.reversed)
    await lose(claimKey(year.reversed))
    expect(await found(reversal)).toEqual([`settlement.reversals ${reversal.pk.slice('CLAIM#'.length)}`])
    expect(await found(await at(insuredYearKey('P2', 2025)))).toEqual(['settlement.accumulators P2 2025'])
  })

  it('a reversal in good order of which the year knows nothing', async () => {
    const [claimId = ''] = year.visits
    const { visitId: _, ...claim } = await at(claimKey(claimId))
    const negative = (figures: unknown) => (figures as number[]).map((figure) => (figure === 0 ? 0 : -figure))
    const { scheme, city, care, institution, personId, servedOn, amounts, change: counted } = claim
    await plant({ ...reversedByKey(claimId), kind: 'claim-reversed-by', reversalId: 'CUNKNOWN' })
    const reversal = await plant({
      ...claimKey('CUNKNOWN'),
      ...{ kind: 'claim-reversed', reverses: claimId, reversedOn: '2025-06-01' },
      ...{ scheme, city, care, institution, personId, servedOn },
      ...{ amounts: negative(amounts), change: negative(counted) },
    } as Stored)
    expect(await found(reversal)).toEqual(['settlement.accumulators P1 2025'])
  })

  it('a correction of which the year knows nothing', async () => {
    const [claimId = ''] = year.visits
    const correction = await at(correctedKey(year.ofResident[0] ?? '', 1))
    const planted = await plant({ ...correction, ...correctedKey(claimId, 1), personId: 'P1' })
    expect(await found(planted)).toContain('settlement.accumulators P1 2025')
  })
})

describe('a claim that no year leads to', () => {
  /** It names no visit, which would miss it too. */
  const orphan = async (personId: string, settledOn: string) => {
    const { visitId: _, ...claim } = await at(claimKey(year.visits[3] ?? ''))
    return plant({ ...claim, ...claimKey('CORPHAN'), personId, settledOn } as Stored)
  }

  it('is found in the night after it was settled, and in the next', async () => {
    const record = await orphan('P1', addDays(later, -1))
    expect(await found(record)).toEqual(['settlement.claims-found CORPHAN'])
    expect(await found(record, addDays(later, -1))).toEqual(['settlement.claims-found CORPHAN'])
  })

  it('is found within four weeks whenever it was settled, also of a person nobody knows', async () => {
    for (const personId of ['P1', 'P-NOBODY'])
      expect(await foundInTurn(await orphan(personId, '2025-05-01'))).toEqual([
        ['settlement.claims-found CORPHAN'],
      ])
  })

  it('is found behind one that names what is not there', async () => {
    await change(claimKey(year.visits[3] ?? ''), () => ({ follows: ['CNOWHERE'] }))
    await change(insuredYearKey('P1', 2025), ({ claimed }) => ({
      claimed: (claimed as string[]).slice(0, 2),
    }))
    // What counts for the year are the claims that it leads to.
    const ofYear = await foundFrom(await at(insuredYearKey('P1', 2025)), nightlyChecks, store, later)
    expect(new Set(ofYear)).toEqual(new Set(['settlement.accumulators P1 2025']))
    expect(await foundInTurn(await at(claimKey(year.visits[0] ?? '')))).toEqual([
      [`settlement.claims-found ${year.visits[0]}`],
    ])
    expect(await foundInTurn(await at(claimKey(year.visits[3] ?? '')))).toEqual([])
  })
})

describe('of what was recovered, the check finds', () => {
  const theCase = async (): Promise<Stored> => {
    const [auditCase] = await ofKind('audit-case')
    if (!auditCase) throw new Error('no case was opened')
    return auditCase
  }
  const theRecovery = async (): Promise<Stored> => {
    const [recovery] = await ofKind('recovery-ordered')
    if (!recovery) throw new Error('nothing was ordered back')
    return recovery
  }
  const ofClaim = () => `settlement.recoveries ${year.recovered} 340100 employee`

  it('a confirmed case without its recovery, from the case and from the claim’s list', async () => {
    const auditCase = await theCase()
    await lose(await theRecovery())
    expect(await found(auditCase)).toEqual([`settlement.recoveries ${auditCase.pk} ${auditCase.sk}`])
    expect(await found(await at(claimRecoveredKey(year.recovered)))).toEqual([ofClaim()])
  })

  it('a recovery that is in no list, from the recovery and from the case', async () => {
    await lose(claimRecoveredKey(year.recovered))
    expect(await found(await theRecovery())).toEqual([ofClaim()])
    expect(await found(await theCase())).toEqual([ofClaim()])
  })

  it('more than the funds pay since the claim is reversed, from the claim’s list', async () => {
    const reversal = await at(claimKey(String((await at(reversedByKey(year.reversed))).reversalId)))
    await plant({ ...reversal, ...claimKey('CTHIS'), reverses: year.recovered, personId: 'P4' })
    await plant({ ...reversedByKey(year.recovered), kind: 'claim-reversed-by', reversalId: 'CTHIS' })
    expect(await found(await at(claimRecoveredKey(year.recovered)))).toEqual([ofClaim()])
  })
})

describe('of a visit, the check finds within four weeks', () => {
  const settlements = async () => ofKind('visit-settled')

  it('a settlement that is no claim', async () => {
    const [first] = await settlements()
    await lose(claimKey(String(first?.claimId)))
    expect(await foundInTurn(first as Stored)).toEqual([[`settlement.visits VISIT#${year.mdtrt_id}`]])
  })

  it('two settlements that both stand', async () => {
    const [first, second] = await settlements()
    await lose(reversedByKey(String(first?.claimId)))
    expect(await foundInTurn(second as Stored)).toEqual([[`settlement.visits VISIT#${year.mdtrt_id}`]])
  })

  it('a call whose event is not there', async () => {
    const call = (await ofKind('visit-call')).find(({ event }) => event === 2) as Stored
    await lose({ pk: `VISIT#${year.mdtrt_id}`, sk: 'EVENT#000002' })
    expect(await foundInTurn(call)).toEqual([[`settlement.visits ${call.pk}`]])
  })
})
