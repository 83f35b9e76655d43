import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener } from 'node:http'
import { seal, unseal } from '#shared/edge/secrets/seal.ts'
import { canonicalText } from '#shared/kernel/canonical.ts'
import { type AwsFault, sendFault, sendResult } from '../http/aws-json.ts'
import { readBody } from '../http/read-body.ts'

const maxBodyBytes = 64 * 1024
const dataKeyBytes = 32

/** A request as KMS's API has it; bytes are base64. */
type Request = {
  readonly KeyId?: string
  readonly KeySpec?: string
  readonly CiphertextBlob?: string
  readonly EncryptionContext?: Readonly<Record<string, string>>
}
type Outcome = { readonly fault: AwsFault } | { readonly result: object }

const fault = (type: string, message: string): Outcome => ({ fault: { status: 400, type, message } })

/** A wrapped key names the key that wrapped it, as KMS's own ciphertext does. */
const wrappedBy = (keyId: string, sealed: string): string =>
  Buffer.from(JSON.stringify([keyId, sealed])).toString('base64')

const readWrapped = (blob: string): readonly [string, string] | undefined => {
  try {
    const [keyId, sealed] = JSON.parse(Buffer.from(blob, 'base64').toString('utf8')) as unknown[]
    return typeof keyId === 'string' && typeof sealed === 'string' ? [keyId, sealed] : undefined
  } catch {
    return undefined
  }
}

const generate = (root: Uint8Array, request: Request): Outcome => {
  const { KeyId, KeySpec, EncryptionContext = {} } = request
  if (!KeyId) return fault('ValidationException', 'KeyId must not be null')
  if (KeySpec !== 'AES_256') return fault('ValidationException', `KeySpec ${KeySpec} is not emulated`)
  const clear = randomBytes(dataKeyBytes).toString('base64')
  const sealed = seal(root, clear, canonicalText([KeyId, EncryptionContext]))
  return { result: { KeyId, Plaintext: clear, CiphertextBlob: wrappedBy(KeyId, sealed) } }
}

const decrypt = (root: Uint8Array, request: Request): Outcome => {
  const { KeyId, CiphertextBlob = '', EncryptionContext = {} } = request
  const wrapped = readWrapped(CiphertextBlob)
  if (!wrapped) return fault('InvalidCiphertextException', '')
  const [keyId, sealed] = wrapped
  if (KeyId !== undefined && KeyId !== keyId)
    return fault(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can do this',
    )
  try {
    const Plaintext = unseal(root, sealed, canonicalText([keyId, EncryptionContext]))
    return { result: { KeyId: keyId, Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' } }
  } catch {
    // KMS, too, says no more: neither what was changed nor which context would be right.
    return fault('InvalidCiphertextException', '')
  }
}

const operations: Readonly<Record<string, (root: Uint8Array, request: Request) => Outcome>> = {
  'TrentService.GenerateDataKey': generate,
  'TrentService.Decrypt': decrypt,
}

const answer = async (root: Uint8Array, request: IncomingMessage): Promise<Outcome> => {
  const operation = operations[String(request.headers['x-amz-target'])]
  if (!operation) return fault('UnknownOperationException', '')
  const body = await readBody(request, maxBodyBytes)
  return operation(root, JSON.parse(body.toString('utf8')) as Request)
}

/** The root of the local keys: kept in a file of its own, or for one run only. */
export const rootKey = (file?: string): Uint8Array => {
  if (file === undefined) return randomBytes(dataKeyBytes)
  if (!existsSync(file)) writeFileSync(file, randomBytes(dataKeyBytes).toString('base64'), { mode: 0o600 })
  return Buffer.from(readFileSync(file, 'utf8'), 'base64')
}

/**
 * Serves GenerateDataKey and Decrypt of KMS over one root key. The encryption is real; who may use a key is not checked, and
 * every key that a template names is there.
 */
export const createKms =
  (root: Uint8Array): RequestListener =>
  (request, response) => {
    answer(root, request)
      .then((outcome) =>
        'fault' in outcome
          ? sendFault(response, '1.1', outcome.fault)
          : sendResult(response, '1.1', outcome.result),
      )
      .catch((error: unknown) => response.destroy(error as Error))
  }
