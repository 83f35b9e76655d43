import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import type { Change } from '../../../../services/enrollment/coverage/change-coverage.ts'
import { changeCoverage } from '../../../../services/enrollment/coverage/change-coverage.ts'
import { nextRecord } from '../../../../services/enrollment/coverage/rules/person-record.ts'
import type { VersionedRecord } from '../../../../services/enrollment/coverage/store.ts'
import { insured, residentSpell, rules } from '../given.ts'

const policy = readPolicy('shared/policy/anhui')
const recordIn = (city: '340100' | '340200', version: number): VersionedRecord => ({
  ...nextRecord(undefined, insured({ ...residentSpell, city }), { rules, on: '2025-01-01' }),
  version,
})
const found = recordIn('340100', 1)

/** A table that holds a person as another writer left them while the first write was on its way. */
const overtakenBy = (now: VersionedRecord) => {
  let writes = 0
  const store = {
    write: async () => {
      writes += 1
      return writes === 1 ? { status: 'rejected', failed: [] } : { status: 'written' }
    },
    get: async () => now as unknown as Stored,
  } as unknown as Store
  return { store, policy: () => policy, writes: () => writes }
}

const change: Change = {
  command: {
    ...{ type: 'end-coverage', on: '2025-03-31', reason: 'emigration' },
    by: { subject: 'police', division: '340000', feed: 'public-security' },
  },
  commandId: 'c1',
  on: '2025-03-31',
  today: '2025-04-01',
  mayChange: ({ insured: { spells } }) => spells[0].city === '340100',
}

describe('a change of a person whom others change at the same time', () => {
  it('is decided again on the person as they then are', async () => {
    const table = overtakenBy(recordIn('340100', 2))
    expect(await changeCoverage(change, found, table)).toMatchObject({
      value: { insured: { status: 'ended' } },
    })
    expect(table.writes()).toBe(2)
  })

  it('is done once: the write that was not answered is found', async () => {
    const done = { ...recordIn('340100', 2), commands: [{ id: 'c1' }] }
    const table = overtakenBy(done)
    expect(await changeCoverage(change, found, table)).toEqual({ status: 'accepted', value: done })
    expect(table.writes()).toBe(1)
  })

  it('is refused when meanwhile another city covers them', async () => {
    const table = overtakenBy(recordIn('340200', 2))
    expect(await changeCoverage(change, found, table)).toMatchObject({
      status: 'refused',
      refusal: { code: 'enrollment.moved-meanwhile' },
    })
    expect(table.writes()).toBe(1)
  })
})
