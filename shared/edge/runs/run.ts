import type { SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs'
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs'
import type { SQSRecord } from 'aws-lambda'
import type { Day } from '#shared/calendar/day.ts'
import { chinaDay } from '#shared/calendar/day.ts'
import type { Inbox } from '#shared/edge/events/inbox.ts'
import { takeMessages } from '#shared/edge/events/take-messages.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'

/** One unit of a run, as the work queue carries it. */
export type RunUnit = {
  readonly runId: string
  readonly unitId: string
  readonly task: string
  readonly input: Item
}

/** What a unit was given, as the run that queued it wrote it. */
export const inputOf = <Input extends object>({ input }: RunUnit): Input => input as Item & Input

/** What runs are started with: their record's table and the queue of their units. */
export type Runs = { readonly store: Store; readonly queue: SQSClient; readonly queueUrl: string }

/** A schedule's message on the work queue; it says when it was due, however late it comes. */
export type ScheduleMessage = RunUnit & { readonly dueAt?: string }

/** The day in China that a schedule's message was due on. */
export const dueOn = ({ dueAt = '' }: ScheduleMessage): Day => chinaDay(new Date(dueAt))

/** What a run was started with, in an item that is the record of one of a task; undefined of all others. */
export const parametersOfRun = <Parameters extends object>(
  item: RecordedItem,
  ofTask: string,
): Parameters | undefined =>
  item.kind === 'run' && item.task === ofTask ? (item.parameters as Parameters) : undefined

type RunRecord = {
  readonly runId: string
  readonly units: number
  readonly done: number
  readonly task: string
  readonly parameters: { readonly city?: string }
}

export type RunProgress = {
  readonly runId: string
  readonly task: string
  readonly units: number
  readonly done: number
  readonly status: 'running' | 'done'
  readonly city?: string
}

/** Where the record of a run stands. */
export const runKey = (runId: string) => ({ pk: `RUN#${runId}`, sk: 'RUN' })
const unitPrefix = 'UNIT#'
const unitKey = (runId: string, unitId: string) => ({ pk: `RUN#${runId}`, sk: `${unitPrefix}${unitId}` })

/** A service's runs are listed by the month of their start: whoever watches them reads no table and no history. */
const listOf = (instant: string): string => `RUNS#${instant.slice(0, 7)}`
const listedRun = 'run-listed'
const listedKey = (runId: string, startedAt: string) => ({ pk: listOf(startedAt), sk: runId })

const largestBatch = 10

/** Queues units of a run; a unit too long for one call queues itself again with what it got to. */
export const queueUnits = async (
  client: SQSClient,
  queueUrl: string,
  units: readonly RunUnit[],
): Promise<void> => {
  for (let start = 0; start < units.length; start += largestBatch) {
    let entries: SendMessageBatchRequestEntry[] = units
      .slice(start, start + largestBatch)
      .map((unit, index) => ({ Id: String(index), MessageBody: JSON.stringify(unit) }))
    for (let attempt = 0; entries.length > 0; attempt += 1) {
      must(attempt < 5, 'run.not-queued', 'units could not be queued; start the run again to go on')
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
      )
      entries = entries.filter(({ Id }) => Failed.some((failure) => failure.Id === Id))
    }
  }
}

type NewUnit = { readonly unitId: string; readonly input: Item }

/** The units of an earlier run that are not completed yet; none if the run is done. */
const openUnits = async (store: Store, run: Stored, units: readonly NewUnit[]): Promise<NewUnit[]> => {
  if (Number(run.done) >= Number(run.units)) return []
  const done = new Set<string>()
  for await (const { sk } of store.list({ pk: run.pk, prefix: unitPrefix })) done.add(sk)
  return units.filter(({ unitId }) => !done.has(`${unitPrefix}${unitId}`))
}

/**
 * Starts a run, or goes on with it: the record is written once, then every unit not yet done is queued. Starting again
 * after a crash, or twice at once, is harmless, since a unit's effect is written with its completion. A run that is
 * done queues nothing, whatever units it is given now.
 * @throws TongchouError `run.other-parameters` when the id was started with other parameters
 */
export const startRun = async (
  { store, queue, queueUrl }: Runs,
  run: {
    readonly runId: string
    readonly task: string
    readonly parameters: Item
    readonly units: readonly NewUnit[]
  },
): Promise<Stored> => {
  const parametersHash = fingerprint(run.parameters)
  const startedAt = new Date().toISOString()
  // Before the run itself, so that no run is missing in the list; it stands there from its first start.
  await store.write([
    { kind: 'create', item: { ...listedKey(run.runId, startedAt), kind: listedRun, startedAt } },
  ])
  const record = {
    ...runKey(run.runId),
    kind: 'run',
    runId: run.runId,
    task: run.task,
    parameters: run.parameters,
    parametersHash,
    units: run.units.length,
    done: 0,
    startedAt,
  }
  const written = await store.write([{ kind: 'create', item: record }])
  const stored = written.status === 'rejected' ? written.failed[0]?.existing : record
  must(stored !== undefined, 'run.missing', 'a run that exists was not shown', { runId: run.runId })
  if (stored.parametersHash !== parametersHash)
    throw new TongchouError('run.other-parameters', `run ${run.runId} was started with other parameters`)
  const open = written.status === 'rejected' ? await openUnits(store, stored, run.units) : run.units
  await queueUnits(
    queue,
    queueUrl,
    open.map(({ unitId, input }) => ({ runId: run.runId, unitId, task: run.task, input })),
  )
  return stored
}

const progressOf = (run: Stored): RunProgress => {
  const { runId, units, done, task, parameters } = run as Stored & RunRecord
  const status = done >= units ? ('done' as const) : ('running' as const)
  const progress = { runId, task, units, done, status }
  return parameters.city === undefined ? progress : { ...progress, city: parameters.city }
}

/** How far a run is, and whose: the city where it is a run of one. */
export const readRun = async (store: Store, runId: string): Promise<RunProgress | undefined> => {
  const run = await store.get(runKey(runId))
  return run && progressOf(run)
}

/** A run that is not done, and when it last moved: its start, or the last unit done. */
export type OpenRun = RunProgress & { readonly startedAt: string; readonly movedAt: string }

const lastMoved = async (store: Store, runId: string, startedAt: string): Promise<string> => {
  let movedAt = startedAt
  for await (const { doneAt } of store.list({ pk: runKey(runId).pk, prefix: unitPrefix }))
    if (typeof doneAt === 'string' && doneAt > movedAt) movedAt = doneAt
  return movedAt
}

/** So long before now a run may have been started and still be found: whatever waits longer is in the dead letters. */
const longestOpen = 31 * 24 * 60 * 60 * 1000

/** The runs of a service that are not done, of those started this month or the month before. */
export const openRuns = async (store: Store, now = Date.now()): Promise<OpenRun[]> => {
  const months = new Set([now - longestOpen, now].map((at) => listOf(new Date(at).toISOString())))
  const lists = await Promise.all([...months].map((pk) => Array.fromAsync(store.list({ pk }))))
  const listed = lists.flat()
  const runs = await store.getMany(listed.map(({ sk }) => runKey(sk)))
  const open = runs.flatMap((run) => run ?? []).map(progressOf)
  return Promise.all(
    open
      .filter(({ status }) => status === 'running')
      .map(async (run) => {
        const startedAt = String(listed.find(({ sk }) => sk === run.runId)?.startedAt)
        return { ...run, startedAt, movedAt: await lastMoved(store, run.runId, startedAt) }
      }),
  )
}

/** What a run was started with, as it was written then. */
export const readRunParameters = async <Parameters extends object = Item>(
  store: Store,
  runId: string,
): Promise<Parameters | undefined> => (await store.get(runKey(runId)))?.parameters as Parameters | undefined

/** What a run was started with, and at which moment: whatever day its parameters name. */
export const readStartedRun = async <Parameters extends object = Item>(
  store: Store,
  runId: string,
): Promise<{ readonly parameters: Parameters; readonly startedAt: string } | undefined> => {
  const run = (await store.get(runKey(runId))) as (Stored & RunRecord) | undefined
  return run && { parameters: run.parameters as unknown as Parameters, startedAt: String(run.startedAt) }
}

/** What the units of a run that are done came to, unit by unit. */
export async function* unitResults<Result extends object = Item>(
  store: Store,
  runId: string,
): AsyncGenerator<{ readonly unitId: string; readonly result: Result }> {
  for await (const { unitId, result } of store.list({ pk: runKey(runId).pk, prefix: unitPrefix }))
    yield { unitId: String(unitId), result: (result ?? {}) as Result }
}

/** The writes that complete a unit, to be part of the transaction of its effect: a unit done twice is rejected there. */
export const completeUnit = ({ runId, unitId }: RunUnit, result: Item): Write[] => [
  {
    kind: 'create',
    item: {
      ...unitKey(runId, unitId),
      ...{ kind: 'run-unit', runId, unitId, result, doneAt: new Date().toISOString() },
    },
  },
  { kind: 'add', key: runKey(runId), amounts: { done: 1 } },
]

/** Whether a unit was completed before. */
export const isUnitDone = async (store: Store, { runId, unitId }: RunUnit): Promise<boolean> =>
  (await store.get(unitKey(runId, unitId))) !== undefined

/** What the units of a service's runs do, by their task. */
export type Tasks = Readonly<Record<string, (unit: RunUnit) => Promise<void>>>

/** A unit comes an hour later from the tenth time on: so SQS carries it through two days in which nothing goes. */
export const unitsOften = { receives: 10, hiddenSeconds: 3600 }

const failed = {
  says: 'unit failed',
  operationOf: (body: string) => /"task":"([^"]+)"/.exec(body)?.[1],
}

/** Makes the handler of a work queue: each message is one unit, given to its task. `takeMessages` deals with failures. */
export const work = (tasks: Tasks, inbox: Inbox, after: (units: number) => void = () => {}) => {
  const apply = async ({ body }: Pick<SQSRecord, 'body'>): Promise<void> => {
    const unit = JSON.parse(body) as RunUnit & { readonly 'detail-type'?: string }
    // What AWS's own services tell has no task: its type stands for one.
    const name = unit.task ?? unit['detail-type']
    const task = tasks[name]
    must(task !== undefined, 'run.unknown-task', `no task ${name}`)
    await task(unit)
  }
  return takeMessages({ operation: 'work', apply, inbox, failed, often: unitsOften }, after)
}
