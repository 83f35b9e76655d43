import { defineRecord } from '#shared/edge/store/record.ts'
import { refundRequestKey, refundRequestsPartition } from '../keys.ts'
import type { RefundRequest } from './rules/refund-request.ts'

/** A request as stored, with the version its next write replaces. */
export type StoredRequest = { readonly request: RefundRequest; readonly version: number }

export const refundRequests = defineRecord<
  StoredRequest,
  { readonly request: Pick<RefundRequest, 'requestId'> }
>({
  kind: 'refund-request',
  key: ({ request }) => refundRequestKey(request.requestId),
  index: ({ request: { city, state, asked, requestId } }) => ({
    gsi1pk: refundRequestsPartition(city, state),
    gsi1sk: `${asked.on}#${requestId}`,
  }),
})
