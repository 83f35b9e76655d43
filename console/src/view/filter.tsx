import { Button, Form } from 'antd'
import { useEffect } from 'react'
import type { Parameter } from '../api/operation.ts'
import { Fields } from '../form/fields.tsx'
import { filled } from '../form/values.ts'
import { useWords } from '../words/words.ts'

export type Chosen = Readonly<Record<string, string>>

type Props = {
  readonly parameters: readonly Parameter[]
  readonly chosen: Chosen
  readonly onChoose: (next: Chosen) => void
}

/** What a list is asked by, kept in the page's address so that it can be sent to a colleague. */
export const Filter = (props: Props) => (props.parameters.length === 0 ? null : <FilterForm {...props} />)

const FilterForm = ({ parameters, chosen, onChoose }: Props) => {
  const words = useWords()
  const [form] = Form.useForm()
  useEffect(() => form.setFieldsValue({ filter: chosen }), [form, chosen])
  const schema = {
    properties: Object.fromEntries(parameters.map(({ name, schema: each }) => [name, each])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  }
  return (
    <Form
      form={form}
      layout="vertical"
      className="filter"
      onFinish={({ filter }) => onChoose(textsOf(filled(filter) as Record<string, unknown>))}
    >
      <Fields schema={schema} place={['filter']} />
      <Button type="primary" htmlType="submit">
        {words.say('list.search')}
      </Button>
    </Form>
  )
}

const textsOf = (values: Record<string, unknown>): Chosen =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
