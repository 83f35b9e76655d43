import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { TongchouError } from '#shared/kernel/errors.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Encrypts a text and binds it to where it stands, so that it opens nowhere else. */
export const seal = (key: Uint8Array, text: string, place: string): string => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(place))
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64')
}

/**
 * Opens what was sealed with the key in the same place.
 * @throws TongchouError `secrets.unreadable` for another key or place, or a changed text
 */
export const unseal = (key: Uint8Array, sealed: string, place: string): string => {
  const bytes = Buffer.from(sealed, 'base64')
  const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes)
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    })
      .setAAD(Buffer.from(place))
      .setAuthTag(tag)
    const hidden = bytes.subarray(nonceBytes + tagBytes)
    return Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new TongchouError('secrets.unreadable', 'a sealed text does not open', { place }, { cause })
  }
}
