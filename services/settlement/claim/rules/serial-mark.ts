import { hashOf } from '#shared/kernel/hash.ts'
import { plainId } from '#shared/kernel/plain-id.ts'

const markLength = 8

/** What is kept of the serial number of a fee line to know it again: short, for a visit may have very many. */
export const serialMark = (serial: string): string =>
  hashOf(plainId(serial)).toString('base64url').slice(0, markLength)
