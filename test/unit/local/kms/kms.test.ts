import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from '../../../../local/http/listen.ts'
import { createKms, rootKey } from '../../../../local/kms/create-kms.ts'

const folder = mkdtempSync(join(tmpdir(), 'tongchou-kms-test-'))
const file = join(folder, 'root-key')
const KeyId = 'arn:aws:kms:us-east-1:000000000000:secrets'
const EncryptionContext = { service: 'enrollment', key: 'tokens' }
const servers: Listening[] = []

const clientOver = async (root: Uint8Array): Promise<KMSClient> => {
  const listening = await listen(0, createKms(root))
  servers.push(listening)
  return new KMSClient({
    endpoint: listening.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
}

let kms: KMSClient
beforeAll(async () => {
  kms = await clientOver(rootKey(file))
})
afterAll(async () => {
  await Promise.all(servers.map(({ close }) => close()))
  rmSync(folder, { recursive: true })
})

const generate = () => kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }))
const failureOf = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'no failure',
    (error: Error) => error.name,
  )

describe('the local KMS answers the SDK as KMS does', () => {
  it('makes a data key of 256 bits, another each time, and gives it back for its ciphertext', async () => {
    const [one, other] = await Promise.all([generate(), generate()])
    expect(one.Plaintext).toHaveLength(32)
    expect(one.KeyId).toBe(KeyId)
    expect(one.Plaintext).not.toEqual(other.Plaintext)
    expect(Buffer.from(one.CiphertextBlob ?? []).includes(Buffer.from(one.Plaintext ?? []))).toBe(false)
    const { CiphertextBlob } = one
    expect(await kms.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext }))).toMatchObject({
      ...{ KeyId, Plaintext: one.Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
    })
  })

  it('gives nothing back for another context, another key or a changed ciphertext', async () => {
    const { CiphertextBlob = new Uint8Array() } = await generate()
    const changed = Uint8Array.from(CiphertextBlob, (byte, at) => (at === 60 ? byte ^ 1 : byte))
    const decrypt = (more: object) =>
      failureOf(kms.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext, ...more })))
    expect(await decrypt({ EncryptionContext: { ...EncryptionContext, key: 'other' } })).toBe(
      'InvalidCiphertextException',
    )
    expect(await decrypt({ EncryptionContext: undefined })).toBe('InvalidCiphertextException')
    expect(await decrypt({ CiphertextBlob: changed })).toBe('InvalidCiphertextException')
    expect(await decrypt({ CiphertextBlob: Buffer.from('nonsense') })).toBe('InvalidCiphertextException')
    expect(await decrypt({ KeyId: `${KeyId}2` })).toBe('IncorrectKeyException')
  })

  it('keeps its root in a file that only its owner reads, and opens after a restart what it made before', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { CiphertextBlob, Plaintext } = await generate()
    const restarted = await clientOver(rootKey(file))
    const command = new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext })
    expect((await restarted.send(command)).Plaintext).toEqual(Plaintext)
    const foreign = await clientOver(rootKey())
    expect(await failureOf(foreign.send(command))).toBe('InvalidCiphertextException')
  })
})
