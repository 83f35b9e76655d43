import type { Desk } from '../view/page.ts'

const personOf = (row: Readonly<Record<string, unknown>>) => ({ params: { personId: row.personId } })

/** The desk of the insured: who they are, where they are covered, and what was reported of them. */
export const people: Desk = {
  key: 'people',
  title: ['参保', 'People'],
  pages: [
    {
      kind: 'own',
      key: 'search',
      title: ['查找参保人', 'Find a person'],
      reads: ['POST /v1/enrollment/persons/searches'],
      page: () => import('./people/search.tsx'),
    },
    {
      kind: 'record',
      key: 'person',
      title: ['参保人', 'A person'],
      read: 'GET /v1/enrollment/persons/{personId}',
      picture: () => import('./people/life.tsx'),
      actions: [
        { operation: 'POST /v1/enrollment/persons/{personId}/moves', given: personOf },
        { operation: 'POST /v1/enrollment/persons/{personId}/end', given: personOf },
        { operation: 'PUT /v1/enrollment/persons/{personId}/aid', given: personOf },
        { operation: 'POST /v1/enrollment/persons/{personId}/deaths', given: personOf },
        { operation: 'POST /v1/enrollment/persons/{personId}/death-corrections', given: personOf },
        { operation: 'POST /v1/enrollment/persons/{personId}/leavings', given: personOf },
        { operation: 'POST /v1/enrollment/persons/{personId}/name-corrections', given: personOf },
        { operation: 'POST /v1/settlement/persons/{personId}/registration-proposals', given: personOf },
      ],
      also: [
        { read: 'GET /v1/settlement/persons/{personId}/registrations', given: personOf },
        { read: 'GET /v1/enrollment/persons/{personId}/reports', given: personOf },
      ],
    },
    {
      kind: 'list',
      key: 'reports',
      title: ['死亡、退保与更名报告', 'Reports of persons'],
      read: 'GET /v1/enrollment/reports',
      rows: 'reports',
      work: { presets: [{}] },
      actions: [
        {
          operation: 'POST /v1/enrollment/persons/{personId}/reports/{number}/approval',
          given: ({ personId, number }) => ({ params: { personId, number } }),
        },
        {
          operation: 'POST /v1/enrollment/persons/{personId}/reports/{number}/refusal',
          given: ({ personId, number }) => ({ params: { personId, number } }),
        },
      ],
      into: { page: 'people/person', given: personOf },
    },
    {
      kind: 'list',
      key: 'transfers',
      title: ['跨统筹区转移', 'Transfers between cities'],
      read: 'GET /v1/enrollment/transfers',
      rows: 'transfers',
      preset: { side: 'release' },
      work: { presets: [{ side: 'release' }], when: ({ status }) => status === 'requested' },
      opens: ['POST /v1/enrollment/transfers'],
      actions: [
        {
          operation: 'POST /v1/enrollment/transfers/{transferId}/release',
          given: ({ transferId }) => ({ params: { transferId } }),
        },
        {
          operation: 'POST /v1/enrollment/transfers/{transferId}/refusal',
          given: ({ transferId }) => ({ params: { transferId } }),
        },
      ],
    },
    {
      kind: 'list',
      key: 'registrations',
      title: ['慢特病与待遇登记', 'Registrations that wait'],
      read: 'GET /v1/settlement/registration-proposals',
      rows: 'proposals',
      work: { presets: [{}] },
      actions: [
        {
          operation: 'POST /v1/settlement/persons/{personId}/registration-proposals/{proposalId}/approval',
          given: ({ personId, proposalId }) => ({ params: { personId, proposalId } }),
        },
        {
          operation: 'POST /v1/settlement/persons/{personId}/registration-proposals/{proposalId}/rejection',
          given: ({ personId, proposalId }) => ({ params: { personId, proposalId } }),
        },
      ],
      into: { page: 'people/person', given: personOf },
    },
  ],
}
