import type { KeyRing } from '#shared/edge/secrets/key-ring.ts'
import { seal, unseal } from '#shared/edge/secrets/seal.ts'
import { expiryAfter } from '#shared/edge/store/expiry.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'

/** The key with which the system of an institution signs its calls. */
export type GatewayKey = {
  readonly paasId: string
  readonly institution: string
  /** The city that the institution stands in. */
  readonly city: string
  /** Known to the institution and here; shown once, when it is made, and sealed where it stands. */
  readonly token: string
  /** The token before it, which holds until an instant, so that a system can be changed over. */
  readonly former?: { readonly token: string; readonly until: string }
  /** ISO 8601 in UTC. */
  readonly madeAt: string
  readonly madeBy: string
  /** Everybody who ever gave the platform a token: none of them approves what its institution files. Earlier releases keep the last. */
  readonly makers?: readonly string[]
  /** The command that made it. */
  readonly commandId: string
  /** Its newest token waits for another person; until they approve it the one before it signs. Keys of earlier releases never waited. */
  readonly waits?: true
  readonly approved?: { readonly by: string; readonly at: string }
  /** So many people stand behind it; absent of one that an earlier release had one person give. */
  readonly hands?: 2
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
  /** Uses a signature up, and keeps that for so many seconds; `false`: it was used before. */
  readonly use: (
    of: { readonly paasId: string; readonly signature: string },
    now: number,
    keptSeconds: number,
  ) => Promise<boolean>
}

/** Everybody who gave a platform a token, as far as is known. */
export const makersOf = ({ madeBy, makers = [] }: Pick<GatewayKey, 'madeBy' | 'makers'>): string[] => [
  ...new Set([...makers, madeBy]),
]

/** A key as it is stored: its tokens are sealed. One made before they were has them in clear until it is changed. */
type StoredKey = Omit<RecordedKey, 'token' | 'former'> & {
  readonly token?: string
  readonly sealed?: string
  readonly former?: { readonly token?: string; readonly sealed?: string; readonly until: string }
}

export const storedKeys = defineRecord<StoredKey, OfPlatform>({
  kind: 'gateway-key',
  key: ({ paasId }) => ({ pk: `GATEWAY-KEY#${paasId}`, sk: 'GATEWAY-KEY' }),
})

/** The data key that tokens are sealed with. */
const sealingKey = 'gateway-tokens'

/** Where a token stands, which its sealed form is bound to: that of one platform opens for no other. */
const placeOf = ({ paasId }: OfPlatform): string => storedKeys.key({ paasId }).pk

type Use = { readonly paasId: string; readonly signature: string }
const uses = defineRecord<{ readonly expires: number }, Use>({
  kind: 'signature-used',
  key: ({ paasId, signature }) => ({ pk: `SIGNATURE#${paasId}#${signature}`, sk: 'SIGNATURE' }),
})

const openToken = async (
  { token, sealed }: Pick<StoredKey, 'token' | 'sealed'>,
  place: string,
  ring: KeyRing,
): Promise<string> => token ?? unseal(await ring.use(sealingKey), sealed ?? '', place)

/** Opens the keys on the service's table; their tokens are sealed with a key of the ring. */
export const openGatewayKeys = (store: Store, ring: KeyRing): GatewayKeys => ({
  find: async (paasId, freshness) => {
    const stored = await storedKeys.read(store, { paasId }, freshness)
    if (!stored) return undefined
    const { token: _, sealed: __, former, ...key } = stored
    const place = placeOf(key)
    return {
      ...key,
      token: await openToken(stored, place, ring),
      ...(former ? { former: { token: await openToken(former, place, ring), until: former.until } } : {}),
    }
  },
  record: async ({ token, former, ...key }, version) => {
    const [sealing, place] = [await ring.use(sealingKey), placeOf(key)]
    const sealed = (text: string): string => seal(sealing, text, place)
    const stored = {
      ...{ ...key, sealed: sealed(token), version },
      ...(former ? { former: { sealed: sealed(former.token), until: former.until } } : {}),
    }
    return (await store.write([storedKeys.replace(stored, version)])).status === 'written'
  },
  use: async ({ paasId, signature }, now, keptSeconds) => {
    const used = { paasId, signature, ...expiryAfter(now, keptSeconds) }
    return (await store.write([uses.create(used)])).status === 'written'
  },
})
