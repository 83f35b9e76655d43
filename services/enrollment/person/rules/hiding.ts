import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { certificateFault, newResidenceCard } from './certificate-fault.ts'
import { isIdNumber } from './id-number.ts'

/** What may be an ID number: not a part of a longer word, such as an id or an encrypted text. */
const like = /(?<![\dA-Za-z+/])[1-9]\d{16}[\dXx](?![\dA-Za-z+/])/gu

const isResidenceCard = (number: string): boolean =>
  newResidenceCard.test(number) && !certificateFault({ type: 'foreign-residence-card', number }, {})

/** Whether a text tells an ID number, or one that foreigners have in its form. */
export const tellsIdNumber = (text: string): boolean =>
  (text.match(like) ?? []).some((found) => {
    const number = found.toUpperCase()
    return isIdNumber(number) || isResidenceCard(number)
  })

/** A certificate as doors are told it; other numbers than those of ID cards do not show by themselves. */
const certificateInClear = /"certificate":\{[^{}]*"number":"/u

const token = /^[\w-]{43}$/
const sealed = /^identities-\d{4}-\d{2}\.[A-Za-z0-9+/]{40,}={0,2}$/

const tokensOf = ({ tokens }: RecordedItem): Readonly<Record<string, unknown>> =>
  tokens !== null && typeof tokens === 'object' ? (tokens as Record<string, unknown>) : {}

const faultsOfIdentity = (item: RecordedItem): string[] => {
  const { certificate, name, initials, namedPerson } = tokensOf(item)
  const all = [certificate, name, initials, namedPerson].map(String)
  const places = [item.gsi1pk, item.gsi1sk, item.gsi2pk].map(String)
  const due = [`NAME#${name}`, `${namedPerson}#${item.personId}`, `INITIALS#${initials}`]
  return [
    ...('name' in item || 'idNumber' in item ? ['their name or number stands in clear'] : []),
    ...(sealed.test(String(item.sealed)) ? [] : ['their name and number are not sealed']),
    ...(all.every((each) => token.test(each)) ? [] : ['a token is none']),
    ...(due.every((place, index) => place === places[index]) ? [] : ['they do not stand under their tokens']),
  ]
}

/** Where an item tells who somebody is, in words that do not repeat it. */
export const faultsOfHiding = (item: RecordedItem): string[] => [
  ...(tellsIdNumber(JSON.stringify(item)) ? ['an ID number stands in clear'] : []),
  ...(certificateInClear.test(JSON.stringify(item)) ? ['a certificate stands in clear'] : []),
  ...(item.kind === 'identity' ? faultsOfIdentity(item) : []),
]
