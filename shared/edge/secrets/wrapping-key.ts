import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { setting } from '#shared/edge/function/environment.ts'
import { must } from '#shared/kernel/errors.ts'

/** A key of 256 bits in clear, and as it may be stored. */
export type DataKey = { readonly clear: Uint8Array; readonly wrapped: string }

/** A key that never leaves its keeper and wraps the keys that data are encrypted with. */
export type WrappingKey = {
  /** Makes a data key; its name is bound to it, so that it unwraps under no other. */
  readonly make: (name: string) => Promise<DataKey>
  readonly unwrap: (name: string, wrapped: string) => Promise<Uint8Array>
}

const whole = (clear: Uint8Array | undefined, name: string): Uint8Array => {
  must(clear?.length === 32, 'secrets.key-missing', 'no key of 256 bits came back', { key: name })
  return clear
}

/** Where a service's own key is, asked for at the first use. */
export type KeyPlace = { readonly keyId: () => string; readonly service: () => string }

const deployed: KeyPlace = {
  keyId: () => setting('SECRETS_KEY_ID'),
  service: () => setting('SERVICE_NAME'),
}

/** The service's own key at KMS; locally the same calls reach a key in a file. */
export const openWrappingKey = (
  client = new KMSClient({ maxAttempts: 4 }),
  { keyId, service }: KeyPlace = deployed,
): WrappingKey => {
  /** What a data key is bound to: the service, which grants also name, and the key's own name. */
  const contextOf = (name: string) => ({ service: service(), key: name })
  return {
    make: async (name) => {
      const { Plaintext, CiphertextBlob } = await client.send(
        new GenerateDataKeyCommand({
          KeyId: keyId(),
          KeySpec: 'AES_256',
          EncryptionContext: contextOf(name),
        }),
      )
      must(CiphertextBlob !== undefined, 'secrets.key-missing', 'no wrapped key came back', { key: name })
      return {
        clear: whole(Plaintext, name),
        wrapped: Buffer.from(CiphertextBlob).toString('base64'),
      }
    },
    unwrap: async (name, wrapped) => {
      const { Plaintext } = await client.send(
        new DecryptCommand({
          KeyId: keyId(),
          CiphertextBlob: Buffer.from(wrapped, 'base64'),
          EncryptionContext: contextOf(name),
        }),
      )
      return whole(Plaintext, name)
    },
  }
}
