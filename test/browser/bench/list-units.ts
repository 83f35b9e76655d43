import { meterRequests, type Usage } from '#shared/edge/store/request-meter.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { placeAmong } from '#shared/kernel/hash.ts'
import { coverages, rosterShards, type VersionedRecord } from '../../../services/enrollment/coverage/store.ts'
import { listPersons } from '../../../services/enrollment/look-up/list-persons.ts'
import { openTables } from '../../../simulation/database/open-tables.ts'
import { simulatedModel } from '../../../simulation/model.ts'

const city = '340100'

/** A resident of a city as enrolment keeps them, as far as a list of them reads. */
const residentOf = (number: number): VersionedRecord => {
  const personId = `P${String(number).padStart(20, '0')}`
  const insured = {
    ...{
      personId,
      status: 'covered',
      aids: [{ aid: 'none', from: '2024-11-01' }],
      paidYears: [],
      reports: [],
    },
    ...{ birthOn: '1985-06-15', sex: 'female', nameKey: 'x'.repeat(44), certificate: 'x'.repeat(120) },
    spells: [{ scheme: 'resident', city, employment: 'resident', from: '2024-11-01' }],
  }
  const record = { insured, coverageVersion: 1, entitlements: [], commands: [{ id: 'enrol' }] }
  return { ...record, changedOn: '2024-11-01', version: 1 } as unknown as VersionedRecord
}

export type ListUnits = { readonly persons: number; readonly pages: readonly Usage[] }

/** What pages of a list of so many persons cost at the database: the first, one from the middle, and the last but one. */
export const measureList = async (persons: number): Promise<ListUnits> => {
  const model = await simulatedModel('cdk.out')
  const database = openTables(model, { now: Date.now })
  const name = model.tables.find((each) => /enrollment/i.test(each.name))?.name ?? ''
  const client = database.connect()
  const requests = meterRequests(client)
  const store = openStore(client, () => name)
  for (let from = 0; from < persons; from += 100)
    await store.write(
      Array.from({ length: Math.min(100, persons - from) }, (_, at) =>
        coverages.create(residentOf(from + at)),
      ),
    )
  const listed = { by: 'place', city, scheme: 'resident', employment: 'resident' } as const
  const middle = `${placeAmong(rosterShards, 'x') % (rosterShards - 1)}~`
  const pages: Usage[] = []
  for (const cursor of [undefined, middle, `${rosterShards - 1}~`]) {
    requests.drain()
    await listPersons(listed, cursor, { store })
    pages.push(requests.drain())
  }
  return { persons, pages }
}
