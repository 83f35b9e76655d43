import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'

/** API Gateway's JWT authorizer takes RSA signatures only, so the local issuer signs with nothing else. */
export const signingAlgorithm = 'RS256'

/** The issuer's key pair: the private half signs, the public half is published under its key id. */
export type SigningKey = {
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK & { readonly kid: string }
}

const createPrivateJwk = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true })
  return exportJWK(privateKey)
}

const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The kept key, or a new one that is kept from now on, readable by its owner only. */
const keptPrivateJwk = async (file: string): Promise<JWK> => {
  const kept = await readIfThere(file)
  if (kept !== undefined) return JSON.parse(kept) as JWK
  const jwk = await createPrivateJwk()
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(jwk), { mode: 0o600 })
  return jwk
}

/** Loads the key from its file, so that tokens outlive a restart, or makes one for this run only. */
export const loadSigningKey = async (file?: string): Promise<SigningKey> => {
  const jwk = file === undefined ? await createPrivateJwk() : await keptPrivateJwk(file)
  const { kty, n, e } = jwk
  if (kty !== 'RSA' || n === undefined || e === undefined)
    throw new TypeError(`${file} does not hold an RSA key: delete it and start again`)
  return {
    privateKey: (await importJWK(jwk, signingAlgorithm)) as CryptoKey,
    publicJwk: { kty, n, e, use: 'sig', alg: signingAlgorithm, kid: await calculateJwkThumbprint(jwk) },
  }
}
