import type { CertificateType } from '#shared/kernel/certificate-type.ts'

/** Whom a file names, by the number of a certificate and by name; without a kind it is an ID card. */
export type NamedPerson = {
  readonly idNumber: string
  readonly certificateType?: Exclude<CertificateType, 'id-card'>
  readonly name: string
}

/** The register of persons, which is enrollment's: ids in the order asked for. */
export type Register = (persons: readonly NamedPerson[]) => Promise<(string | undefined)[]>

/** For whoever only tells what kinds of files there are: the door reads none. */
export const nobodyRegistered: Register = async (persons) => persons.map(() => undefined)
