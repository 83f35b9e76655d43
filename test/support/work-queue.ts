import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type { RunUnit } from '#shared/edge/runs/run.ts'

type Batch = { readonly Entries?: readonly { readonly MessageBody: string }[] }
type Worker = { readonly handler: (batch: SQSEvent) => Promise<SQSBatchResponse> }

/**
 * A queue that takes every message and keeps it, for handlers that bring their own client; it is to be there before they
 * are loaded. `worker` loads the handler of the units.
 */
export const startWorkQueue = async (worker: () => Promise<Worker>) => {
  const units: RunUnit[] = []
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>)
    const { Entries = [] } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Batch
    units.push(...Entries.map(({ MessageBody }) => JSON.parse(MessageBody) as RunUnit))
    response.setHeader('content-type', 'application/x-amz-json-1.0')
    response.end(JSON.stringify({ Successful: [], Failed: [] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.env.AWS_ENDPOINT_URL_SQS = url
  process.env.WORK_QUEUE_URL = `${url}/000000000000/work`
  /** Works on everything queued, as the platform would; gives what failed. */
  const workOn = async (): Promise<SQSBatchResponse['batchItemFailures']> => {
    const { handler } = await worker()
    const failures: SQSBatchResponse['batchItemFailures'] = []
    for (const unit of units.splice(0)) {
      const Records = [{ messageId: unit.unitId, body: JSON.stringify(unit) }]
      failures.push(...(await handler({ Records } as unknown as SQSEvent)).batchItemFailures)
    }
    return failures
  }
  return { units, workOn, stop: () => new Promise((resolve) => server.close(resolve)) }
}
