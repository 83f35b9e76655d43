import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation, nameOf } from '#shared/edge/http/operation.ts'
import { startFault } from '#shared/edge/http/start-fault.ts'
import { accept } from '#shared/kernel/decision.ts'
import { personalFieldsOf, traceFault } from '#test/support/personal-fields.ts'
import { operations, refusalTables } from '../../../cli/docs/documents.ts'

/** Operations that keep to what is their caller's in their own way, each with the test that proves it. */
const narrowed: Readonly<Record<string, readonly [file: string, test: string]>> = {
  'POST /v1/enrollment/imports': [
    'test/adapters/enrollment/import.test.ts',
    'names line, column, code and reason of every kind of bad row, without repeating the cell',
  ],
  'POST /v1/enrollment/start-approvals': [
    'test/adapters/enrollment/import.test.ts',
    'is had begin by nobody alone: another person of the office approves that very file first',
  ],
  ...Object.fromEntries(
    ['POST /v1/enrollment/report-files', 'POST /v1/enrollment/reports/approvals'].map((name) => [
      name,
      [
        'test/adapters/enrollment/hands.test.ts',
        'makes reports that wait for another person, names bad rows by their lines, and is safe to send twice',
      ] as const,
    ]),
  ),
  ...Object.fromEntries(
    [
      'PUT /v1/enrollment/imports/{importId}/parts/{part}',
      'POST /v1/enrollment/imports/{importId}/runs',
      'GET /v1/enrollment/imports/{importId}',
    ].map((name) => [
      name,
      [
        'test/adapters/enrollment/import-parts.test.ts',
        'of another city has bad rows only, and is not seen by others',
      ] as const,
    ]),
  ),
  ...Object.fromEntries(
    [
      'PUT /v1/contribution/imports/{importId}/parts/{part}',
      'POST /v1/contribution/imports/{importId}/runs',
      'GET /v1/contribution/imports/{importId}',
      'GET /v1/contribution/imports/{importId}/runs/{runId}/bad-rows',
    ].map((name) => [
      name,
      ['test/adapters/contribution/import-files.test.ts', 'of another city is that city’s to send'] as const,
    ]),
  ),
  ...Object.fromEntries(
    ['contribution', 'enrollment'].flatMap((service) =>
      ['PUT', 'GET'].map((method) => [
        `${method} /v1/${service}/file-senders/{sender}/{kind}`,
        [
          'test/adapters/enrollment/import-kinds.test.ts',
          'is data: headings and codes of their own are read as they mean them',
        ] as const,
      ]),
    ),
  ),
  'GET /v1/enrollment/imports/{importId}/runs/{runId}/bad-rows': [
    'test/adapters/enrollment/import-from-bucket.test.ts',
    'are nobody else’s, and there are no more parts than are told',
  ],
  ...Object.fromEntries(
    ['enrollment', 'settlement', 'contribution'].map((service) => [
      `GET /v1/${service}/received-files`,
      [
        'test/adapters/enrollment/import-from-bucket.test.ts',
        'is seen by the division whose prefix it stands under, and by no other',
      ] as const,
    ]),
  ),
  'POST /v1/settlement/national/batches': [
    'test/adapters/settlement/national/batch.test.ts',
    'do not spoil each other: what is malformed, refused or not the sender’s is answered for itself',
  ],
}

/** What is read without a trace of the person, and says why. */
const untraced = [
  'GET /v1/adjustment-fund/looks',
  'GET /v1/budget/looks',
  'GET /v1/contribution/due-files',
  'GET /v1/contribution/exchange-files',
  'GET /v1/contribution/looks',
  'GET /v1/enrollment/schools/{schoolCode}',
  'GET /v1/enrollment/schools',
  'GET /v1/enrollment/looks',
  'GET /v1/settlement/looks',
]

const reads = (more: Partial<Operation>): Operation => ({
  ...defineOperation({
    method: 'GET',
    path: '/v1/test/things',
    summary: 'Reads.',
    scopes: ['city'],
    owner: { whose: 'caller' },
    answer: z.strictObject({ amount: z.int() }),
    refusals: [],
    handle: async () => accept({ amount: 1 }),
  }),
  ...more,
})

const all = Object.assign({}, ...Object.values(refusalTables)) as (typeof refusalTables)[string]

describe('every operation', () => {
  it('starts: its contract is whole', () => {
    expect(operations.length).toBeGreaterThan(100)
    expect(operations.flatMap((each) => startFault(each, all) ?? [])).toEqual([])
  })

  it('that reads personal data leaves a trace of the persons, or says why it does not', () => {
    expect(operations.flatMap((each) => traceFault(each) ?? [])).toEqual([])
    expect(operations.filter((each) => each.untraced !== undefined).map(nameOf)).toEqual(untraced)
  })

  it('that keeps to its caller’s data in its own way has a test of it', () => {
    const own = operations.filter(({ owner }) => owner.whose === 'caller' && owner.narrowedBy !== undefined)
    expect(own.map(nameOf).sort()).toEqual(Object.keys(narrowed).sort())
    for (const [file, test] of Object.values(narrowed)) expect(readFileSync(file, 'utf8')).toContain(test)
  })
})

describe('a planted fault of a contract is seen', () => {
  const person = z.strictObject({ rows: z.array(z.strictObject({ personId: z.string().optional() })) })

  it.each<[string, Partial<Operation>, string]>([
    ['a read that shows persons in a list', { answer: person }, 'shows personId'],
    [
      'a read that shows them in one of several answers',
      { answer: z.union([z.strictObject({}), z.strictObject({ of: z.record(z.string(), person) })]) },
      'shows personId',
    ],
    [
      'a read that asks for a person by path',
      { path: '/v1/test/persons/{personId}', params: z.strictObject({ personId: z.string() }) },
      'asks for personId',
    ],
    [
      'a read that asks for one by number',
      { query: z.strictObject({ idNumber: z.string() }) },
      'asks for idNumber',
    ],
  ])('%s, without a trace', (_, more, fault) => {
    expect(traceFault(reads(more))).toContain(fault)
    expect(traceFault(reads({ ...more, persons: () => [] }))).toBeUndefined()
    expect(traceFault(reads({ ...more, untraced: 'as a test' }))).toBeUndefined()
  })

  it.each<[string, Partial<Operation>, string]>([
    ['a command that answers with a file', { method: 'POST', downloads: ['text/csv'] }, 'a repeat'],
    [
      'an approval that does not say whose hand stands',
      { method: 'POST', path: '/v1/test/things/approval' },
      'whose hand',
    ],
    ['a trace that is and is not left', { persons: () => [], untraced: 'as a test' }, 'traces'],
  ])('%s', (_, more, fault) => {
    expect(startFault(reads(more), {})).toContain(fault)
  })

  it('a name of an institution or a drug is nobody’s', () => {
    expect(personalFieldsOf(z.strictObject({ code: z.string(), name: z.string() }))).toEqual([])
  })
})
