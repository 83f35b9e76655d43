import type { Bucket } from '#shared/edge/files/bucket.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

const refuse = async (): Promise<never> => {
  throw new TongchouError('bucket.not-given', 'this function may not reach the bucket of files')
}

/** For functions that have no business with files: the client of the bucket is not in their bundles. */
export const noBucket: Bucket = { read: refuse, piece: refuse, keep: refuse }
