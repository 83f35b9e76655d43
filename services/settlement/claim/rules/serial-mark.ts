import { hashOf } from '#shared/kernel/hash.ts'
import { plainId } from '#shared/kernel/plain-id.ts'
import { plainDecimal } from '#shared/money/charge.ts'
import type { ChargedLine } from './command.ts'

const markLength = 8

/** A serial number as it is compared: of one that is digits only, zeros in front make no difference. */
export const plainSerial = (serial: string): string => plainId(serial).replace(/^0+(?=\d+$)/, '')

const markOf = (plain: string): string => hashOf(plain).toString('base64url').slice(0, markLength)

/** What is kept of the serial number of a fee line to know it again: short, for a visit may have very many. */
export const serialMark = (serial: string): string => markOf(plainSerial(serial))

/** What makes a line of a purchase the same line: its number, the drug, how much of it, and what it cost. */
export const lineMark = (
  serial: string,
  { code, quantity, amount }: Pick<ChargedLine, 'code' | 'quantity' | 'amount'>,
): string => markOf(plainId([plainSerial(serial), code, plainDecimal(quantity), String(amount)].join(' ')))
