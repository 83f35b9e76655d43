import { expect } from 'vitest'
import type { startService, Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import type { startWorkQueue } from '#test/support/work-queue.ts'

/** A run over a file, as its import shows it. */
export type FileRun = {
  readonly runId: string
  readonly kind: string
  readonly outcome: string
  readonly imported: number
  readonly bad: number
  readonly would: object
  readonly did: object
  readonly firstBad: readonly { readonly line: number; readonly column: string; readonly code: string }[]
  readonly badRowParts: number
  readonly fault?: { readonly code: string }
}

type Office = {
  readonly service: Pick<Awaited<ReturnType<typeof startService>>, 'call'>
  readonly queue: Pick<Awaited<ReturnType<typeof startWorkQueue>>, 'workOn'>
}
type Sent = { readonly token?: Token; readonly importId?: string }

/** Sends files of a kind in one piece each, and works on their runs. */
export const fileSender = (office: () => Office) => {
  let sent = 0
  return async (
    kind: string,
    text: string,
    more: object = {},
    { token = tokens.hefei, importId = `${kind}-${sent}` }: Sent = {},
  ): Promise<FileRun & { readonly importId: string }> => {
    const { service, queue } = office()
    const at = `/imports/${importId}`
    const call = (method: string, path: string, body: object) => {
      sent += 1
      return service.call(token, method, path, { key: `sent-file-${sent}`, body })
    }
    await call('PUT', `${at}/parts/1`, { contentBase64: Buffer.from(text).toString('base64') })
    const started = await call('POST', `${at}/runs`, { kind, parts: 1, onBadRows: 'skip', ...more })
    expect(started.status, JSON.stringify(started.body)).toBe(202)
    expect(await queue.workOn()).toEqual([])
    const { runs } = (await service.call(token, 'GET', at)).body as { runs: FileRun[] }
    const run = runs.find(({ runId }) => runId === started.body.runId)
    if (!run) throw new Error('no run')
    return { ...run, importId }
  }
}

/** What is wrong with the first bad rows of a run, by line and column. */
export const faultsOf = ({ firstBad }: FileRun) =>
  firstBad.map(({ line, column, code }) => [line, column, code])
