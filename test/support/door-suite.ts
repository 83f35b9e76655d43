import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chinaDay } from '#shared/calendar/day.ts'
import { doorRefusals, isOfEveryOperation } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import type { Made } from '#test/support/cut-tour.ts'
import { recorded, walkCutOff } from '#test/support/cut-tour.ts'
import { isOnceByDoor } from '#test/support/cuts.ts'
import type { DoorService, Parts } from '#test/support/door-service.ts'
import { openDoorService } from '#test/support/door-service.ts'
import { fuzzedRequests } from '#test/support/fuzz.ts'
import { otherPayloads } from '#test/support/other-payloads.ts'
import { walkWithThirdHands } from '#test/support/third-hands.ts'
import type { Step, TourRecord } from '#test/support/tour.ts'
import { walk } from '#test/support/tour.ts'
import { wrongCallers } from '#test/support/wrong-callers.ts'

/** What the tour of a service is made with. */
export type TourOf = (
  service: Pick<DoorService, 'deliver' | 'work'>,
) => readonly (Step | ((visited: TourRecord) => Step))[]

/** Requests that the fuzz makes of each operation. */
const fuzzPerOperation = Number(process.env.FUZZ_PER_OPERATION ?? 40)

/** One part of a service toured by itself, with examples of its own. */
type Part = {
  readonly part: string
  /** Which operations of the service are its; all when absent. */
  readonly operations?: (operation: Operation) => boolean
}

const examplesFile = (service: string, part: Part | undefined): string =>
  `docs/examples/${part ? `${service}-${part.part}` : service}.json`

/** Moments, today, the version of the policy and what is named after it are written as if always the same. */
const timeless = (text: string): string =>
  text
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, '2026-01-31T08:00:00.000Z')
    .replaceAll(chinaDay(new Date()), '2026-01-31')
    .replace(/("deadlineOn": )"\d{4}-\d\d-\d\d"/g, '$1"2026-02-15"')
    .replace(/("(refmsg|respond)_time": ?)"\d{17}"/g, '$1"20260131160000000"')
    .replace(/("(setl|sign)_time": )"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"/g, '$1"2026-01-31 16:00:00"')
    .replace(/("token": )"[\w-]{43}"/g, '$1"the-token-is-shown-once-and-is-43-letters-long"')
    .replace(/("policyVersion": )"[0-9a-f]{12}"/g, '$1"0123456789ab"')
    .replace(/("planId": )"[0-9a-f]{16}"/g, '$1"0123456789abcdef"')
    .replace(/("label": "(?:policy version|政策版本)",\s+"value": )"[0-9a-f]{12}"/gi, '$1"0123456789ab"')

const exampleOf = ({ step, answer }: { step: Step; answer: { status: number; body: unknown } }) => {
  const { params, query, body } = step
  return { ...(params && { params }), ...(query && { query }), ...(body !== undefined && { body }), answer }
}

/** The worked examples of a service's operations, as its tour has them. */
const examplesOf = (visited: TourRecord): string => {
  const sorted = [...visited].sort(([a], [b]) => (a < b ? -1 : 1))
  const examples = Object.fromEntries(sorted.map(([name, each]) => [name, exampleOf(each)]))
  return `${timeless(JSON.stringify(examples, null, 2))}\n`
}

/** What a step asks, as the door reads it. */
const askedIn = ({ as, params = {}, query = {}, body }: Step) => ({
  caller: { subject: 'clerk', scopes: [], division: as.division },
  ...{ params, query, body, today: chinaDay(new Date()) },
})

/** Whether a request made for an operation may be refused so; an odd path leads to no operation. */
const mayRefuseWith = ({ refusals }: Operation, code: string): boolean =>
  refusals.includes(code) || isOfEveryOperation(code) || code === 'route.unknown'

const codeOf = (body: Readonly<Record<string, unknown>>): string => String(body.code)

/** Fields of which a contract lets one value pass: any other is refused, and nothing is left to read. */
const hasOneValue = [' body.infver']

/** A scope that an office or a feed of a city has for an operation. */
const ofACity = ({ scopes }: Operation) =>
  scopes.find((each) => each !== 'institution' && each !== 'province')

/**
 * What the door of a service promises, proved over all its operations with real records behind them. Each operation
 * works, and callers without the right are refused. No request is answered with a 500. Every refusal stands in the
 * service's table.
 */
export const describeDoor = <Effects>(given: Parts<Effects>, tour: TourOf, part?: Part): void => {
  const isIn = part?.operations ?? (() => true)
  const parts = { ...given, operations: (effects: Effects) => given.operations(effects).filter(isIn) }
  const name = part ? `${parts.service.name} (${part.part})` : parts.service.name
  const examplesIn = examplesFile(parts.service.name, part)
  const table: RefusalTable = { ...parts.refusals, ...doorRefusals.table }
  let service: Awaited<ReturnType<typeof openDoorService<Effects>>>
  let visited: TourRecord
  const made: Made[] = []
  /** The same service, in which nothing ever happened. */
  let empty: typeof service
  beforeAll(async () => {
    empty = await openDoorService(parts)
    service = await openDoorService(parts)
    visited = await walk(tour(service), service.operations, recorded(service.call, made))
  }, 120_000)
  afterAll(() => Promise.all([service.stop(), empty.stop()]))

  const visitOf = (operation: Operation): Step => {
    const visit = visited.get(nameOf(operation))
    if (!visit) throw new Error(`${nameOf(operation)} was not visited`)
    return visit.step
  }

  describe(`the door of ${name}`, () => {
    it('answers every operation, with the examples that its documentation shows', () => {
      const examples = examplesOf(visited)
      if (process.env.WRITE_EXAMPLES === '1' || !existsSync(examplesIn)) writeFileSync(examplesIn, examples)
      expect(JSON.parse(examples)).toEqual(JSON.parse(readFileSync(examplesIn, 'utf8')))
    })

    it('reads every field that a request of the tour carries: none is accepted and ignored', () => {
      const unread = service.ignored().filter((field) => !hasOneValue.some((name) => field.endsWith(name)))
      expect(unread).toEqual([])
    })

    it('keeps everyone out whom an operation is not for, just as where there is no record at all', async () => {
      const attempts = { all: 0, onRecords: 0 }
      for (const operation of service.operations)
        for (const { who, token, code, unknown } of wrongCallers(operation)) {
          attempts.all += 1
          const { headers: _, ...visit } = visitOf(operation)
          const step = { ...visit, as: token, key: `wrong-${attempts.all}` }
          const answer = await service.call(step)
          const nowhere = await empty.call(step)
          const what = [nameOf(operation), who]
          expect([...what, timeless(JSON.stringify(answer))]).toEqual([
            ...what,
            timeless(JSON.stringify(nowhere)),
          ])
          if (!unknown) {
            expect([...what, answer.status, codeOf(answer.body)]).toEqual([...what, 403, code])
            continue
          }
          attempts.onRecords += 1
          const { code: told } = unknown(askedIn(step))
          expect([...what, operation.refusals.includes(told)]).toEqual([...what, true])
          // The hospital interface answers with 200 and says within that it declines.
          const status = operation.refusedAs ? 200 : table[told]?.status
          expect([...what, answer.status, codeOf(answer.body)]).toEqual([...what, status, told])
        }
      console.log(
        `${name}: ${attempts.all} attempts of wrong callers, all refused; ${attempts.onRecords} on records of others, answered as where nothing is recorded`,
      )
      expect(attempts.all).toBeGreaterThan(0)
    }, 240_000)

    it('tells a city without records what it tells where nobody has any', async () => {
      for (const operation of service.operations.filter(({ owner }) => owner.whose === 'caller')) {
        const scope = ofACity(operation)
        if (!scope) continue
        const step = { ...visitOf(operation), as: { scope, division: '341800' }, key: 'nowhere' }
        const [answer, nowhere] = [await service.call(step), await empty.call(step)]
        expect([nameOf(operation), timeless(JSON.stringify(answer))]).toEqual([
          nameOf(operation),
          timeless(JSON.stringify(nowhere)),
        ])
      }
    })

    it('shows nothing of one city to another in the lists that each sees of its own', async () => {
      for (const operation of service.operations.filter(({ owner }) => owner.whose === 'caller')) {
        const step = visitOf(operation)
        const shown = JSON.stringify(visited.get(nameOf(operation))?.answer.body)
        const scope = ofACity(operation)
        if (!scope) continue
        const answer = await service.call({ ...step, as: { scope, division: '341800' }, key: 'elsewhere' })
        expect([nameOf(operation), answer.status]).toEqual([nameOf(operation), operation.status ?? 200])
        const codes = new Set(shown.match(/\b34\d{4}\b/g))
        for (const code of codes)
          if (code !== '340000' && code !== '341800')
            // An institution's code begins with its city's, and a caller may read back what they sent.
            expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`\\b${code}\\b`))
      }
    })

    it('keeps to what its caller reaches, in each operation that leaves this to its handler', () => {
      const left = service.operations.filter(
        ({ owner }) => owner.whose === 'caller' && owner.narrowedBy === undefined,
      )
      expect(left.filter((each) => !service.isNarrowed(each)).map(nameOf)).toEqual([])
    })

    it('knows a caller without a token exactly where the service declares such a route', () => {
      for (const operation of service.operations)
        expect([nameOf(operation), operation.callerBy !== undefined]).toEqual([
          nameOf(operation),
          (parts.service.withoutToken ?? []).includes(nameOf(operation)),
        ])
    })

    it('takes no command from a token that names nobody, and shows it no person', async () => {
      const leavesName = ({ method, persons, subjectIn }: Operation) =>
        !subjectIn && (method !== 'GET' || persons !== undefined)
      for (const operation of service.operations.filter(leavesName)) {
        const step = visitOf(operation)
        const answer = await service.call({ ...step, as: { ...step.as, sub: ' ' }, key: 'nobody' })
        expect([nameOf(operation), codeOf(answer.body)]).toEqual([nameOf(operation), 'caller.no-subject'])
      }
    })

    it('answers a command that comes again as it did, after all that came since, and does nothing', async () => {
      for (const operation of service.operations.filter(isOnceByDoor)) {
        const visit = visited.get(nameOf(operation))
        if (!visit) throw new Error(`${nameOf(operation)} was not visited`)
        const ranBefore = service.runsOf(operation)
        const again = await service.call({ ...visit.step, key: visit.key })
        expect([nameOf(operation), again]).toEqual([nameOf(operation), visit.answer])
        expect([nameOf(operation), service.runsOf(operation)]).toEqual([nameOf(operation), ranBefore])
      }
    })

    it('answers a command whose function was killed, when it comes again, as one that was not, and does it once', async () => {
      const cut = await walkCutOff(parts, tour, { made, timeless })
      const { commands, operations, deaths } = cut
      console.log(`${name}: ${commands} commands of ${operations} operations, cut off ${deaths} times`)
      expect(cut.otherwise).toEqual([])
      expect(cut.changedLate).toEqual([])
      if (name.startsWith('settlement')) expect(cut.refusedLate).toEqual([])
      expect(cut.missed).toEqual([])
    }, 120_000)

    it('tells a third hand who decided before them, and does nothing anew; the same hand is answered as it was', async () => {
      const { told, missed } = await walkWithThirdHands(parts, tour)
      console.log(`${name}: ${told.length} decisions of another hand, each asked for twice more`)
      expect(told).toEqual(told.map(({ does }) => ({ does, again: 'as it was', third: 'approval.done' })))
      expect(missed).toEqual([])
    }, 120_000)

    it('refuses a key that was used with another payload, and knows a repeat by a colleague', async () => {
      for (const operation of service.operations.filter(isOnceByDoor)) {
        const name = nameOf(operation)
        const step = { ...visitOf(operation), key: 'once' }
        const by = { ...step.as, sub: 'a colleague' }
        const first = await service.call(step)
        const again = await service.call({ ...step, as: by })
        expect([name, again.status, again.body.code]).toEqual([name, first.status, first.body.code])
        const codes: string[] = []
        for (const other of otherPayloads(step, visited)) {
          const another = await service.call({ ...step, ...other, as: by })
          expect(another.status, `${name} ${JSON.stringify(other)}`).toBeGreaterThanOrEqual(400)
          codes.push(codeOf(another.body))
        }
        expect(codes, name).toContain('idempotency-key.other-payload')
        if (!operation.body) continue
        const other = { ...(step.body as object), on: '2024-12-30', reason: 'another' }
        const another = await service.call({ ...step, as: by, body: other })
        expect([name, codeOf(another.body)]).toEqual([
          name,
          expect.stringMatching(/^(idempotency-key\.other-payload|request\.invalid)$/),
        ])
      }
    }, 120_000)

    it('answers no request with a 500 or a refusal that is not declared, whatever is in it', async () => {
      let requests = 0
      const undeclared = new Set<string>()
      for (const operation of service.operations)
        for (const { token, path, ...content } of fuzzedRequests(visitOf(operation), fuzzPerOperation)) {
          requests += 1
          const answer = await service.request(token, operation.method, path, content)
          const what = [nameOf(operation), path, JSON.stringify(content).slice(0, 400)].join(' ')

          expect(answer.status, what).toBeLessThan(500)
          if (answer.status < 400) continue
          const code = codeOf(answer.body)
          expect(Object.keys(table), what).toContain(code)
          if (!mayRefuseWith(operation, code)) undeclared.add(`${nameOf(operation)}: ${code}`)
        }
      expect([...undeclared]).toEqual([])
      console.log(`${name}: ${requests} requests of the fuzz, none answered with a 500`)
    }, 300_000)
  })
}
