import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { crc32 } from 'node:zlib'

/** An error of a service that speaks the AWS JSON protocol; `type` is what the SDK names the exception. */
export type AwsFault = {
  readonly status: number
  readonly type: string
  readonly message: string
  /** Further members of the error's shape, such as `CancellationReasons`. */
  readonly members?: Readonly<Record<string, unknown>>
}

/** The two versions of the protocol differ in their content type only. */
export type AwsJsonVersion = '1.0' | '1.1'

const send = (response: ServerResponse, version: AwsJsonVersion, status: number, value: unknown): void => {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    'content-type': `application/x-amz-json-${version}`,
    'content-length': body.length,
    'x-amzn-requestid': randomUUID(),
    'x-amz-crc32': crc32(body),
  })
  response.end(body)
}

/** Answers with a result. */
export const sendResult = (response: ServerResponse, version: AwsJsonVersion, result: unknown): void =>
  send(response, version, 200, result)

/** Answers with an error that the AWS SDK turns into the exception of that name. */
export const sendFault = (response: ServerResponse, version: AwsJsonVersion, fault: AwsFault): void =>
  send(response, version, fault.status, { __type: fault.type, message: fault.message, ...fault.members })
