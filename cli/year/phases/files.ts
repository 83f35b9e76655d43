import { must } from '#shared/kernel/errors.ts'
import type { Role } from '../client.ts'
import type { Context } from '../context.ts'

/** A piece of a file of this many bytes fits into a request. */
const pieceBytes = 300_000

/** A file of a kind, as an office sends it. */
export type OfficeFile = {
  readonly service: 'enrollment' | 'contribution'
  readonly kind: string
  readonly importId: string
  readonly as: Role
  /** Headings, and the rows below. */
  readonly rows: readonly (readonly (string | number)[])[]
  readonly title?: string
  readonly cells?: Readonly<Record<string, string>>
}

export type SentRun = OfficeFile & { readonly runId: string }

/** Sends a file in pieces, and has a run read it. */
export const sendFile = async ({ client }: Context, file: OfficeFile): Promise<SentRun> => {
  const { service, kind, importId, as, rows, title, cells } = file
  const lines = rows.map((row) => row.join(','))
  const bytes = Buffer.from([...(title === undefined ? [] : [title]), ...lines, ''].join('\r\n'))
  const path = `/v1/${service}/imports/${importId}`
  const parts = Math.ceil(bytes.length / pieceBytes)
  for (let part = 1; part <= parts; part += 1) {
    const contentBase64 = bytes.subarray((part - 1) * pieceBytes, part * pieceBytes).toString('base64')
    await client.command(as, 'PUT', `${path}/parts/${part}`, `${importId}-${part}`, { contentBase64 })
  }
  const body = { kind, parts, onBadRows: 'refuse', ...(cells ? { cells } : {}) }
  const { runId } = await client.command<{ runId: string }>(as, 'POST', `${path}/runs`, importId, body)
  return { ...file, runId }
}

type Seen = {
  readonly runId: string
  readonly outcome: string
  readonly imported: number
  readonly firstBad: readonly { readonly line: number; readonly reason: string }[]
  readonly fault?: { readonly reason: string }
}

/** All rows of a file are done, once everything is quiet. */
const expectDone = async (
  { client }: Context,
  { service, importId, as, runId, rows }: SentRun,
): Promise<void> => {
  const { runs } = await client.get<{ runs: Seen[] }>(as, `/v1/${service}/imports/${importId}`)
  const run = runs.find((each) => each.runId === runId)
  const isDone = run?.outcome === 'imported' && run.imported === rows.length - 1
  const why = run?.fault?.reason ?? `line ${run?.firstBad[0]?.line}: ${run?.firstBad[0]?.reason}`
  must(isDone, 'year.file-refused', `${importId} is ${run?.outcome ?? 'not read'}: ${why}`)
}

/** Waits until everything is quiet: then all rows of these files are done. */
export const settleFiles = async (context: Context, files: readonly SentRun[]): Promise<void> => {
  await context.settle()
  for (const file of files) await expectDone(context, file)
}
