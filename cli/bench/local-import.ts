import { setTimeout as sleep } from 'node:timers/promises'
import { chinaDay } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { startStack } from '../../local/stack.ts'
import type { Client } from '../year/client.ts'
import { openClient } from '../year/client.ts'
import { waitForQuiet } from '../year/quiet.ts'
import { cityClerk } from '../year/roles.ts'
import { readUnits } from '../year/units.ts'
import { piecesOf } from './imports.ts'
import { residentMemory } from './resident-memory.ts'

const clerk = cityClerk('340100')
const path = '/v1/enrollment/imports/bench'
const worker = /enrollment.*work/i

type Progress = {
  readonly runs: readonly {
    readonly outcome: string
    readonly rows: number
    readonly imported: number
    readonly firstBad: readonly object[]
    readonly fault?: { readonly code: string }
  }[]
  readonly running: readonly { readonly phase: string; readonly judged: number; readonly taken: number }[]
}

/** Sends a file piece by piece and has it imported, through the HTTP API. */
const sendFile = async (client: Client, rows: number, from: string): Promise<number> => {
  let part = 0
  for (const piece of piecesOf(rows, from)) {
    part += 1
    const contentBase64 = Buffer.from(piece).toString('base64')
    await client.command(clerk, 'PUT', `${path}/parts/${part}`, `part-${part}`, { contentBase64 })
  }
  const terms = { parts: part, onBadRows: 'refuse', encoding: 'utf-8' }
  await client.command(clerk, 'POST', `${path}/runs`, 'run', terms)
  return part
}

type Done = { readonly run: Progress['runs'][number]; readonly memory: readonly number[] }

/** Waits until the run is done, and looks at the worker's memory meanwhile. */
const waitForRun = async (client: Client, tell: (line: string) => void): Promise<Done> => {
  const memory: number[] = []
  for (;;) {
    await sleep(2_000)
    const { runs, running } = await client.get<Progress>(clerk, path)
    const [run] = runs
    if (run) return { run, memory }
    const [at] = running
    const bytes = Math.max(0, ...residentMemory(worker))
    if (bytes > 0) memory.push(bytes)
    const rows = at ? `${at.phase}: ${at.judged} judged, ${at.taken} taken` : 'begun'
    tell(`${rows}; ${megabytes(bytes)} MB`)
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6)

/** The most that the worker held in the first, and in the last half of the run. */
const memoryOf = (memory: readonly number[]) => {
  const half = Math.ceil(memory.length / 2)
  const most = (some: readonly number[]): number => megabytes(Math.max(0, ...some))
  return {
    localImportMemoryFirstHalf: most(memory.slice(0, half)),
    localImportMemoryLastHalf: most(memory.slice(half)),
  }
}

/**
 * What a file of persons costs on a local stack: functions in processes of their own, DynamoDB Local, queues and HTTP. It
 * keeps every person. Time is of the machine and of whatever else runs on it; units are counted as AWS bills them.
 */
export const measureLocalImport = async (
  rows: number,
  tell: (line: string) => void = () => undefined,
): Promise<Record<string, number>> => {
  const stack = await startStack({ inMemory: true, log: tell })
  try {
    const client = openClient(stack.url)
    const began = performance.now()
    const seconds = (): number => Math.round((performance.now() - began) / 1000)
    const parts = await sendFile(client, rows, chinaDay(new Date()))
    const sent = seconds()
    const { run, memory } = await waitForRun(client, tell)
    const imported = seconds()
    must(
      run.outcome === 'imported' && run.imported === rows,
      'bench.not-imported',
      'the file is not imported',
      {
        ...{ outcome: run.outcome, imported: run.imported },
        ...{ code: run.fault?.code ?? '', bad: JSON.stringify(run.firstBad[0] ?? {}) },
      },
    )
    const {
      ReadUnits = 0,
      WriteUnits = 0,
      RoundTrips = 0,
    } = (await readUnits(stack.url))['enrollment/work'] ?? {}
    const { deadLetters } = await waitForQuiet(stack.url)
    return {
      localImportRows: rows,
      localImportParts: parts,
      localImportSecondsToSend: sent,
      localImportSeconds: imported,
      localImportSecondsUntilQuiet: seconds(),
      localImportRowsPerSecond: Math.round(rows / Math.max(1, imported - sent)),
      localImportWriteUnitsPerRow: Number((WriteUnits / rows).toFixed(2)),
      localImportReadUnitsPerRow: Number((ReadUnits / rows).toFixed(2)),
      localImportRoundTripsPerRow: Number((RoundTrips / rows).toFixed(3)),
      ...memoryOf(memory),
      localImportDeadLetters: deadLetters,
    }
  } finally {
    await stack.stop()
  }
}
