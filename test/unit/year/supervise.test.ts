import { expect, it } from 'vitest'
import type { Context } from '../../../cli/year/context.ts'
import { newSettlements } from '../../../cli/year/phases/claims.ts'
import { correctFinalYear, inspectLate, supervise } from '../../../cli/year/phases/supervise.ts'

const city = '340100'

/** A city with so many claims that the resident fund paid, and the claims that inspections were opened for. */
const cityWith = (claims: number) => {
  const messages = Array.from({ length: claims }, (_, at) => ({
    ...{ insuplc_admdvs: city, infno: '2304', msgid: `M${at}` },
  }))
  const settlements = newSettlements()
  for (const { msgid } of messages) settlements.byMessage.set(msgid, msgid.replace('M', 'C'))
  const inspected: string[] = []
  const claim = (claimId: string) => ({
    ...{ claimId, institution: 'H34010000001', city, scheme: 'resident', amounts: { fund: 50_000 } },
  })
  const answers = (path: string): unknown => {
    if (path.includes('/claims/')) return claim(path.split('/').at(-1) ?? '')
    if (path.includes('gap-applications')) return { applications: [{ city, paid: 1 }] }
    return { status: 'done', units: 1, done: 1 }
  }
  const context = {
    ...{ year: 2025, cities: [city], funds: [{ city, scheme: 'resident' }], inputs: { claims: messages } },
    phase: (_: string, work: () => Promise<unknown>) => work(),
    settle: async () => {},
    client: {
      get: async (_: object, path: string) => answers(path),
      send: async (_: object, __: string, path: string, body: { readonly borne?: object }) =>
        body.borne
          ? { status: 409, body: { code: 'late-cost.beyond-own' } }
          : { status: 201, body: { number: 1, proposalId: path } },
      command: async (
        _: object,
        __: string,
        path: string,
        ___: string,
        body: { readonly claims?: string[] },
      ) => {
        if (path.endsWith('/audit-cases')) inspected.push(...(body.claims ?? []))
        return { caseId: 'A1', runId: 'R1' }
      },
    },
  } as unknown as Context
  return { context, settlements, inspected }
}

it.each([
  { claims: 0, inspected: [] },
  { claims: 1, inspected: ['C0'] },
  { claims: 2, inspected: ['C0', 'C1'] },
  { claims: 4, inspected: ['C0', 'C1', 'C3'] },
])(
  'of $claims paid claims of a city each is inspected once, as far as there are any',
  async ({ claims, ...wanted }) => {
    const { context, settlements, inspected } = cityWith(claims)
    await supervise(context, '2025-11', settlements)
    await inspectLate(context, '2026-04-22', settlements)
    await correctFinalYear(context, '2026-04-29', settlements)
    expect(inspected).toEqual(wanted.inspected)
  },
)
