import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities as allCities } from '#shared/kernel/divisions.ts'
import type { DatedValue, ProvenanceTag } from '#shared/policy/format.ts'
import { provenanceTags } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** One dated value of a parameter, of the province or of a city, with how sure it is and what reads it. */
export type Figure = {
  readonly key: string
  readonly title: string
  readonly unit: string
  readonly city?: CityCode
  readonly from: string
  /** Of a city's own value: the last day it holds, by itself or by the day the province's holds everywhere. */
  readonly until?: string
  readonly known: string
  readonly value: unknown
  readonly tag: ProvenanceTag
  readonly cites: string
  /** The city whose own figure it is, where it stands for others. */
  readonly borrowedFrom?: CityCode
  readonly note?: string
  /** The source files that read the parameter. */
  readonly readBy: readonly string[]
}

/** What is asked for; what is absent asks for everything. */
export type Asked = {
  readonly tag?: ProvenanceTag
  readonly city?: string
  readonly key?: string
}

const isAsked = ({ key, city, tag }: Figure, asked: Asked): boolean =>
  (asked.tag === undefined || asked.tag === tag) &&
  (asked.city === undefined || city === undefined || asked.city === city) &&
  (asked.key === undefined || key.startsWith(asked.key))

/** Every dated value of a policy in the order of its keys; the province's before its cities', and those in order of time. */
export const figuresOf = (
  policy: Policy,
  readersOf: (key: string) => readonly string[],
  asked: Asked = {},
): Figure[] =>
  [...policy.parameters]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, { title, unit, values, cities = {} }]) => {
      const readBy = readersOf(key)
      const figure = (
        { from, until, known, value, tag, cites, borrowedFrom, note }: DatedValue,
        city?: CityCode,
      ): Figure => ({
        ...{ key, title, unit, from, known, value, tag, cites, readBy },
        ...(city === undefined ? {} : { city }),
        ...(until === undefined ? {} : { until }),
        ...(borrowedFrom === undefined ? {} : { borrowedFrom }),
        ...(note === undefined ? {} : { note }),
      })
      const ofCities = Object.entries(cities) as [CityCode, readonly DatedValue[]][]
      return [
        ...values.map((each) => figure(each)),
        ...ofCities.flatMap(([city, own]) => own.map((each) => figure(each, city))),
      ]
    })
    .filter((figure) => isAsked(figure, asked))

/** How many values have each tag, in the order of the tags. */
export const countByTag = (figures: readonly Figure[]): (readonly [ProvenanceTag, number])[] =>
  provenanceTags.map((tag) => [tag, figures.filter((figure) => figure.tag === tag).length])

/** A city by its name. */
export const cityNamed = (city: CityCode): string => allCities.find(({ code }) => code === city)?.name ?? city

/** Where a value holds, as a person reads it. */
export const placeOf = ({ city }: Figure): string => (city === undefined ? 'province' : cityNamed(city))
