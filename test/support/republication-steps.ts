import type { Step, TourRecord } from '#test/support/tour.ts'

/** The days of a month are published once more, and whoever asked sees how far that is. */
export const republicationSteps = (service: string, as: Step['as']) => {
  const path = `/v1/${service}/republications`
  return [
    { does: `POST ${path}`, as, body: { from: '2025-03-01', to: '2025-03-31' } },
    (visited: TourRecord): Step => ({
      does: `GET ${path}/{runId}`,
      as,
      params: { runId: String(visited.get(`POST ${path}`)?.answer.body.runId) },
    }),
  ] as const
}
