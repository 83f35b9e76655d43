import { call } from '../api/call.ts'
import type { OperationId } from '../api/operation.ts'
import { base64Of, piecesOf } from './pieces.ts'

/** The services that take files of an office through the console. */
export type Taker = 'enrollment' | 'contribution'

/** What such a service is asked with; a change of its contract breaks the build here. */
export const operationsOf = (service: Taker) =>
  ({
    part: `PUT /v1/${service}/imports/{importId}/parts/{part}`,
    run: `POST /v1/${service}/imports/{importId}/runs`,
    read: `GET /v1/${service}/imports/{importId}`,
    badRows: `GET /v1/${service}/imports/{importId}/runs/{runId}/bad-rows`,
  }) satisfies Readonly<Record<string, OperationId>>

type Fault = { readonly reason: string; readonly reasonZh: string }

/** What a run over a file came to. */
export type Run = {
  readonly runId: string
  readonly outcome: 'previewed' | 'imported' | 'refused' | 'overtaken' | 'unreadable'
  readonly rows?: number
  readonly imported?: number
  readonly would?: Readonly<Record<string, number>>
  readonly did?: Readonly<Record<string, number>>
  readonly bad?: number
  readonly firstBad?: readonly (Fault & { readonly line: number; readonly column: string })[]
  readonly badRowParts?: number
  readonly unreadColumns?: readonly string[]
  readonly firstNames?: readonly string[]
  readonly fault?: Fault
}

export type Import = {
  readonly running?: readonly {
    readonly runId: string
    readonly phase: 'judging' | 'taking'
    readonly judged: number
    readonly taken: number
  }[]
  readonly runs?: readonly Run[]
}

/** A file that came to a service, with the terms that its runs are started with. */
export type Sent = {
  readonly service: Taker
  readonly importId: string
  readonly parts: number
  readonly kind: string
  readonly encoding?: string
  readonly sender?: string
}

/** Sends a file piece by piece, and says how many came. A piece that is sent again is kept once. */
export const sendPieces = async (
  { service, importId }: Pick<Sent, 'service' | 'importId'>,
  bytes: Uint8Array,
  onPiece: (sent: number, of: number) => void,
): Promise<number> => {
  const pieces = piecesOf(bytes)
  for (const [at, piece] of pieces.entries()) {
    const part = at + 1
    const body = { contentBase64: base64Of(piece) }
    await call(operationsOf(service).part, { params: { importId, part }, body, key: `${importId}-${part}` })
    onPiece(part, pieces.length)
  }
  return pieces.length
}

/** Starts a run over a file that came: a preview, which changes nothing, or the import itself. */
export const startRun = async (
  { service, importId, ...terms }: Sent,
  how: { readonly preview: boolean; readonly onBadRows: 'refuse' | 'skip' },
): Promise<string> => {
  const { runId } = await call<{ readonly runId: string }>(operationsOf(service).run, {
    params: { importId },
    body: { ...terms, ...how },
    key: [importId, ...Object.values(terms), how.preview ? 'preview' : 'import', how.onBadRows].join('-'),
  })
  return runId
}
