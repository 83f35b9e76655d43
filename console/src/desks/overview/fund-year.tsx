import { InputNumber, Space } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import { Chooser } from '../../view/chooser.tsx'
import { Heading } from '../../view/heading.tsx'
import { rememberChosen, rememberedYear } from '../../view/preset.ts'
import type { Said } from '../../words/said.ts'
import { useWords } from '../../words/words.ts'

type FundYear = { readonly scheme: string; readonly year: string }

/** The scheme and the year that a page of all cities is of, as its address says, and the way into one city's fund. */
export const useFundYear = () => {
  const go = useNavigate()
  const [search, setSearch] = useSearchParams()
  const scheme = search.get('scheme') ?? 'resident'
  const year = search.get('year') ?? rememberedYear()
  return {
    ...{ scheme, year },
    choose: (next: Partial<FundYear>) => {
      rememberChosen(next)
      setSearch({ scheme, year, ...next })
    },
    open: (city: string) =>
      void go(`/fund/execution?${new URLSearchParams({ city, scheme, year }).toString()}`),
  }
}

/** The head of such a page, where scheme and year are chosen. */
export const FundYearHeading = ({
  title,
  of: { scheme, year },
  onChoose,
}: {
  readonly title: Said
  readonly of: FundYear
  readonly onChoose: (next: Partial<FundYear>) => void
}) => {
  const words = useWords()
  return (
    <Heading title={title}>
      <Space wrap>
        <Chooser
          label={words.field('scheme')}
          value={scheme}
          onChoose={(next) => onChoose({ scheme: next })}
          options={['resident', 'employee'].map((value) => ({
            value,
            label: words.value(value, 'scheme'),
          }))}
        />
        <InputNumber
          aria-label={words.field('year')}
          min={2025}
          max={2099}
          value={Number(year)}
          onChange={(next) => next !== null && onChoose({ year: String(next) })}
        />
      </Space>
    </Heading>
  )
}
