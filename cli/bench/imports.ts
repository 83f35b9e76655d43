import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { noBucket } from '#shared/edge/files/no-bucket.ts'
import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import { importFile } from '#shared/edge/imports/import-file.ts'
import { keepPart } from '#shared/edge/imports/import-parts.ts'
import { importOutcomes } from '#shared/edge/imports/import-records.ts'
import { digestsOf, importTask, startImport } from '#shared/edge/imports/start-import.ts'
import type { Runs, RunUnit } from '#shared/edge/runs/run.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { must } from '#shared/kernel/errors.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import { fileKinds } from '../../services/enrollment/file-kinds.ts'
import { keepSecrets } from '../../services/enrollment/person/keep-secrets.ts'
import { table } from '../../services/enrollment/refusals.ts'
import { wrappingStandIn } from '../../simulation/world/wrapping.ts'
import { provincePolicy } from '../province-policy.ts'
import { forgettingStore } from './forgetting-store.ts'

/** A piece of a file as its sender cuts it. */
const pieceBytes = 350_000
const today = '2026-01-15'
const headings = '公民身份号码,姓名,性别,出生日期,险种,参保地,人员类别,单位编号,参保日期'

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平']

/** The person of a row: a birth day and a serial of their own, up to eight million. */
const rowOf = (index: number, from: string): string => {
  const day = new Date(Date.UTC(1960, 0, 1 + (index % 16_000))).toISOString().slice(0, 10)
  const serial = Math.floor(index / 16_000) * 2 + 1
  const area = 340_102 + Math.floor(serial / 998)
  const digits = `${area}${day.replaceAll('-', '')}${String(serial % 1000).padStart(3, '0')}`
  const sex = Number(digits[16]) % 2 === 1 ? '男' : '女'
  const name = `${surnames[index % 20]}${given[index % 19]}${given[(index * 7) % 20]}`
  return `${digits}${checkCharacter(digits)},${name},${sex},${day},390,340100,1501,,${from}`
}

/** The bytes of a file of so many persons who are enrolled from a day, piece by piece. */
export function* piecesOf(rows: number, from: string): Generator<Uint8Array> {
  let lines = [headings]
  let size = 0
  for (let index = 0; index < rows; index += 1) {
    const line = rowOf(index, from)
    lines.push(line)
    size += line.length + 20
    if (size < pieceBytes && index < rows - 1) continue
    yield Buffer.from(`${lines.join('\n')}\n`)
    lines = []
    size = 0
  }
}

/** The heap that is in use once what nobody needs is given back. */
const heapNow = (): number => {
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6)

/** Batches between two looks at the heap. */
const batchesALook = 100

/** A kind of file whose reader has the heap looked at while it works. */
const watched = (kind: FileKind, heaps: number[]): FileKind => ({
  ...kind,
  open: async (file) => {
    const reader = await kind.open(file)
    let batches = 0
    const look = (): void => {
      batches += 1
      if (batches % batchesALook === 1) heaps.push(heapNow())
    }
    return {
      ...reader,
      judge: (rows) => {
        look()
        return reader.judge(rows)
      },
      take: (rows) => {
        look()
        return reader.take(rows)
      },
    }
  },
})

/**
 * What a file of persons costs that is sent in pieces: time, calls of the worker, its heap at the end of each, and what it
 * reads and writes a row. Persons are forgotten as they are written, so that the heap is the function's alone.
 */
export const measureImport = async (
  rows: number,
  // The processor's time: whatever else runs on the machine makes no call longer.
  clock = (): number => process.cpuUsage().user / 1000,
): Promise<Record<string, number>> => {
  const { store, units } = forgettingStore(({ pk }) => /^(IMPORT|RUN|RUNS|DATA-KEY)#/.test(pk))
  const queued: RunUnit[] = []
  const queue = {
    send: async ({ input }: { input: { Entries: { MessageBody: string }[] } }) => {
      queued.push(...input.Entries.map(({ MessageBody }) => JSON.parse(MessageBody) as RunUnit))
      return {}
    },
  } as unknown as Runs['queue']
  const policy = provincePolicy()
  const secrets = keepSecrets(openKeyRing(store, wrappingStandIn))
  const runs = () => ({ store, queue, queueUrl: 'work' })
  const effects = { store, runs, secrets, policy: () => policy, files: noBucket, clock }
  const of = { division: '340100', importId: 'million' }
  let parts = 0
  let bytes = 0
  for (const piece of piecesOf(rows, '2026-01-01')) {
    parts += 1
    bytes += piece.byteLength
    must(
      (await keepPart({ ...of, part: parts, sender: 'office' }, piece, effects)) === 'kept',
      'bench.not-kept',
      'a part is not kept',
    )
  }
  const digests = await digestsOf(of, parts, effects)
  must(digests.status === 'accepted', 'bench.part-missing', 'a part is missing')
  const caller = { subject: 'clerk', scopes: ['city' as const], division: '340100' }
  const by = {
    ...{ subject: 'clerk', scope: 'city' as const, division: '340100', operation: 'bench' },
    at: `${today}T01:00:00.000Z`,
  }
  const terms = { onBadRows: 'refuse' as const, preview: false, digests: digests.value }
  const runId = await startImport({ ...of, ...terms, caller, by, commandId: 'bench', today }, effects)
  Object.assign(units, { reads: 0, writes: 0, roundTrips: 0 })
  const before = heapNow()
  const heaps: number[] = []
  const kinds = { kinds: fileKinds(effects).map((kind) => watched(kind, heaps)), table }
  let calls = 0
  const began = performance.now()
  const worked = clock()
  for (let unit = queued.shift(); unit; unit = queued.shift()) {
    must(unit.task === importTask, 'bench.other-task', 'another task is queued')
    await importFile(unit, kinds, effects)
    calls += 1
  }
  const seconds = (performance.now() - began) / 1000
  const ofProcessor = (clock() - worked) / 1000
  const outcome = await importOutcomes.read(store, { ...of, runId })
  must(
    outcome?.outcome === 'imported' && outcome.imported === rows,
    'bench.not-imported',
    `the file is ${outcome?.outcome} with ${outcome?.imported} of ${rows} rows`,
    { code: outcome?.fault?.code ?? outcome?.firstBad[0]?.code ?? '' },
  )
  return {
    importRows: rows,
    importMegabytes: megabytes(bytes),
    importParts: parts,
    importCalls: calls,
    importSeconds: Math.round(seconds),
    importProcessorSeconds: Math.round(ofProcessor),
    importRowsPerProcessorSecond: Math.round(rows / ofProcessor),
    importWriteUnitsPerRow: Number((units.writes / rows).toFixed(2)),
    importReadUnitsPerRow: Number((units.reads / rows).toFixed(2)),
    importRoundTripsPerRow: Number((units.roundTrips / rows).toFixed(3)),
    importHeapBefore: megabytes(before),
    importHeapLeast: megabytes(Math.min(...heaps)),
    importHeapMost: megabytes(Math.max(...heaps)),
  }
}
