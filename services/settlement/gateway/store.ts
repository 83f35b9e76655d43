import { expiryAfter } from '#shared/edge/store/expiry.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { clockWindowSeconds } from './rules/signature.ts'

/** The key with which the system of an institution signs its calls. */
export type GatewayKey = {
  readonly paasId: string
  readonly institution: string
  /** The city that the institution stands in. */
  readonly city: string
  /** Known to the institution and here; shown once, when it is made. */
  readonly token: string
  /** The token before it, which holds until an instant, so that a system can be changed over. */
  readonly former?: { readonly token: string; readonly until: string }
  /** ISO 8601 in UTC. */
  readonly madeAt: string
  readonly madeBy: string
  /** The command that made it. */
  readonly commandId: string
  /** When it was ended; it signs nothing any more. */
  readonly endedAt?: string
}
type OfPlatform = Pick<GatewayKey, 'paasId'>
export type RecordedKey = GatewayKey & { readonly version: number }

export type GatewayKeys = {
  readonly find: (
    paasId: string,
    freshness?: { readonly eventual?: boolean },
  ) => Promise<RecordedKey | undefined>
  /** Records it over the version it was made from, 0 for the first; `false`: someone was faster. */
  readonly record: (key: GatewayKey, version: number) => Promise<boolean>
  /** Uses a signature up; `false`: it was used before. */
  readonly use: (paasId: string, signature: string, now: number) => Promise<boolean>
}

const keys = defineRecord<RecordedKey, OfPlatform>({
  kind: 'gateway-key',
  key: ({ paasId }) => ({ pk: `GATEWAY-KEY#${paasId}`, sk: 'GATEWAY-KEY' }),
})

type Use = { readonly paasId: string; readonly signature: string }
const uses = defineRecord<{ readonly expires: number }, Use>({
  kind: 'signature-used',
  key: ({ paasId, signature }) => ({ pk: `SIGNATURE#${paasId}#${signature}`, sk: 'SIGNATURE' }),
})

/** Longer than a signature can hold, however clocks are off. */
const keptSeconds = 4 * clockWindowSeconds

/** Opens the keys on the service's table. */
export const openGatewayKeys = (store: Store): GatewayKeys => ({
  find: (paasId, freshness) => keys.read(store, { paasId }, freshness),
  record: async (key, version) =>
    (await store.write([keys.replace({ ...key, version }, version)])).status === 'written',
  use: async (paasId, signature, now) => {
    const used = { paasId, signature, ...expiryAfter(now, keptSeconds) }
    return (await store.write([uses.create(used)])).status === 'written'
  },
})
