import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Download } from '#shared/edge/http/operation.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import { refusalText } from '#shared/kernel/refusals.ts'

export type Result = APIGatewayProxyStructuredResultV2

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** An answer as JSON. */
export const jsonAnswer = (statusCode: number, body: object, contentType = 'application/json'): Result => ({
  statusCode,
  headers: { 'content-type': contentType, ...always },
  body: JSON.stringify(body),
})

/** A file is sent in base64, as a function's answer is text. */
export const downloadAnswer = ({ name, contentType, bytes }: Download): Result => ({
  statusCode: 200,
  headers: {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${name}"`,
    ...always,
  },
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
})

/**
 * The body of RFC 9457 for a refusal: `code` is its stable name, `detail` and `remedy` its words in English, `detailZh` and
 * `remedyZh` in Chinese.
 */
export const problemBody = (table: RefusalTable, refusal: Refusal) => {
  const { code, reason, ...more } = refusal
  const status = table[code]?.status ?? 422
  const zh = refusalText(table, refusal, 'zh')
  const en = refusalText(table, refusal, 'en')
  return {
    type: `urn:tongchou:problem:${code}`,
    title: code,
    status,
    code,
    detail: reason,
    detailZh: zh.reason,
    remedy: en.remedy,
    remedyZh: zh.remedy,
    ...more,
  }
}

/** A refusal as the answer to its caller. */
export const problemAnswer = (table: RefusalTable, refusal: Refusal): Result => {
  const body = problemBody(table, refusal)
  return jsonAnswer(body.status, body, 'application/problem+json')
}
