import type { Key } from '#shared/edge/store/item.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'

/** What names the records of a person. */
export type PersonName = { readonly personId: string }

/** The claim on a certificate, by the token that stands for it. */
export const certificateKey = ({ token }: { readonly token: string }): Key => ({
  pk: `CERTIFICATE#${token}`,
  sk: 'CERTIFICATE',
})

/** Who has a passport of a number, by the country that issued it, under the token of the number. */
export const passportKey = ({ token }: { readonly token: string }): Key => ({
  pk: `CERTIFICATE#${token}`,
  sk: 'PASSPORT',
})

/** Persons of one name, sex and birth day, by the token that stands for these. */
export const namesakesKey = ({ token }: { readonly token: string }): Key => ({
  pk: `NAMESAKES#${token}`,
  sk: 'NAMESAKES',
})

/** Two who are alike, by the name of the pair. */
export const likenessKey = ({ likenessId }: { readonly likenessId: string }): Key => ({
  pk: `LIKENESS#${likenessId}`,
  sk: 'LIKENESS',
})

/** A decision that pairs are one person each. */
export const duplicateDecisionKey = ({ decisionId }: { readonly decisionId: string }): Key => ({
  pk: `DUPLICATE-DECISION#${decisionId}`,
  sk: 'DUPLICATE-DECISION',
})

/** That one record was two persons, and what of it is whose. */
export const partingKey = ({ partingId }: { readonly partingId: string }): Key => ({
  pk: `PARTING#${partingId}`,
  sk: 'PARTING',
})

/** What a run of the check of duplicates found. */
export const duplicatesPartition = (runId: string): string => `DUPLICATES#${runId}`

/** What it found in a division, or in all. */
export const foundPrefix = (division: string | undefined): string =>
  division === undefined ? 'FOUND#' : `FOUND#${division}#`

export const duplicateFoundKey = ({
  runId,
  division,
  likenessId,
}: {
  readonly runId: string
  readonly division: string
  readonly likenessId: string
}): Key => ({ pk: duplicatesPartition(runId), sk: `${foundPrefix(division)}${likenessId}` })

/** Who may be the same person though no likeness says so, as a run of the check found them in a division. */
export const nearPrefix = (division: string): string => `NEAR#${division}#`
export const nearFoundKey = ({
  runId,
  division,
  persons: [one, other],
}: {
  readonly runId: string
  readonly division: string
  readonly persons: readonly [string, string]
}): Key => ({ pk: duplicatesPartition(runId), sk: `${nearPrefix(division)}${one}#${other}` })

/** The sums of a division, or of all; a part of the run has its own. */
export const sumPrefix = (division: string | undefined): string =>
  division === undefined ? 'SUM#' : `SUM#${division}#`

export const duplicateSumKey = ({
  runId,
  division,
  part,
}: {
  readonly runId: string
  readonly division: string
  readonly part: number
}): Key => ({ pk: duplicatesPartition(runId), sk: `${sumPrefix(division)}${part}` })

/** The partition of a person's records. */
export const personKey = ({ personId }: PersonName): string => `PERSON#${personId}`

export const identityKey = (of: PersonName): Key => ({ pk: personKey(of), sk: 'IDENTITY' })

export const coverageKey = (of: PersonName): Key => ({ pk: personKey(of), sk: 'COVERAGE' })

export const nameCorrectionPrefix = 'NAME#'

/** A correction of a name stands under its number, so that two at once cannot both be written. */
export const nameCorrectionKey = ({ number, ...of }: PersonName & { readonly number: number }): Key => ({
  pk: personKey(of),
  sk: `${nameCorrectionPrefix}${String(number).padStart(6, '0')}`,
})

/** A person's word on the starts in a file, by its division and the digest of the file. */
export const startApprovalKey = ({
  division,
  file,
}: {
  readonly division: string
  readonly file: string
}): Key => ({ pk: `STARTS#${division}`, sk: file })

export const reportPrefix = 'REPORT#'

/** A report of a death stands under its number, so that two at once cannot both be written. */
export const reportKey = ({ number, ...of }: PersonName & { readonly number: number }): Key => ({
  pk: personKey(of),
  sk: `${reportPrefix}${String(number).padStart(6, '0')}`,
})

/** A transfer stands by itself: the city that asks for it is told nothing of the person. */
export const transferKey = ({ transferId }: { readonly transferId: string }): Key => ({
  pk: `TRANSFER#${transferId}`,
  sk: 'TRANSFER',
})

/** What names the lists of aid recipients of a city and a month. */
export type OfAidMonth = { readonly city: CityCode; readonly month: string }
export type OfAidList = OfAidMonth & { readonly listId: string }

export const aidListPartition = ({ city, month }: OfAidMonth): string => `AIDLIST#${city}#${month}`

export const aidListPrefix = 'LIST#'
export const aidListKey = ({ listId, ...of }: OfAidList): Key => ({
  pk: aidListPartition(of),
  sk: `${aidListPrefix}${listId}`,
})

/** Changes stand page by page: an item holds a bounded number of persons. */
export const aidChangesKey = ({ listId, page, ...of }: OfAidList & { readonly page: number }): Key => ({
  pk: aidListPartition(of),
  sk: `CHANGES#${listId}#${String(page).padStart(4, '0')}`,
})

/** The last list of a city that was approved. */
export const lastAidListKey = ({ city }: Pick<OfAidMonth, 'city'>): Key => ({
  pk: `AIDLIST#${city}`,
  sk: 'LAST',
})

/** The divisions below a city stand together, in the order of their codes. */
export const divisionsPartition = ({ city }: { readonly city: string }): string => `DIVISIONS#${city}`

export const divisionPrefix = 'DIVISION#'
export const divisionKey = ({ city, code }: { readonly city: string; readonly code: string }): Key => ({
  pk: divisionsPartition({ city }),
  sk: `${divisionPrefix}${code}`,
})

/** A school, and the school that enrolled somebody last. */
export const schoolKey = ({ schoolCode }: { readonly schoolCode: string }): Key => ({
  pk: `SCHOOL#${schoolCode}`,
  sk: 'SCHOOL',
})
export const pupilKey = (of: PersonName): Key => ({ pk: personKey(of), sk: 'SCHOOL' })

/** That somebody has a certificate of disability. */
export const disabledKey = (of: PersonName): Key => ({ pk: personKey(of), sk: 'DISABLED' })

/** A job that has many persons belong to another unit, and a page of them. */
export const unitMoveKey = ({ moveId }: { readonly moveId: string }): Key => ({
  pk: `UNITMOVE#${moveId}`,
  sk: 'UNITMOVE',
})

export const unitMovePageKey = ({
  moveId,
  page,
}: {
  readonly moveId: string
  readonly page: number
}): Key => ({
  pk: `UNITMOVE#${moveId}`,
  sk: `PAGE#${String(page).padStart(4, '0')}`,
})

export const statementPrefix = 'STATEMENT#'

/** A statement of what a person paid in all stands among their records. */
export const statementKey = ({ statementId, ...of }: PersonName & { readonly statementId: string }): Key => ({
  pk: personKey(of),
  sk: `${statementPrefix}${statementId}`,
})
