import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { secretKey } from '#shared/edge/secrets/secret-key.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Encrypts bytes and binds them to where they stand, so that they open nowhere else. */
export const sealBytes = (key: Uint8Array, bytes: Uint8Array, place: string): Uint8Array => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, secretKey(key), nonce).setAAD(Buffer.from(place))
  const hidden = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden])
}

/**
 * Opens what was sealed with the key in the same place.
 * @throws TongchouError `secrets.unreadable` for another key or place, or changed bytes
 */
export const unsealBytes = (key: Uint8Array, sealed: Uint8Array, place: string): Uint8Array => {
  try {
    const decipher = createDecipheriv(algorithm, secretKey(key), sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    })
      .setAAD(Buffer.from(place))
      .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
  } catch (cause) {
    throw new TongchouError('secrets.unreadable', 'what is sealed does not open', { place }, { cause })
  }
}

/** The same for a text, which is then text again. */
export const seal = (key: Uint8Array, text: string, place: string): string =>
  Buffer.from(sealBytes(key, Buffer.from(text), place)).toString('base64')

export const unseal = (key: Uint8Array, sealed: string, place: string): string =>
  Buffer.from(unsealBytes(key, Buffer.from(sealed, 'base64'), place)).toString('utf8')
