import { AutoComplete, Form } from 'antd'
import { useDeferredValue } from 'react'
import { cityOfDivision, provinceCode } from '../../../shared/kernel/divisions.ts'
import { accessTo, mayAsk } from '../api/access.ts'
import { useCall } from '../api/use-call.ts'
import { useCaller } from '../session/who.tsx'
import { usePageSays } from '../view/page-says.ts'
import type { Row } from '../view/row.ts'
import { useWords } from '../words/words.ts'
import { listOf, matching, upperDivisions } from './known-codes.ts'

const most = 30

/** The city whose codes are offered: of this form, of the page that it stands on, or of the officer. */
const useCity = (): string | undefined => {
  const { division } = useCaller()
  const said = usePageSays()
  const form = Form.useFormInstance()
  const inFilter: unknown = Form.useWatch(['filter', 'city'], form)
  const inBody: unknown = Form.useWatch(['body', 'city'], form)
  const own = division === provinceCode ? undefined : cityOfDivision(division)
  return [inBody, inFilter, said.city, own].find(
    (city): city is string => typeof city === 'string' && city !== '',
  )
}

/** A code that is typed, or chosen by its name from the list that it stands in. */
export const CodeInput = ({
  field,
  id,
  value = '',
  onChange,
  disabled = false,
}: {
  readonly field: string
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string | undefined) => void
  readonly disabled?: boolean
}) => {
  const words = useWords()
  const { scope } = useCaller()
  const city = useCity()
  const typed = useDeferredValue(value)
  const list = listOf(field)
  const read = list?.read ?? 'GET /v1/settlement/institutions'
  const search = list?.search && typed !== '' ? { [list.search]: typed } : {}
  const asksCity = accessTo(read).query?.includes('city') === true
  const { answer } = useCall<Row>(
    read,
    { query: { ...(asksCity && city ? { city } : {}), ...search } },
    { enabled: list !== undefined && mayAsk(read, scope) && city !== undefined },
  )
  const rows = (answer?.[list?.rows ?? ''] ?? []) as readonly Row[]
  const choices = [
    ...(field === 'division' ? upperDivisions((code) => words.value(code, 'city')) : []),
    ...rows.map((row) => ({ code: String(row[list?.code ?? '']), name: String(row.name ?? '') })),
  ]
  return (
    <AutoComplete
      {...(id === undefined ? {} : { id })}
      value={value}
      disabled={disabled}
      allowClear
      popupMatchSelectWidth={360}
      onChange={(next: string | undefined) => onChange?.(next === '' ? undefined : next)}
      options={matching(choices, value)
        .slice(0, most)
        .map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
    />
  )
}
