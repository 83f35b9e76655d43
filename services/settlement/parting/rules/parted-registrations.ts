import type { CareFiling } from '../../insured-year/rules/care-filings.ts'
import type { Contracted, RegisteredDisease, Registrations } from '../../insured-year/rules/registrations.ts'

const named = (...parts: readonly string[]): string => parts.join(':')

/** What a parting calls a thing that is registered of a person for claims. */
const ofDisease = ({ code, from }: RegisteredDisease): string => named('disease', code, from)
const ofFiling = ({ kind, where, from }: CareFiling): string => named('filing', kind, where, from)
const ofContract = ({ institution, from }: Contracted): string => named('contract', institution, from)
const civilServant = 'civil-servant'

/** The names of all that is registered. */
export const namesOf = ({
  diseases,
  filings = [],
  contracts = [],
  civilServant: isOne,
}: Registrations): string[] => [
  ...diseases.map(ofDisease),
  ...filings.map(ofFiling),
  ...contracts.map(ofContract),
  ...(isOne ? [civilServant] : []),
]

const withThese = (of: Registrations, keep: (name: string) => boolean): Registrations => {
  const { filings: _, contracts: __, ...rest } = of
  const filings = (of.filings ?? []).filter((each) => keep(ofFiling(each)))
  const contracts = (of.contracts ?? []).filter((each) => keep(ofContract(each)))
  return {
    ...rest,
    diseases: of.diseases.filter((each) => keep(ofDisease(each))),
    civilServant: of.civilServant && keep(civilServant),
    ...(filings.length === 0 ? {} : { filings }),
    ...(contracts.length === 0 ? {} : { contracts }),
  }
}

/** Both as they are once what is named is the other's; undefined where something named is registered of the record no more. */
export const partRegistrations = (
  { stays, goes }: { readonly stays: Registrations; readonly goes: Registrations },
  names: readonly string[],
): { readonly stays: Registrations; readonly goes: Registrations } | undefined => {
  const known = namesOf(stays)
  if (names.some((name) => !known.includes(name))) return undefined
  const going = new Set(names)
  const has = new Set(namesOf(goes))
  const come = withThese(stays, (name) => going.has(name) && !has.has(name))
  const filings = [...(goes.filings ?? []), ...(come.filings ?? [])]
  const contracts = [...(goes.contracts ?? []), ...(come.contracts ?? [])]
  return {
    stays: withThese(stays, (name) => !going.has(name)),
    goes: {
      ...goes,
      diseases: [...goes.diseases, ...come.diseases],
      civilServant: goes.civilServant || come.civilServant,
      ...(filings.length === 0 ? {} : { filings }),
      ...(contracts.length === 0 ? {} : { contracts }),
    },
  }
}
