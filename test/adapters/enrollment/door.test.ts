import { afterAll } from 'vitest'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { describeDoor } from '#test/support/door-suite.ts'
import { startKms } from '#test/support/kms.ts'
import { tokens } from '#test/support/service.ts'
import type { TourRecord } from '#test/support/tour.ts'
import type { Effects } from '../../../services/enrollment/effects.ts'
import { operations } from '../../../services/enrollment/operations.ts'
import { keepSecrets } from '../../../services/enrollment/person/keep-secrets.ts'
import { table } from '../../../services/enrollment/refusals.ts'
import { subscriptions } from '../../../services/enrollment/subscriptions.ts'
import { service } from '../../../services/enrollment/table.ts'
import { tasks } from '../../../services/enrollment/tasks.ts'
import { billPaid, employee, idNumberOf } from './people.ts'

const { hefei, wuhu, feed, hospital, auditor } = tokens
const persons = '/v1/enrollment/persons'
const register = `POST ${persons}`

const personIn = (visited: TourRecord): string => String(visited.get(register)?.answer.body.personId)

const list = [
  'id_number,name,sex,birth_on,scheme,city,employment,employer_id,aid,from,paid_months',
  `${idNumberOf('1980-05-20', 4)},王芳,女,1980-05-20,390,340100,resident,,低保,2025-01-01,`,
].join('\r\n')

const kms = await startKms()
afterAll(kms.stop)

describeDoor(
  {
    service,
    refusals: table,
    effects: (given): Effects => ({
      ...given,
      secrets: keepSecrets(openKeyRing(given.store, kms.wrapping)),
    }),
    operations,
    tasks,
    subscriptions,
    fingerprint: ({ secrets }) => secrets.fingerprint,
  },
  ({ deliver }) => [
    { does: register, as: hefei, body: employee(1) },
    (visited) => ({
      does: `GET ${persons}/{personId}`,
      as: hospital,
      params: { personId: personIn(visited) },
      after: () =>
        deliver(
          billPaid([personIn(visited)], {
            billId: 'E-E1-2025-01',
            ...{ scheme: 'employee', from: '2025-01', to: '2025-01', paidOn: '2025-01-15' },
          }),
        ),
    }),
    {
      does: `POST ${persons}/look-ups`,
      as: hospital,
      body: { certificate: { number: employee(1).idNumber }, name: '王 芳' },
    },
    { does: `POST ${persons}/searches`, as: hefei, body: { initials: 'wf', birthOn: '1980-05-20' } },
    (visited) => ({
      does: `POST ${persons}/{personId}/moves`,
      as: wuhu,
      params: { personId: personIn(visited) },
      body: {
        ...{ scheme: 'employee', city: '340200', employment: 'employed', employerId: 'W1' },
        from: '2025-03-01',
      },
    }),
    (visited) => ({
      does: `PUT ${persons}/{personId}/aid`,
      as: feed,
      params: { personId: personIn(visited) },
      body: { aid: 'monitored', from: '2025-04-01' },
    }),
    (visited) => ({
      does: `POST ${persons}/{personId}/end`,
      as: wuhu,
      params: { personId: personIn(visited) },
      body: { on: '2025-08-02', reason: 'emigration' },
    }),
    {
      does: 'POST /v1/enrollment/imports',
      as: hefei,
      body: {
        fileName: 'list.csv',
        contentBase64: Buffer.from(list).toString('base64'),
        onBadRows: 'refuse',
      },
    },
    (visited) => ({
      does: 'GET /v1/enrollment/history',
      as: wuhu,
      query: { record: `${persons}/${personIn(visited)}` },
    }),
    (visited) => ({
      does: 'GET /v1/enrollment/looks',
      as: auditor,
      query: { personId: personIn(visited) },
    }),
  ],
)
