import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { foundFrom, openBackDoor, passNight } from '#test/support/night.ts'
import { tokens } from '#test/support/service.ts'
import type { PersonRecord } from '../../../services/enrollment/coverage/rules/person-record.ts'
import { nightlyChecks } from '../../../services/enrollment/night/nightly-checks.ts'
import { openSecrets } from '../../../services/enrollment/person/secrets.ts'
import { pupils, schools } from '../../../services/enrollment/school/store.ts'
import { billPaid, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let backDoor: ReturnType<typeof openBackDoor>

beforeAll(async () => {
  service = await startEnrollment()
  backDoor = openBackDoor('enrollment')
})
afterAll(() => service.stop())

type Coverage = Stored & PersonRecord
type Records = { readonly claim: Stored; readonly identity: Stored; readonly coverage: Coverage }

/** The three records of a resident who is registered and has paid for 2025. */
const paidUp = async (serial: number): Promise<Records & { readonly personId: string }> => {
  const body = resident(serial)
  const { body: answer } = await service.call(tokens.hefei, 'POST', '/persons', { key: `k${serial}`, body })
  const personId = String(answer.personId)
  const year = { scheme: 'resident', from: '2025-01', to: '2025-12', paidOn: '2024-11-01' }
  expect(await service.deliver(billPaid([personId], { billId: `R-${personId}-2025`, ...year }))).toBe(0)
  const [identity, coverage] = await service.store.getMany([
    { pk: `PERSON#${personId}`, sk: 'IDENTITY' },
    { pk: `PERSON#${personId}`, sk: 'COVERAGE' },
  ])
  const token = String((identity as { tokens?: { certificate: string } } | undefined)?.tokens?.certificate)
  const claim = await service.store.get({ pk: `CERTIFICATE#${token}`, sk: 'CERTIFICATE' })
  if (!claim || !identity || !coverage) throw new Error('not registered')
  return { personId, claim, identity, coverage: coverage as Coverage }
}

/** The whole table on one page, so that everyone is met once. */
const policy = readPolicy('shared/policy/anhui')
const checks = () => nightlyChecks(openSecrets(openKeyRing(service.store, service.wrapping)), () => policy)
const onOnePage = () => ({ ...checks(), parts: 1 })
const from = (record: Stored) => foundFrom(record, checks(), service.store)

/** Changes a person's coverage past the service. */
const spoil = async ({ coverage }: Records, more: Partial<PersonRecord>): Promise<Stored> => {
  const spoiled = { ...coverage, ...more } as unknown as Stored
  await backDoor.put(spoiled)
  return spoiled
}

describe('the night over persons who are registered and paid up', () => {
  it('finds nothing wrong, and judges each by the thirteen invariants: 3 persons are 39', async () => {
    for (const serial of [1, 2, 3]) await paidUp(serial)
    const { counted, told } = await passNight(onOnePage(), service.store)
    expect(counted).toEqual({ checked: 39, violations: 0, moving: 0 })
    expect(told).toEqual([])
  })

  it('finds nothing wrong, whichever of the three records of a person a page comes upon', async () => {
    const { claim, identity, coverage } = await paidUp(3)
    for (const record of [claim, identity, coverage]) expect(await from(record), record.pk).toEqual([])
  })

  it('looks at all 128 parts in one run, though the clock strikes twice', async () => {
    const runId = 'check-records-2025-03-04'
    const { units, counted } = await passNight(checks(), service.store, {
      strikes: 2,
      on: '2025-03-04',
    })
    expect(units).toBe(128)
    expect(counted).toMatchObject({ violations: 0, moving: 0 })
    // The coverage is judged once, by six checks, and the identity by three. The two checks of a person's
    // records together also run where their certificate is met, on another page.
    expect(counted.checked).toBeGreaterThanOrEqual(39)
    expect(counted.checked).toBeLessThanOrEqual(45)
    expect(await readRun(service.store, runId)).toMatchObject({ units: 128, done: 128, status: 'done' })
  })

  it('does not take for a fault what a read was too early to show: it is read again as it stands', async () => {
    const early: Store = {
      ...service.store,
      getMany: async (keys, options) => {
        const items = await service.store.getMany(keys, options)
        return items.map((item) => (options?.eventual && item?.kind === 'identity' ? undefined : item))
      },
      scanPart: async (place) => {
        const page = await service.store.scanPart(place)
        return { ...page, items: page.items.filter(({ kind }) => kind === 'certificate') }
      },
    }
    const { counted } = await passNight(onOnePage(), early, { on: '2025-03-05' })
    // Only claims are on the page, which have three persons registered once, with their keys.
    expect(counted).toEqual({ checked: 6, violations: 0, moving: 3 })
  })
})

describe("a fault of a person's coverage is found where their coverage is met", () => {
  it('two coverages that share a day', async () => {
    const person = await paidUp(10)
    const { insured } = person.coverage
    const second = { ...insured.spells[0], city: '340200' as const, from: '2025-05-01' }
    const spoiled = await spoil(person, {
      insured: { ...insured, spells: [{ ...insured.spells[0], to: '2025-06-30' }, second] },
    })
    expect(await from(spoiled)).toContain(`enrollment.one-coverage ${person.personId}`)
  })

  it('an entitlement in a city where the person was never covered', async () => {
    const person = await paidUp(11)
    const entitlements = person.coverage.entitlements.map((year) => ({
      ...year,
      spells: year.spells.map((spell) => ({ ...spell, city: '340200' as const })),
    }))
    expect(entitlements[0]?.spells).toHaveLength(1)
    const spoiled = await spoil(person, { entitlements })
    expect(await from(spoiled)).toEqual([`enrollment.entitlement-within-coverage ${person.personId}`])
  })

  it('a bill that counts twice', async () => {
    const person = await paidUp(12)
    const { insured } = person.coverage
    const [bill] = insured.paidBills
    if (!bill) throw new Error('nothing is paid')
    const spoiled = await spoil(person, { insured: { ...insured, paidBills: [bill, bill] } })
    expect(await from(spoiled)).toEqual([`enrollment.bills-once ${person.personId}`])
  })
})

describe('a student', () => {
  it('is judged with their school and their coverage, which stand elsewhere', async () => {
    const { personId } = await paidUp(25)
    const listed = { schoolCode: '3401000001', since: '2025-09-01', personId, version: 1 }
    const pupil = { ...pupils.key(listed), kind: 'pupil', ...listed } as unknown as Stored
    await backDoor.put(pupil)
    expect(await from(pupil)).toEqual([`enrollment.students-of-registered-schools ${personId}`])
    const school = { schoolCode: '3401000001', city: '340100', name: 'a school of Hefei', version: 1 }
    await backDoor.put({ ...schools.key(school), kind: 'school', ...school } as unknown as Stored)
    expect(await from(pupil)).toEqual([])
    await backDoor.remove(pupil)
  })
})

describe('a person registered by half', () => {
  it.each(['claim', 'identity', 'coverage'] as const)(
    'is found by what is there when the %s is not',
    async (gone) => {
      const person = await paidUp({ claim: 20, identity: 21, coverage: 22 }[gone])
      await backDoor.remove(person[gone])
      const { claim, identity, coverage } = person
      for (const record of [claim, identity, coverage].filter((each) => each !== person[gone]))
        expect(await from(record)).toContain(`enrollment.registered-once ${person.personId}`)
    },
  )
})

describe('a person registered twice', () => {
  it('is found by the second claim on a certificate', async () => {
    const { claim, personId } = await paidUp(30)
    const second = { ...claim, pk: 'CERTIFICATE#another' }
    await backDoor.put(second)
    expect(await from(second)).toEqual([`enrollment.registered-once ${personId}`])
  })

  it('is found by the second record of their coverage', async () => {
    const { coverage, personId } = await paidUp(31)
    const second = { ...coverage, pk: 'PERSON#second' } as unknown as Stored
    await backDoor.put(second)
    expect(await from(second)).toEqual([`enrollment.registered-once ${personId}`])
  })
})

describe('the night over all of this', () => {
  it('counts each fault for the alarm and tells of its place', async () => {
    const { counted, told } = await passNight(onOnePage(), service.store, { on: '2025-03-06' })
    const times = Map.groupBy(told, (place) => place.split(' ')[0])
    expect(Object.fromEntries([...times].map(([invariant, places]) => [invariant, places.length]))).toEqual({
      'enrollment.one-coverage': 1,
      // The city where the person was never covered, and the entitlement that outlasts the first of two
      // coverages.
      'enrollment.entitlement-within-coverage': 2,
      'enrollment.bills-once': 1,
      // The second coverage, of another city, which nobody released the person to.
      'enrollment.city-by-two-hands': 1,
      // Three by half, two twice.
      'enrollment.registered-once': 5,
    })
    expect(counted).toMatchObject({ violations: 10, moving: 0 })
  })
})
